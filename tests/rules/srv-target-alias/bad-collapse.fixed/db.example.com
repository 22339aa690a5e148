$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112100 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
_sip._udp IN SRV 0 1 5060 host
; the same in everything
          IN SRV 0 2 5060 host ; another weight: it stays
          IN SRV 0 1 5061 host ; another port: it stays
sip-a   IN CNAME host
sip-b   IN CNAME host
host    IN A    192.0.2.60
