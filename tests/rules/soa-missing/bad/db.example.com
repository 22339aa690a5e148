; Nobody but the name of the file tells whose zone this is.
$TTL 1h
@       NS      ns1
ns1     A       192.0.2.1
