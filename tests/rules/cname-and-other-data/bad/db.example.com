$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
host    A       192.0.2.2
www     CNAME   host
        TXT     "v=spf1 -all"
shop    A       192.0.2.3
SHOP    CNAME   host                    ; the other data stands first
        MX      10 host
old     CNAME   host
        DS      12345 13 2 (
                00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff )
sub     NS      ns1
        CNAME   host
*       CNAME   host
        A       192.0.2.4
two     CNAME   host                    ; several of both
        CNAME   ns1
        TXT     "x"
        A       192.0.2.5
