; An $ORIGIN is no owner, nor is a comment.
$ORIGIN example.com.
$TTL 1h
; @
        IN NS   ns1
@       IN SOA  ns1 hostmaster 2026112001 2h 15m 2w 1h
        IN NS   ns2
ns1     IN A    192.0.2.1
ns2     IN A    192.0.2.2
