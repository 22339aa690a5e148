$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112001 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
_sip._udp IN SRV 0 1 5060 sip-a
          IN SRV 1 1 5060 sip-b
sip-a   IN TXT  "no address here"
