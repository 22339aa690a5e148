$INCLUDE soa.inc
@       NS      ns1
ns1     A       192.0.2.1
