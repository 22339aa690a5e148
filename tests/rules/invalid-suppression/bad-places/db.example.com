; zonetidy: ignore-file[cname-loop] ; zonetidy: ignore-rrset[alias]
$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1 ; zonetidy: ignore-file[alias]
ns1   A      192.0.2.1
; zonetidy: ignore-file[alias]
a     CNAME  nothing
b     TXT    ( a ; zonetidy: ignore-start[records]
  ; zonetidy: ignore-end[records]
  )
$ORIGIN sub ; zonetidy: ignore-rrset[alias]
; zonetidy: ignore[alias]
; zonetidy: ignore-rrset[alias]
