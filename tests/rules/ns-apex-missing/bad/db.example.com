; The NS records stand at a name of their own, because of the origin.
$TTL 1h
@       SOA     ns1 hostmaster (
                2026112001 2h 15m 2w 1h )
ns1     A       192.0.2.1
$ORIGIN sub.example.com.
@       NS      ns1.example.com.
