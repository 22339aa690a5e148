; Pieces of other programs' files.
$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
pc1     [AGE:3638543] 1200 A 192.0.2.11
pc2     [Age:1] A 192.0.2.12
www     DYNA    geoip!www
cdn     300/30  DYNC  weighted!cdn
