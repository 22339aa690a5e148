$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112001 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
_imaps._tcp IN SRV 0 1 993 imap
imap    IN CNAME host
host    IN A    192.0.2.25
