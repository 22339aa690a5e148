$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
host    A       192.0.2.2
www     CNAME   host
        CNAME   ns1
        CNAME   host.example.net.
shop    CNAME   host
; a mere copy
SHOP    CNAME   ns1
$GENERATE 1-2 pc CNAME pc$
pc1     A       192.0.2.11
pc2     A       192.0.2.12
