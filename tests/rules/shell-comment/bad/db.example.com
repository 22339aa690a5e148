$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
# mail servers
#
#mail   A       192.0.2.25              ; commented out, one thinks
// of the second floor
//www A 192.0.2.2
/* several lines
#old    TXT     "served as #old.example.com"
        TXT     "and this with it"
ftp     A       192.0.2.3 # not here either
www     A       192.0.2.2
