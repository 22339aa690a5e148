$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
; Quotes and parentheses that belong to the text.
par     TXT     "( not opened" ") not closed" \( \)
quote   TXT     "escaped \" quote" \"bare
semi    TXT     "a ; comment sign (in text" ; a comment with a " and a (
nested  TXT     ( "one" ( "two"
                  ( "three" ) ) "four" )
same    TXT     ("no""blank""between")
back    TXT     "ends in a backslash \\"
