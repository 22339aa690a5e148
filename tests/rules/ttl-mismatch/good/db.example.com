$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
; One TTL in several spellings; different TTLs of different types.
www     3600 A  192.0.2.2
        60m A   192.0.2.3
        A       192.0.2.4
        1d AAAA 2001:db8::2
        TXT     "x"
; RFC 4034 section 3: a signature has the TTL of what it covers, so that they differ at one name.
sig     1d A    192.0.2.5
        RRSIG   A 13 3 86400 20270101000000 20260101000000 12345 @ dGVzdA==
        1d RRSIG A 13 3 86400 20270101000000 20260101000000 12346 @ dGVzdA==
