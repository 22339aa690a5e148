; One DNAME at each of two owners; other data beside it is allowed.
$TTL 1h
@       SOA     ns1.example.net. hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1.example.net.
old     DNAME   example.net.
        A       192.0.2.1
older   DNAME   example.org.
