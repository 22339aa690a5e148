$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
mail  A      192.0.2.25
; zonetidy: ignore[ptr-missing]
; a note
; another note ; zonetidy: ignore[mail] ; zonetidy: ignore[reverse] ; and so on

mail  A      192.0.2.25  ; rack 7 ; zonetidy: ignore[ptr-missing] -- it is so
a     A      192.0.2.25
a     A      ( 192.0.2.25  ; zonetidy: ignore[ptr-missing] ; zonetidy: ignore[mail]
             ) ; b
b     A      192.0.2.25
b     A      192.0.2.25  ;; zonetidy: ignore[ptr-missing] ; zonetidy: ignore[mail]
; zonetidy: ignore-start[mail]
b     A      192.0.2.25  ; zonetidy: ignroe[mail]
; zonetidy: ignore-end[mail]
c     A      192.0.2.25
c     A      192.0.2.25  ; zonetidy: ignore-rrset[ptr-missing]
d     A      192.0.2.25
; zonetidy: ignore-rrset[ptr-missing] -- both
; a note
d     A      192.0.2.25
e     A      192.0.2.25
e     A      192.0.2.25 ; zonetidy: ignore[duplicate-record] -- and stays
