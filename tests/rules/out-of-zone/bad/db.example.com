$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
www.example.net. A 192.0.2.2            ; of another zone
        AAAA    2001:db8::2             ; shares its owner's lot, and is told with it
com.    TXT     "above the zone"
example.com NS  ns1                     ; in the zone: example.com.example.com
badexample.com. A 192.0.2.3             ; the same letters at the end, and no dot before them
mail.   A       192.0.2.25              ; a dot too many
mail\.example.com. A 192.0.2.25         ; an escaped dot is part of the label
$ORIGIN example.                        ; "com" is missing
ftp     A       192.0.2.4
$ORIGIN example.com.
$GENERATE 1-3 host-$. A 192.0.2.$
www     A       192.0.2.2
