$ORIGIN .
$TTL 3600	; 1 hour
example.com		IN SOA	ns1.hosting.example. hostmaster.example.com. (
				2026112001 ; serial
				7200       ; refresh (2 hours)
				900        ; retry (15 minutes)
				1209600    ; expire (2 weeks)
				3600       ; minimum (1 hour)
				)
			NS	ns1.hosting.example.
			MX	10 mail.example.com.
$ORIGIN example.com.
host			A	192.0.2.25
mail			CNAME	host
