$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112001 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
foo     IN NS   ns1.foo
        IN NS   ns2.bar
bar     IN NS   ns2.bar
ns1.foo IN A    192.0.2.1
ns2.bar IN A    192.0.2.2
