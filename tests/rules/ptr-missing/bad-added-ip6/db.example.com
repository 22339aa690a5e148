$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112001 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
www     IN AAAA 2001:db8::80
