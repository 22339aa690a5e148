; Alike, and not the same.
$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
        NS      ns2
ns2     A       192.0.2.1               ; the address, at another owner
www     A       192.0.2.2
        A       192.0.2.3
        AAAA    ::192.0.2.2
txt     TXT     "a b"
        TXT     "a" "b"
        TXT     "A b"                   ; text keeps its letters
        TXT     ab
@       MX      10 mail
        MX      20 mail
mail    A       192.0.2.25
mail\.x TXT     "one label"
mail.x  TXT     "one label"
caa     CAA     0 issue "ca.example"
        CAA     128 issue "ca.example"
unknown TYPE65280 \# 1 61
        TYPE65280 \# 1 41
$GENERATE 1-3 pc$ A 192.0.2.1$
;www    A       192.0.2.2
$ORIGIN sub.example.com.
www     A       192.0.2.2
