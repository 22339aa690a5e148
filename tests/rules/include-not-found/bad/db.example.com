$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
$INCLUDE nothing.inc
$INCLUDE nothing.inc sub
$INCLUDE "no such folder/hosts.inc"
$INCLUDE no-such-folder/../hosts.inc sub.example.com.
$INCLUDE .
$INCLUDE utf16.inc
www     CNAME   host-of-nothing         ; it may be in one of these files
