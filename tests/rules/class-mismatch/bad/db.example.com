$TTL 1h
@       IN SOA  ns1 hostmaster 2026112001 2h 15m 2w 1h
        IN NS   ns1
ns1     IN A    192.0.2.1
version CH TXT  "none of your business"
www     3600 HS A 192.0.2.2
any     ANY A   192.0.2.2
old     CLASS3 3600 TXT "x"
mail    A       192.0.2.3       ; takes the zone's class
$GENERATE 1-2 h$ CH A 192.0.2.$
