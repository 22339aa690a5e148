$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
; Beside the including file, by any kind of path, with an origin and without.
$INCLUDE hosts/all.inc
$include "hosts/with blank.inc" sub
$INCLUDE ./hosts/../empty.inc ; nothing is in it
;$INCLUDE nothing.inc
