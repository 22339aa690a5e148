$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
*       MX      10 mail.example.net.
        TXT     "other types are welcome at a wildcard"
sites   NS      ns1
sub.*   NS      ns1                     ; the asterisk is not the first label
**      NS      ns1                     ; nor is it alone here
star\* NS      ns1
