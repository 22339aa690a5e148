; Names of such types in other places, and a type that only looks like one.
$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
any     A       192.0.2.2
axfr    CNAME   any
tsig    TXT     AXFR ANY "TYPE255"
opt     TYPE65281 \# 0
null    NULL    \# 1 00
