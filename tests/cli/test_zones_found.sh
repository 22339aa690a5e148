#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Which files are read as which zones: what the command line and a server configuration say, what
# the text says, what the file's name says, and what a search in folders passes over.
#
#   test_zones_found.sh PROGRAM
. tests/support/cli.sh

# A zone text that does not tell its name.
nameless() {
    printf '%s\n' "\$TTL 3600" '@ IN SOA ns.provider.example. hostmaster 1 7200 900 1209600 3600' \
        '@ IN NS ns.provider.example.' "$@"
}

# expect_zones [NAME...] [-- ARGUMENT...]: these zones are read, and nothing is wrong.
expect_zones() {
    local names=()
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        names+=("$1")
        shift
    done
    [ $# -eq 0 ] || shift
    zonetidy records "$@"
    expect_status 0
    expect_stderr </dev/null
    awk '$4 == "SOA" { print $1 }' "$out" | sort >"$work/zones"
    mv "$work/zones" "$out"
    printf '%s\n' "${names[@]}" | sort | expect_stdout
}

begin '--zone names the zone of a file, and nothing else is loaded'
nameless >one
nameless >two
zone_text example.org >db.example.org
expect_zones example.com. example.net. -- --zone example.com=one --zone Example.NET.=two

begin '--zone may name one file for several zones'
nameless >parked
expect_zones a.example. b.example. -- --zone a.example=parked --zone b.example=parked

begin '--zone outranks the name of a file that a folder holds'
nameless >db.example.com
zone_text example.net >db.example.net
expect_zones example.net. example.org. -- --zone example.org=db.example.com .

begin "an absolute name in the text outranks the file's name"
zone_text example.com >db.origin.example
printf '%s\n' 'example.net. 1h IN SOA a. b. 1 2 3 4 5' 'example.net. 1h IN NS a.' >db.soa.example
printf '%s\n' "\$ORIGIN org." 'example 1h IN SOA a. b. 1 2 3 4 5' 'example 1h IN NS a.' >db.both
expect_zones example.com. example.net. example.org.

begin "a relative \$ORIGIN is completed by what the file is named after"
printf '%s\n' "\$TTL 1h" '@ IN SOA a. b. 1 2 3 4 5' '@ IN NS a.' "\$ORIGIN sub" 'w IN A 192.0.2.1' \
    >db.example.com
zonetidy records .
expect_count 1 '^w\.sub\.example\.com\. '

begin 'names of files'
while read -r file zone; do
    nameless >"$file"
    expect_zones "$zone" -- "$file"
done <<'END'
db.example.com example.com.
db.Example.Org example.org.
example.com.zone example.com.
example.com.db example.com.
example.com.hosts example.com.
example.com.txt example.com.
example.com example.com.
example.com. example.com.
xn--bcher-kva.example xn--bcher-kva.example.
db.192.0.2 2.0.192.in-addr.arpa.
192.0.2.rev 2.0.192.in-addr.arpa.
db.10 10.in-addr.arpa.
172.16 16.172.in-addr.arpa.
db.2.0.192.in-addr.arpa 2.0.192.in-addr.arpa.
8.b.d.0.1.0.0.2.ip6.arpa 8.b.d.0.1.0.0.2.ip6.arpa.
0-127.2.0.192.in-addr.arpa.zone 0-127.2.0.192.in-addr.arpa.
root .
END

begin 'a folder is searched for all of these, at any depth'
mkdir -p a/b/c
for file in db.one.example a/two.example.zone a/b/three.example a/b/c/db.192.0.2; do
    nameless >"$file"
done
expect_zones one.example. two.example. three.example. 2.0.192.in-addr.arpa.
expect_zones three.example. 2.0.192.in-addr.arpa. -- a/b

begin 'a search passes over copies, journals, hidden and foreign files'
zone_text example.com >db.example.com
mkdir .git .hidden
for name in db.example.com.bak db.example.com~ db.example.com.orig db.example.com.rej \
    .db.example.com.swp db.example.com.jnl db.example.com.jbk db.example.com.signed \
    db.example.com.save db.example.com.dpkg-old db.example.com.rpmsave .git/db.example.com \
    .hidden/db.example.com .zonetidy-0123456789abcdef; do
    alias_zone example.com >"$name"
done
echo '# zones' >README.md
echo 'options { };' >named.conf
printf '#!/bin/sh\nexit 0\n' >reload.sh
printf '\0\0\0' >db.raw.example
expect_zones example.com.

begin 'a file that is named is read, whatever its name is'
zone_text example.com >db.example.com.bak
expect_zones example.com. -- db.example.com.bak

begin 'a fragment that is only there to be included is no zone of its own'
mkdir parts
zone_text example.com "\$INCLUDE parts/db.mail" "\$INCLUDE parts/hosts" >db.example.com
echo '@ IN MX 10 host' >parts/db.mail
echo 'host IN A 192.0.2.1' >parts/hosts
expect_zones example.com.
zonetidy records .
expect_count 4 ''

begin 'a file named like a zone without an SOA record, which nobody includes, is a finding'
zone_text example.com >db.example.com
echo 'www 1h IN A 192.0.2.1' >db.example.net
zonetidy check --format concise .
expect_status 1
expect_in_stdout 'db.example.net:1:1: error: soa-missing: '

begin 'two files that claim one zone: an error, and nothing else is concluded about it'
alias_zone example.com >a.zone
alias_zone example.com >b.zone
{ zone_text example.net '@ IN MX 10 gone.example.com.'; } >db.example.net
remember
zonetidy fix --format concise .
expect_status 1
expect_findings <<'END'
b.zone:1:1: error: zone-duplicate
END
expect_untouched

begin 'the same file by two names is one claim'
zone_text example.com >db.example.com
ln -s db.example.com example.com.zone
expect_zones example.com.
expect_zones example.com. -- db.example.com ./db.example.com "$PWD/example.com.zone"

begin 'named.conf: types, includes, and the folder of the options'
mkdir -p etc data
zone_text example.com >data/db.example.com
nameless >data/net
zone_text example.org >data/copy
cat >etc/named.conf <<'END'
/* A server's configuration. */
options { directory "../data"; // zones
    recursion no; };
# Includes are meant from the same folder.
include "more.conf";
zone "." { type hint; file "root.hints"; };
zone "example.com" IN { type master; file "db.example.com"; allow-transfer { none; }; };
zone "forwarded.example" { type forward; forwarders { 192.0.2.1; }; };
zone "example.org" { type secondary; primaries { 192.0.2.1; }; file "copy"; };
zone "not-transferred.example" { type secondary; primaries { 192.0.2.1; }; file "none-yet"; };
END
echo 'zone example.net { type primary; file "net"; };' >data/more.conf
expect_zones example.com. example.net. example.org. -- --named-conf etc/named.conf
expect_zones example.com. example.net. example.org. -- etc/named.conf

begin 'named.conf: a zone that takes updates, and a copy of another server, are not repaired'
alias_zone example.com >db.example.com
alias_zone example.net >db.example.net
alias_zone example.org >db.example.org
cat >named.conf <<'END'
zone "example.com" { type primary; file "db.example.com"; update-policy local; };
zone "example.net" { type slave; file "db.example.net"; };
zone "example.org" { type primary; file "db.example.org"; };
END
zonetidy fix --format concise --named-conf named.conf
expect_status 1
{ alias_finding db.example.com; alias_finding db.example.net; } | expect_findings
alias_zone_fixed example.org | expect_file db.example.org

begin 'named.conf: a file that is not there: 2, and the other zones are checked'
alias_zone example.com >db.example.com
cat >named.conf <<'END'
zone "example.com" { type primary; file "db.example.com"; };
zone "example.net" { type primary; file "db.example.net"; };
END
zonetidy check --format concise --named-conf named.conf
expect_status 2
alias_finding db.example.com | expect_findings
expect_in_stderr 'zonetidy: db.example.net: No such file or directory'

begin 'named.conf: a zone that the policy takes for another one: 2, unless --zone says which it is'
nameless >shared
printf '%s\n' 'version: 1' 'zones:' '  map: { example.com: shared }' >zonetidy.yaml
echo 'zone "example.net" { type primary; file "shared"; };' >named.conf
zonetidy check --named-conf named.conf .
expect_status 2
expect_in_stderr 'zonetidy: shared: the policy says that this is zone example.com., the server'
expect_zones example.net. -- --zone example.net=shared .
sed -i 's/example.com/example.net/' zonetidy.yaml
expect_zones example.net. -- --named-conf named.conf .

begin 'named.conf: what does not parse is told with its place: 2'
printf '%s\n' '// zones' 'zone "example.com" { type primary; file "db.example.com" };' >named.conf
zonetidy check --named-conf named.conf
expect_status 2
expect_in_stderr 'zonetidy: named.conf:2:'

begin 'named.conf: one that is not there, and one without zones'
zonetidy check --named-conf gone.conf
expect_status 2
expect_in_stderr 'gone.conf: No such file or directory'
echo 'options { };' >named.conf
zonetidy check --named-conf named.conf
expect_status 2
expect_in_stderr 'named.conf: it names no zone with a file'

begin 'views are worlds apart'
cat >named.conf <<'END'
view inside {
    zone "example.com" { type primary; file "inside/db.example.com"; };
    zone "example.net" { type primary; file "inside/db.example.net"; };
};
view outside {
    zone "example.com" { type primary; file "outside/db.example.com"; };
    zone "example.net" { type primary; file "outside/db.example.net"; };
};
END
mkdir inside outside
zone_text example.com '@ IN MX 10 mail.example.net.' | tee inside/db.example.com >outside/db.example.com
zone_text example.net 'mail IN A 10.0.0.1' >inside/db.example.net
zone_text example.net 'mail IN CNAME host' 'host IN A 192.0.2.1' >outside/db.example.net
zonetidy check --format concise --named-conf named.conf
expect_status 1
alias_finding outside/db.example.com | expect_findings

begin 'standard input takes the place of the file that it is named after'
zone_text example.com >db.example.com
zone_text example.net 'smtp IN CNAME host' 'host IN A 192.0.2.1' >db.example.net
zone_text example.com '@ IN MX 10 smtp.example.net.' >edited
mkdir zones
mv db.* zones
remember
for name in zones/db.example.com ./zones/db.example.com "$PWD/zones/db.example.com"; do
    zonetidy check --format concise --stdin-filename "$name" zones - <edited
    expect_status 1
    alias_finding zones/db.example.com | expect_findings
done
expect_untouched

begin 'standard input alone, with and without a name'
alias_zone example.com >edited
zonetidy check --format concise - <edited
expect_status 1
alias_finding - | expect_findings
nameless '@ IN MX 10 mail' 'mail IN CNAME host' 'host IN A 192.0.2.1' >edited
zonetidy check --format concise --stdin-filename db.new.example - <edited
expect_status 1
expect_findings <<<'db.new.example:4:12: error: mx-target-alias'
zonetidy check - <edited
expect_status 2
zonetidy check --format concise --zone example.com=- <edited
expect_status 1
expect_findings <<<'-:4:12: error: mx-target-alias'
zonetidy check --stdin-filename db.example.com db.example.com
expect_status 2
expect_in_stderr "option --stdin-filename goes with the PATH '-'"

begin 'fix prints standard input repaired, reports on standard error, and writes to no file'
zone_text example.com >db.example.com
remember
alias_zone example.com | zonetidy fix --stdin-filename db.example.com -
expect_status 0
alias_zone_fixed example.com | expect_stdout
expect_in_stderr 'fixed db.example.com:5:12: mx-target-alias'
expect_untouched
zone_text example.com 'loop IN CNAME loop' | zonetidy fix --stdin-filename db.example.com -
expect_status 1
zone_text example.com 'loop IN CNAME loop' | expect_stdout
expect_in_stderr 'error[cname-loop]'

begin 'a difference for standard input has the name that is given'
alias_zone example.com >db.example.com
alias_zone example.com | zonetidy fix --diff --stdin-filename db.example.com -
expect_status 1
expect_in_stdout '+++ b/db.example.com'
expect_in_stdout '+@ IN MX 10 host'

finish
