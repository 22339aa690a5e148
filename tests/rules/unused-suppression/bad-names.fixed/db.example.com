$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
a     CNAME  nothing  ; zonetidy: ignore[cname-dangling]
b     CNAME  nothing  ; zonetidy: ignore[cname-dangling]
c     CNAME  nothing  ; zonetidy: ignore[cname-dangling] -- why
d     CNAME  nothing  ; zonetidy: ignore[cname-dangling]
; zonetidy: ignore-start[alias]
e     CNAME  nothing
; zonetidy: ignore-end[alias]
f     CNAME  nothing  ; zonetidy: ignore[alias]
