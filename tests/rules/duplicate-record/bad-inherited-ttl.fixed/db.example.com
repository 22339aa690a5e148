; Without a $TTL, the record behind a removed one may take its TTL from there.
@       1d SOA  ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
www     5m A    192.0.2.2
ns2     1d A    192.0.2.3
www     5m A    192.0.2.2
mail    A       192.0.2.25              ; five minutes as well
ftp     5m A    192.0.2.21
; gives nothing to anybody: can go
smtp    5m A    192.0.2.26
; can go: the next record has a TTL of its own
pop     1d A    192.0.2.27
