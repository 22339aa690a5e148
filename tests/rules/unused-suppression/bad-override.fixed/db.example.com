$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
; zonetidy: ignore-start[cname-dangling] -- nothing of it is known while the override holds
old-1 CNAME  nothing ; zonetidy: ignore[alias] -- nor of this
; zonetidy: ignore-end[cname-dangling]
old-2 CNAME  ns1
new   CNAME  ns1
