$TTL 1h
@       IN SOA  ns1 hostmaster 2026112001 2h 15m 2w 1h
        in NS   ns1
ns1     60 CLASS1 A 192.0.2.1
        CLASS1 60 AAAA 2001:db8::1
in      IN TXT  CH HS
ch      TXT     "IN"
