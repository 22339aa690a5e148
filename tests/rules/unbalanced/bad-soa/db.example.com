; The parenthesis of the SOA is missing: what looks like its numbers are entries of their own.
$TTL 1h
@       SOA     ns1 hostmaster (
                2026112001      ; serial
                2h 15m 2w
                1h              ; the one that closes is gone
        NS      ns1
ns1     A       192.0.2.1
