; As a repository keeps it before Jinja or ERB has filled it in.
$TTL 1h
@       SOA     ns1 hostmaster ( {{ serial }} 2h 15m 2w 1h )
        NS      ns1
ns1     A       {{ address_of("ns1") }}
{% for host in hosts %}
{{ host.name }} A {{ host.address }}
{% endfor %}
mail    A       <%= @mail_address %>
www     A       192.0.2.2
