$TTL 1h
$INCLUDE soa.inc
@       IN MX   10 mail
mail    IN CNAME host
host    IN A    192.0.2.25
