$INCLUDE defaults.inc
@       IN SOA  ns1 hostmaster 2026112001 2h 15m 2w 5m
        NS      ns1
ns1     A       192.0.2.1
