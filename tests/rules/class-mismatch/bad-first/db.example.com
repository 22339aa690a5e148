; The SOA tells the class: here a zone of class CHAOS has one record of class IN.
$TTL 1h
@       CH SOA  ns1 hostmaster 2026112001 2h 15m 2w 1h
        CH NS   ns1
version CH TXT  "1.0"
www     IN TXT  "x"
