; What the unread records hold is unknown: the alias, the exchange and the delegation are not called
; wrong, although nothing that can be read gives their names an address.
$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
@       MX      10 mail
alias   CNAME   web
sub     NS      ns.sub
mail    AAA     192.0.2.25
