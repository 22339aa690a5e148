; The zone of a client. Its mail goes to a host of the hosting provider, through an alias.
$TTL 1h
@               IN      SOA     ns1.hosting.example. hostmaster.example.com. (
                                2026112001      ; serial
                                2h              ; refresh
                                15m             ; retry
                                2w              ; expire
                                1h )            ; negative caching
                IN      NS      ns1.hosting.example.
                IN      NS      ns2.hosting.example.

                IN      MX      10 mail         ; all mail to the provider
                IN      TXT     "v=spf1 mx -all"
                IN      A       192.0.2.80
www             IN      A       192.0.2.80
mail            IN      CNAME   smtp.hosting.example.
