$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll A 192.0.2.2
lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm A 192.0.2.4       ; 255 octets
esc\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097 A 192.0.2.6   ; 63 octets
txt     TXT     llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
srv     SRV     0 0 443 lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm.
$GENERATE 8-9 gggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg$ A 192.0.2.$
