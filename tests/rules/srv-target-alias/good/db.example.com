$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112001 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
_imaps._tcp IN SRV 0 1 993 host
_pop3s._tcp IN SRV 0 0 0 .
_sip._udp   IN SRV 0 1 5060 sip.provider.example.
host    IN A    192.0.2.25
