$TTL 2147483647
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     24855d3h14m7s A 192.0.2.1       ; 2147483647 seconds
www     0 A     192.0.2.2
mail    3550w A 192.0.2.3
