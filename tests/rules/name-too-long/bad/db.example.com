$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll A 192.0.2.2
a.llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.b A 192.0.2.3
lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm A 192.0.2.4     ; 256 octets with the origin
mx      MX      10 llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
        MX      10 lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.example.net.
$ORIGIN lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll    A       192.0.2.5
$ORIGIN llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
$ORIGIN example.com.
esc\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097\097 A 192.0.2.6   ; 64 octets, however they are written
$GENERATE 9-10 gggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg$ A 192.0.2.$
