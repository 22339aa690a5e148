$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
long  TXT    ( "one"
               ; zonetidy: ignore[records]
               "two" ; zonetidy: ignore[records]
               "; zonetidy: ignore[records]" ) ; zonetidy: ignore[records]
$ORIGIN sub  ; zonetidy: ignore[reading]
	; zonetidy: ignore[reading]

end   TXT    a\;\ ; zonetidy: ignore[records]
last  TXT    b\  ; zonetidy: ignore[records]

; zonetidy: ignore[records]
fin A 192.0.2.9 ; zonetidy: ignore[records]