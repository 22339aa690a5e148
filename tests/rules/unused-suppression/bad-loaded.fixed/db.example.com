$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      10.0.0.1
@     MX     10 mx.example.net.
a     CNAME  www.example.net.
b     CNAME  a
c     MX     10 ns1
c     MX     20 mx.example.net.
d     CNAME  ns1
e     CNAME  ns1
