; Which TTL is served may depend on the copy, so it is not removed.
$TTL 1h
@       SOA     ns1.example.net. hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1.example.net.
www     A       192.0.2.1
www 60  A       192.0.2.2
www     A       192.0.2.1
