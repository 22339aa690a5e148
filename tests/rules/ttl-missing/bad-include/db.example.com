; The $TTL comes too late for the first records.
$INCLUDE servers.inc
$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
