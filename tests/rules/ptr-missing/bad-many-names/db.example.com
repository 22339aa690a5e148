$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112001 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
site-01 IN A  192.0.2.80
site-02 IN A  192.0.2.80
site-03 IN A  192.0.2.80
site-04 IN A  192.0.2.80
site-05 IN A  192.0.2.80
site-06 IN A  192.0.2.80
site-07 IN A  192.0.2.80
site-08 IN A  192.0.2.80
site-09 IN A  192.0.2.80
site-10 IN A  192.0.2.80
site-11 IN A  192.0.2.80
site-12 IN A  192.0.2.80
