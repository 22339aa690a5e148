$TTL 1h
@        SOA  ns1 hostmaster 2026112001 2h 15m 2w 1h
@        NS   ns1
ns1      A    192.0.2.1
www      A    192.0.2.80
pool     A    192.0.2.200   ; in no network that the policy names
a.dyn    A    192.0.2.81    ; an owner that it skips
shop     A    192.0.2.82    ; one name is left, as the other is skipped
b.dyn    A    192.0.2.82
