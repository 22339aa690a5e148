; The SOA stands behind other records, and in another file.
$TTL 1h
ns1     A       192.0.2.1
$INCLUDE head.inc
