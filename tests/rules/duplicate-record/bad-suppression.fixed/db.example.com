$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
mail  A      192.0.2.25
; a note
; another note ; and so on

; rack 7
a     A      192.0.2.25
; b
b     A      192.0.2.25
; zonetidy: ignore-start[mail]
; zonetidy: ignroe[mail]
; zonetidy: ignore-end[mail]
c     A      192.0.2.25
c     A      192.0.2.25  ; zonetidy: ignore-rrset[ptr-missing]
d     A      192.0.2.25
; zonetidy: ignore-rrset[ptr-missing] -- both
; a note
d     A      192.0.2.25
e     A      192.0.2.25
e     A      192.0.2.25 ; zonetidy: ignore[duplicate-record] -- and stays
