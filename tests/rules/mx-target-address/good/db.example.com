$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112001 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
        IN MX   10 mail
        IN MX   20 192-0-2-26
        IN MX   30 10
        IN MX   40 25.mail
mail    IN A    192.0.2.25
192-0-2-26 IN A 192.0.2.26
10      IN A    192.0.2.27
25.mail IN A    192.0.2.28
