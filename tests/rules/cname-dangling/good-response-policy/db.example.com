$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112001 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
bad.example IN CNAME .
*.bad.example IN CNAME .
nodata.example IN CNAME *.
good.example IN CNAME rpz-passthru.
8.0.0.0.10.rpz-ip IN CNAME rpz-drop.
