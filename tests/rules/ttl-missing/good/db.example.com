; Without $TTL, each record has the TTL that was stated last (RFC 1035 section 5.1).
@       1d SOA  ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
www     300 A   192.0.2.2
mail    A       192.0.2.25
