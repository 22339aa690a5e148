; zonetidy: ignore-file[mail] -- no host is an alias
$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      10.0.0.1 ; zonetidy: ignore[ptr-missing] -- the reverse zone has it
@     MX     10 mx.example.net.
a     CNAME  www.example.net. ; zonetidy: ignore[cname-dangling] -- came in May
; zonetidy: ignore-start[alias, delegation]
b     CNAME  a
; zonetidy: ignore-end[alias, delegation]
c     MX     10 ns1
c     MX     20 mx.example.net. ; zonetidy: ignore-rrset[mx-target-alias]
d     CNAME  ns1 ; zonetidy: ignore[zone-duplicate] -- not at the start of the file
e     CNAME  ns1 ; zonetidy: ignore[zone] -- nor this
