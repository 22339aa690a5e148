$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
$GENERATE 1-3 a$ A 192.0.2.$
$generate 1-9/3 b$ 300 IN AAAA 2001:db8::${0,4,x}
$GENERATE 0-2 c${100,3,d} A 192.0.2.${-0}
$GENERATE 10-11 d$ TXT "$$ is a dollar, ${0,0,X} is hexadecimal"
$GENERATE 1-2 e$ MX "10 mail-$"
$GENERATE 1-2 mail-$ A 192.0.2.2$
$GENERATE 5-5 f A 192.0.2.$
$GENERATE 10-12 ${0,3,n}.x TXT nibbles
$GENERATE 8-9 g${-8} CNAME a${-7}
