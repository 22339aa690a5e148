; Nine aliases in a row: the first is one too many.
$TTL 1h
@       SOA     ns1.example.net. hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1.example.net.
a1      CNAME   a2
a2      CNAME   a3
a3      CNAME   a4
a4      CNAME   a5
a5      CNAME   a6
a6      CNAME   a7
a7      CNAME   a8
a8      CNAME   a9
a9      CNAME   a10
a10     A       192.0.2.1
