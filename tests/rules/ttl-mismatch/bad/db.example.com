$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
www     300 A   192.0.2.2
        A       192.0.2.3
        600 A   192.0.2.4
mail    A       192.0.2.25
        AAAA    2001:db8::25
Mail    60 A    192.0.2.26
$TTL 2h
MAIL    A       192.0.2.27
@       NS      ns2                     ; far from the first NS, behind another $TTL
ns2     A       192.0.2.5
        0 A     192.0.2.6
$GENERATE 1-2 pool 300 A 192.0.2.1$
$GENERATE 3-4 pool 60 A 192.0.2.1$
