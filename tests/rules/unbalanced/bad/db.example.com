$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
; A quote ends with its line, so that what follows is not swallowed.
spf     TXT     "v=spf1 mx -all
mail    A       192.0.2.2
        TXT     "a \" and no more
ftp     A       192.0.2.3 )
stray   )
both    TXT     ( "opened and
                  closed" )
; Of a parenthesis that is never closed, only the first line is lost.
open    MX      ( 10
                mail
www     A       192.0.2.4
