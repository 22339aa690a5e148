$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
a 300 TXT    x ; zonetidy: ignore[ttl-mismatch] -- the other record is in the file that is missing
$INCLUDE missing.inc
