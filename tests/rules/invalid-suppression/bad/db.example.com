; zonetidy: ignroe[cname-dangling]
; zonetidy: ignore-al[cname-dangling]
; zonetidy: something else
$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
a     CNAME  nothing ; zonetidy: ignore
b     CNAME  nothing ; zonetidy: ignore[]
c     CNAME  nothing ; zonetidy: ignore[cname-dangling
d     CNAME  nothing ; zonetidy: ignore[cname-dangling,]
e     CNAME  nothing ; zonetidy: ignore[,cname-dangling]
f     CNAME  nothing ; zonetidy: ignore[cname-dangling] because of that
g     CNAME  nothing ; zonetidy: ignore[cname-danglin, mx-target-alia, aliases, x]
h     CNAME  nothing ; zonetidy: ignore[cname-dangling x, alias]
i     CNAME  nothing ; zonetidy: [cname-dangling]
j     CNAME  nothing ; zonetidy: ignore ; [cname-dangling]
; zonetidy: ignore[custom:]
