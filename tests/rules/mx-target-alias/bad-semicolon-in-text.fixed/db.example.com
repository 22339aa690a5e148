$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112100 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
        IN TXT  "a ; in quotes; mail" ; and a comment: MX 10 mail
        IN MX   10 host         ; "not a string
        IN TXT  unquoted\;semicolon
mail    IN CNAME host
host    IN A    192.0.2.25
