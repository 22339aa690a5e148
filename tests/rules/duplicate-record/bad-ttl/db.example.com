; Which of the two TTLs is meant is not known, and neither is which a server takes.
$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
www     300 A   192.0.2.2
www     600 A   192.0.2.2
mail    A       192.0.2.25
$TTL 2h
mail    A       192.0.2.25
