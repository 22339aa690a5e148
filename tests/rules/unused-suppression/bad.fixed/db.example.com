$TTL 1h
@     SOA    ns1 hostmaster 2026112001 2h 15m 2w 1h
@     NS     ns1
ns1   A      192.0.2.1
www   CNAME  ns1
ftp   CNAME  ns1 ; a note
imap  CNAME  ns1 ; a note
pop   CNAME  ns1
smtp  CNAME  ns1
mx    MX     10 ns1
