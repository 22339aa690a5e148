; No $TTL, and no record before that has a TTL.
@       NS      ns1
        MX      10 mail
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
ns1     A       192.0.2.1               ; takes the TTL of the SOA
mail    A       192.0.2.25
