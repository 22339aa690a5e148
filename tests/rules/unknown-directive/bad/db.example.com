$DATE 2026-11-20
$ORGIN example.com.
$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
$include-once hosts.inc
$ TTL 2h
$TTL=2h
$OPTIONS x ( y
        z )
$UNIXTIME
$5pam   A       192.0.2.5               ; a line that begins with a dollar is no record
