$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
$INCLUDE ../outside.inc
$INCLUDE parts/../../outside.inc sub
$INCLUDE "/etc/passwd"
$INCLUDE /nonexistent/hosts.inc sub.example.com.
$INCLUDE parts.inc
www     CNAME   host-of-outside         ; it may be in one of these files
