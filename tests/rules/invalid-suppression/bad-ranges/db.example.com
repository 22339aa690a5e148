$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
; zonetidy: ignore-end[alias]
; zonetidy: ignore-start[cname-dangling]
; zonetidy: ignore-start[alias]
a     CNAME  nothing
; zonetidy: ignore-end[cname-dangling]
b     CNAME  nothing
; zonetidy: ignore-end[alias]
c     CNAME  nothing
; zonetidy: ignore-start[cname-dangling]
d     CNAME  nothing
; zonetidy: ignore-end[cname-dangling, mail]
