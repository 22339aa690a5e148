$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
; zonetidy: ignore[cname-dangling]
; a note
; zonetidy: ignore[cname-dangling] -- once more
a     CNAME  nothing  ; zonetidy: ignore[alias] ; zonetidy: ignore[mail] ; zonetidy: ignore[mail]
; zonetidy: ignore-start[cname-dangling]
; zonetidy: ignore-start[alias]
b     CNAME  nothing
; zonetidy: ignore-end[alias]
; zonetidy: ignore-end[cname-dangling]
