; One of many that a $GENERATE makes; and all of them.
$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
pc2     A       192.0.2.12
$GENERATE 1-3 pc$ A 192.0.2.1$
pc3     A       192.0.2.13
$GENERATE 1-2 lab$ A 192.0.2.2$
$GENERATE 1-2 lab$ A 192.0.2.2$
$GENERATE 1-3 all TXT "the same"
