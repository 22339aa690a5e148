$TTL 1h
@       SOA     ns1.example.net. hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1.example.net.
old     DNAME   example.net.
old     DNAME   example.org.
