; Every way to write a record twice that can be mended without a question.
$TTL 1h
@               IN SOA  ns1 hostmaster 2026112001 2h 15m 2w 1h
                IN NS   ns1             ; a copy of it stands far below
ns1             IN A    192.0.2.1
www             IN A    192.0.2.2
; Three copies, in three spellings.
mail            IN A    192.0.2.25
; this comment stays
; The copy hands its owner to the lines behind it.
ftp             A       192.0.2.21
; and this one
ftp             AAAA    2001:db8::21
                TXT     "ftp"
; The same, with another origin in between.
$ORIGIN lab.example.com.
host            A       192.0.2.30

$ORIGIN dep.example.com.
host.lab.example.com.                TXT     "of host.lab.example.com"
$ORIGIN example.com.
; Over several lines, with comments inside.
txt             TXT     ( "one"         ; first
                          "two" )       ; second
; why there are two:
; FIRST
; quotes are no part of the text
; end
; Data in other words.
data            AAAA    2001:db8:0:0:0:0:0:40
data            MX      10 mail
data            TXT     "a;b\"c"
data            A       192.0.2.40
data            DS      12345 13 2 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
sub             NS      ns1
