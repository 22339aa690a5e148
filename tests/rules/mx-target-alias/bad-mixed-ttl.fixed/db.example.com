$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112100 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
   300  IN MX   10 host-a
   600  IN MX   20 host-b
mail-a  IN CNAME host-a
mail-b  IN CNAME host-b
host-a  IN A    192.0.2.25
host-b  IN A    192.0.2.26
