; zonetidy is a program: this is no comment for it
; zonetidy:ignore-file [ ttl-mismatch ] --
; see zonetidy: ignore[nothing at all]
$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
; zonetidy : ignore[alias]--why
a     CNAME  nothing
b     CNAME  nothing ;zonetidy:ignore[alias];rack 7
c     CNAME  nothing ; zonetidy: ignore[alias] -- why [and so] on; or not
d     TXT    "; zonetidy: ignroe[alias]" zonetidy: ignroe
e     CNAME  nothing ; zonetidy: ignore[custom:anything, alias]
