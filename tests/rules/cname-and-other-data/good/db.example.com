$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
host    A       192.0.2.2
; What DNSSEC may put beside an alias: RFC 4034 section 2 and 4035 section 2.5.
www     CNAME   host
        RRSIG   CNAME 13 3 3600 20270101000000 20260101000000 12345 @ dGVzdA==
        NSEC    @ CNAME RRSIG NSEC
; At a name below and below a wildcard.
_dmarc.www TXT  "v=DMARC1; p=none"
*       CNAME   host
x.*     TXT     "x"
