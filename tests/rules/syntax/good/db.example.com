; Looks odd, and BIND takes it as it is meant.
$ttl 1w2d3h4m5s
$Origin EXAMPLE.com.
@          in soa ns1 host\.master 4294967295 2H 15M 2W 3600 ; a dot in the mailbox
  IN  NS  ns1   
	NS	Ns2.Example.COM.
      ; a line with blanks and a comment

Ns1        60 IN A 192.0.2.1
ns1        IN 60 AAAA 2001:db8::192.0.2.1
ns2        A ( 192.0.2.2 ) ; parentheses that nobody needs
ns2        (AAAA
           ; a comment inside of them

2001:DB8:0:0:0:0:0:2)
(ns3 A 192.0.2.3)
*          TXT    ""
*._tcp     TXT    "a;b" ";" semi\;colon "quote \" inside" \"
_dmarc     TXT    "v=DMARC1; p=none"
dot\.label TXT    "one label"
\097bc     TXT    \035 "\000\255" \@
\@         TXT    at
long       TXT    ( "one string "
                    "and another" )
key        DNSKEY 257 3 ECDSAP256SHA256 ( dGVz
                  dA == )                 ; base64 in pieces
tlsa       TLSA   3 1 1 ( 00112233 44556677 8899aabb ccddeeff
                          00112233 44556677 8899aabb ccddeeff )
caa        CAA    0 issue ";"
caa        CAA    128 iodef "mailto:security@example.com"
loc        LOC    52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m
svc        HTTPS  1 . alpn="h2,h3" port=8443 ipv4hint=192.0.2.5
svc        SVCB   0 alias.example.net.
naptr      NAPTR  100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .
gen        TYPE1  \# 4 c0000206
gen2       CLASS1 TYPE65400 \# 3 01 0203
empty      TYPE65400 \# 0
hash       TXT    \#
in         IN     A 192.0.2.7             ; owners that look like a class, a TTL or a type
3600       A      192.0.2.8
mx         MX     10 mail
1d         1d     IN A 192.0.2.9
mail       A      192.0.2.10
$TTL 0
zero       A      192.0.2.11
$GENERATE 1-9/4 h${10,3,d} A 192.0.2.$
$GENERATE 1-2 mx-$ MX "10 mail"
last       A      192.0.2.12
