; A flaw in what a $GENERATE makes is told once, at the directive, not for each record.
$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
$GENERATE 1-3 low-$ A 192.0.2.$
$GENERATE 250-260 high-$ A 192.0.2.$            ; wrong from 256 on
$GENERATE 1-3 mx-$ MX 10 mail-$                 ; several words need quotes
$GENERATE 1-3 mx-$ MX "10 mail-$ mail-$"
$GENERATE 1-3 only-$
$GENERATE 1-3 dots-..$ A 192.0.2.$
