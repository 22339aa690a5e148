; a comment with ﻿ in it, and ü
$TTL 1h
@       SOA     ns1.example.net. hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1.example.net.
www     A       192.0.2.80
        TXT     "﻿"
