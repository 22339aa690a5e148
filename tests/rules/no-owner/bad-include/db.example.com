$TTL 1h
$INCLUDE head.inc
        NS      ns2             ; the owner inside of the included file ends with it
ns1     A       192.0.2.1
ns2     A       192.0.2.2
