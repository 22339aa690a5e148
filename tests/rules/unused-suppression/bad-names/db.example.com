$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
a     CNAME  nothing  ; zonetidy: ignore[cname-dangling, cname-loop]
b     CNAME  nothing  ; zonetidy: ignore[cname-loop, cname-dangling]
c     CNAME  nothing  ; zonetidy: ignore[mail,cname-loop , cname-dangling, service,reverse] -- why
d     CNAME  nothing  ; zonetidy: ignore[cname-dangling, cname-dangling]
; zonetidy: ignore-start[alias, mail, cname-loop]
e     CNAME  nothing
; zonetidy: ignore-end[cname-loop, mail, alias]
f     CNAME  nothing  ; zonetidy: ignore[alias, cname-dangling]
