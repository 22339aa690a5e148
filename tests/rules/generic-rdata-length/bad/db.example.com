$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
short   TYPE65280 \# 4 c0a801
long    TYPE65280 \# 2 c0a801
zero    TYPE65280 \# 0 c0
none    TYPE65280 \# 3
known   A       \# 5 c0000202
split   TYPE65280 ( \# 6 c0a8
                01 02 03 )
digits  TYPE65280 \# 8 c0000202        ; digits are not octets
