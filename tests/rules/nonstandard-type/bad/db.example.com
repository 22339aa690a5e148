; What PowerDNS and hosting panels offer beyond the standard.
$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
@       ALIAS   lb.example.net.
        MX      10 lb
lb      aname   lb.example.net.
geo     IN LUA  A "ifportup(443, {'192.0.2.1', '192.0.2.2'})"
go      URLFW   "https://www.example.net/"
