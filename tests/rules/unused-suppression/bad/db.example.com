; zonetidy: ignore-file[cname-loop] -- nothing loops here
$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
www   CNAME  ns1  ; zonetidy: ignore[cname-dangling] -- it was so
; zonetidy: ignore[cname-dangling]
ftp   CNAME  ns1 ; a note ; zonetidy: ignore[cname-dangling]
imap  CNAME  ns1 ; zonetidy: ignore[cname-dangling] ; a note
pop   CNAME  ns1 ;; zonetidy: ignore[cname-dangling]
; zonetidy: ignore-start[mail, alias]
smtp  CNAME  ns1
; zonetidy: ignore-end[alias,mail]
mx    MX     10 ns1 ; zonetidy: ignore-rrset[mail] -- all is well
