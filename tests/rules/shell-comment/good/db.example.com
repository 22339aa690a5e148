$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
; The sign inside of names, of text and of comments.
;# old
c\#     TXT     # // /* "#" ; # and so on
a#b     TXT     "x"
\#tag   TXT     "x"
0/25    NS      ns.example.net.         ; RFC 2317
1       CNAME   1.0/25
