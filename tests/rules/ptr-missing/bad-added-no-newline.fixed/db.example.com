$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112001 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
www     IN A    192.0.2.80
mail    IN A    192.0.2.9
