; A dollar that does not begin the line, or is escaped or quoted, is a character.
$TTL 1h
$Origin example.com. ; in letters of any case
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
        TXT     $TTL 2h
\$pam   TXT     "an owner"
a$b     TXT     "$INCLUDE nothing.inc"
