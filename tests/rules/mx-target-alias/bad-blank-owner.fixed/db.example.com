$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112100 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
lists   IN TXT  "the owner of the next two lines"
        MX      10 host
        MX      20 backup
mail    IN CNAME host
host    IN A    192.0.2.25
backup  IN A    192.0.2.26
