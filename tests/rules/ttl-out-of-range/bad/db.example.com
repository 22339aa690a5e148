$TTL 4294967295
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     2147483648 A 192.0.2.1
www     IN 25000d A 192.0.2.2           ; 2160000000 seconds
mail    99999999999999999999 A 192.0.2.3
ftp     3600w IN A 192.0.2.4            ; a unit that was meant otherwise
$TTL 1h
$GENERATE 1-2 h$ 2147483648 A 192.0.2.$
