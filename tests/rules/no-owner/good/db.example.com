; Blanks in front of records that have an owner to take: across directives, comments, parentheses
; and included files.
$TTL 1h
@       SOA     ns1 hostmaster (
2026112001 2h 15m 2w 1h )
; comment

        NS      ns1
$ORIGIN sub.example.com.
        MX      10 mail.example.com.    ; of example.com still
$TTL 2h
	TXT     "and this too"
$INCLUDE part.inc
        A       192.0.2.9               ; of example.com once more
$ORIGIN example.com.
ns1     A       192.0.2.1
mail    A       192.0.2.2
