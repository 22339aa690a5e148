; zonetidy: ignore-file[ttl-mismatch] -- written by a load balancer
$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
      60 A   192.0.2.2
; zonetidy: ignore[cname-dangling]
; a note
a     CNAME  nothing
b     CNAME  nothing ; a note ; zonetidy: ignore[ alias ] -- why; or why not
; zonetidy: ignore-start[cname-dangling]
c     CNAME  nothing
; zonetidy: ignore-end[cname-dangling]
d     MX     10 e ; zonetidy: ignore-rrset[mail]
d     MX     20 f
g     TXT    "; zonetidy: ignore[records]"
