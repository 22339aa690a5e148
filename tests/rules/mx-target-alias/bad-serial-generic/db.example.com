$TTL 1h
@       IN SOA  \# 24 0001610078c3530100001c20000003840012750000000e10
        IN NS   ns1.hosting.example.
        IN MX   10 mail
mail    IN CNAME host
host    IN A    192.0.2.25
