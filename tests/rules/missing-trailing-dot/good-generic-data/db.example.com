$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112001 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
        IN MX   \# 32 000a 046d61696c 076578616d706c6503636f6d 076578616d706c6503636f6d00
mail.example.com IN A 192.0.2.26
mail    IN A    192.0.2.25
