$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
www     IN AA   192.0.2.2
        IN CNMAE ns1
mail    10 mx1                  ; the type is missing, so that the name is read as one
ftp     IN 300 1h A 192.0.2.3   ; a second TTL
        "A"     192.0.2.3       ; in quotes
host    TYPE65536 \# 0
        TYPE-1  \# 0
        TYPE    \# 0
www2    A6AAA   2001:db8::2
three   words   make a line of text
