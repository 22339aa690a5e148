$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112001 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
_acme-challenge IN CNAME challenge.acme
_acme-challenge.www IN CNAME www.acme
acme    IN TXT  "filled while a certificate is made"
