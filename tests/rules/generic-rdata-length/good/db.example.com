$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
four    TYPE65280 \# 4 C0A801fe
split   TYPE65280 ( \# 6 c0a8
                01 02 03 04 )
none    TYPE65280 \# 0
known   A       \# 4 c0000202
mx      MX      \# 7 000a 036e7331 00 ; 10 ns1.
text    TXT     \# four
