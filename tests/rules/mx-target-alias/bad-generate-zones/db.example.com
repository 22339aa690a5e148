$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112001 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
$GENERATE 1-3 list-$ IN MX "10 mail"
list-2  IN MX   0 .
mail    IN CNAME host
host    IN A    192.0.2.25
