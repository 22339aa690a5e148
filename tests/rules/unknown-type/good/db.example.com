$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
; Registered, obsolete, rare, and in the generic form.
a       wks     192.0.2.2 tcp smtp
        hinfo   "PC" "NetBSD"
        RP      hostmaster txt
        X25     "311061700956"
        SPF     "v=spf1 -all"
        EUI48   00-00-5e-00-53-2a
        TYPE65280 \# 2 abcd
        type1   192.0.2.3
        TYPE28  2001:db8::3
        OPENPGPKEY dGVzdA==
