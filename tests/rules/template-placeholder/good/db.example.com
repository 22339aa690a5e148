$TTL 1h
@       SOA     ns1 hostmaster 2026112001 2h 15m 2w 1h
        NS      ns1
ns1     A       192.0.2.1
; Braces that are data.
tmpl    TXT     "{{ name }}" {{x}} "100 <% of %>"
uri     TXT     "https://api.example.com/v1{?page}"
$GENERATE 1-2 h${0,3,d} A 192.0.2.$
; {% comment %}
