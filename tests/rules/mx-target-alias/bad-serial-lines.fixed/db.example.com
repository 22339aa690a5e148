$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. (
                        2026112100 ; serial - YYYYMMDDnn
                        7200       ; refresh
                        900        ; retry
                        1209600    ; expire
                        3600       ; negative caching
                        )
        IN NS   ns1.hosting.example.
        IN MX   10 host
mail    IN CNAME host
host    IN A    192.0.2.25
