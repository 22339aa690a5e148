; Two zones in two files; an apex in other words.
$TTL 1h
$ORIGIN com.
Example SOA     ns1.example.com. hostmaster.example.com. 2026112001 2h 15m 2w 1h
        NS      ns1.example.com.
$ORIGIN example.com.
ns1     A       192.0.2.1
sub     NS      ns1
