$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
all     IN ANY
xfr     AXFR    \# 0
tsig    IN TSIG \# 0
opt     TYPE41  \# 0
null    TYPE0   \# 0
$GENERATE 1-3 t$ TKEY x
