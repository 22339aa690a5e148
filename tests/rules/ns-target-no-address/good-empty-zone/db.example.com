$TTL 1d
@       IN SOA  localhost. nobody.invalid. 1 3600 1200 604800 10800
        IN NS   localhost.
