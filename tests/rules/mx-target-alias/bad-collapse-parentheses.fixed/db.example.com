$TTL 1h
@       IN SOA  ns1.hosting.example. hostmaster.example.com. 2026112100 7200 900 1209600 3600
        IN NS   ns1.hosting.example.
        IN MX   10 host
; the preference
; an alias
; the end
lists	IN MX 10 host
	IN TXT "lists"
mail    IN CNAME host
host    IN A    192.0.2.25
