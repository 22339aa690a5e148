$TTL 1h
$INCLUDE head.inc
ns1     A       192.0.2.1
