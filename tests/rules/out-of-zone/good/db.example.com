$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
; In the zone, although it does not look so.
EXAMPLE.com. TXT "letters of both cases"
www.example.com. A 192.0.2.2
example.net  A  192.0.2.3               ; relative: example.net.example.com
a.b.c   A       192.0.2.4
$ORIGIN com.
example TXT     "the apex"
mail.example A  192.0.2.25
$ORIGIN .
ftp.example.com A 192.0.2.5
example.com TXT "the apex again"
$ORIGIN example.net.
        TXT     "takes its owner from the record before"
\102ack.example.com. A 192.0.2.6
www.example.com. MX 10 mail.example.org. ; names in data may lie anywhere
