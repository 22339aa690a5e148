$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
$GENERATE 9-1 a$ A 192.0.2.$            ; backwards
$GENERATE 1-9/0 b$ A 192.0.2.$          ; never gets there
$GENERATE 1..9 c$ A 192.0.2.$
$GENERATE 1-2147483648 d$ A 192.0.2.$   ; above 2147483647
$GENERATE x-y e$ A 192.0.2.$
$GENERATE 1 f$ A 192.0.2.$
$GENERATE -1-2 g$ A 192.0.2.$
$GENERATE 1-2 h${0,3,q} A 192.0.2.$     ; no such base
$GENERATE 1-2 i${0,3 A 192.0.2.$        ; not closed
$GENERATE 1-2 j${} A 192.0.2.$
$GENERATE 1-2 k$ A 192.0.2.${0,999}     ; too wide
$GENERATE 1-2 l${ten} A 192.0.2.$
$GENERATE 2147483647-2147483647 m A 192.0.2.${1}
