; zonetidy: ignore-file[zone-duplicate] -- the other copy is not here
; zonetidy: ignore-file[mail] -- the provider's hosts are aliases
$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1 ; zonetidy: ignore[ptr-missing] -- the reverse zone is not here
      AAAA   2001:db8::1 ; zonetidy: ignore[reverse]
@     MX     10 mx.example.net.
a     CNAME  www.example.net. ; zonetidy: ignore[cname-dangling] -- comes in May
; zonetidy: ignore-start[alias, delegation]
b     CNAME  a
sub   NS     ns.example.net.
; zonetidy: ignore-end[alias, delegation]
c     MX     10 ns1
c     MX     20 mx.example.net. ; zonetidy: ignore-rrset[mx-target-alias]
; zonetidy: ignore-rrset[mx-target-no-address] -- for the one in front
c     MX     30 ns1
_x._tcp SRV  1 1 1 www.example.net. ; zonetidy: ignore[service]
d     CNAME  www.example.net ; zonetidy: ignore[missing-trailing-dot, cname-dangling] -- so it is
