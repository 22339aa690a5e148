$TTL 1h
@         SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@         NS     ns1
ns1       A      192.0.2.1
legacy-1  CNAME  gone
