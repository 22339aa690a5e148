$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112001 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
localhost IN A  127.0.0.1
        IN AAAA ::1
blocked IN A    0.0.0.0
2.0.0.127.list IN A 127.0.0.2
