; All records in front of the $TTL have their own.
@       1d NS   ns1
@       1d SOA  ns1 hostmaster 2026112001 2h 15m 2w 1h
$TTL 1h
ns1     A       192.0.2.1
