$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
a     CNAME  nothing ; zonetidy: ignore[cname-dangling] -- this rule is off
b     CNAME  nothing
c     CNAME  nothing ; zonetidy: ignore[custom:no-alias] -- who knows
d     CNAME  nothing ; zonetidy: ignore[zone-file-name] -- off by default
e     CNAME  nothing ; zonetidy: ignore[alias] -- one rule of the family is off
f     CNAME  ns1
