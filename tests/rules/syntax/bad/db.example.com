; One flaw of its own in each entry; every entry is read all the same, and so is what follows.
$TTL 1h
@          SOA    ns1 hostmaster (
                  2026112001 ; serial
                  2h         ; refresh
                  15m        ; retry
                  2x         ; expire: x is no unit
                  1h )
@          NS     ns1
ns1        A      192.0.2.256             ; no octet has 256
ns1        A      192.0.2                 ; three octets
v6         AAAA   2001:db8:::1
v6         AAAA   2001:db8::192.0.2.300
www
           300 IN
short      MX     10
long       MX     10 mail backup          ; a second name
prio       MX     mail 10                 ; the wrong way round
big        MX     65536 mail
two..dots  A      192.0.2.7
.front     A      192.0.2.7
mx2        MX     10 mail..example.com.
esc\300    A      192.0.2.8               ; \DDD goes up to 255
esc        TXT    "99\9% ready"           ; fewer than three digits
name       CNAME  "two words"
key        DNSKEY 257 3 13 not*base64
key        DNSKEY 257 3 ECDSAX dGVzdA==
h1         DS     12345 13 2 xyz
h2         DS     12345 13 2 abc          ; an odd number of digits
nsec       NSEC   next A MX BOGUS
n3         NSEC3  1 0 0 - not_base32! A
sig        RRSIG  A 13 3 3600 20261301000000 20260101000000 12345 @ dGVzdA==
caa        CAA    0 is-sue "ca.example"
loc        LOC    95 0 0 N 5 0 0 E 10m
svc        HTTPS  1 . alpn=h2 alpn=h3
gen        A      \# 5 c000020105         ; an address has four octets
$ORIGIN
$TTL 1h 2h
$INCLUDE
last       A      192.0.2.9
