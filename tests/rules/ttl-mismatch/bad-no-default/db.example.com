; Without a $TTL, a TTL lasts until the next one: the second NS has that of ns1.
@       1d SOA  ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     5m A    192.0.2.1
ns2     A       192.0.2.2
@       NS      ns2
