#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# resolve: what the zones answer to a question, hop by hop, each with its place.
#
#   test_resolve.sh PROGRAM
. tests/support/cli.sh

# The values of a JSON document, one a line.
values() {
    awk -f "$root/tests/support/json_values.awk" "$1" >"$work/values" || fail 'not valid JSON' "$1"
    sed -i -E 's/^(\.program\t"zonetidy )[^"]*/\1VERSION/' "$work/values"
}

# asks LINE...: asks for the words of each line, and shows the first lines of the answer below it.
asks() {
    local line
    for line in "$@"; do
        # shellcheck disable=SC2086 # words
        "$program" resolve $line >answer 2>&1
        echo "$line: $?"
        sed 1d answer
    done >"$out"
}

begin 'aliases through several zones: each hop and the data with their places'
cp "$root"/zones/examples/* .
zonetidy resolve mail.example.com
expect_status 0
expect_stderr </dev/null
expect_stdout <<'END'
mail.example.com. A, AAAA
  hop 1: mail.example.com. -> smtp.hosting.example. (CNAME)
    --> db.example.com:16:1 (zone example.com.)
  hop 2: smtp.hosting.example. -> edge-1.hosting.example. (CNAME)
    --> hosting.example.zone:13:1 (zone hosting.example.)
  data: 1 record
  edge-1.hosting.example. 3600 IN A 192.0.2.25
    --> hosting.example.zone:14:1 (zone hosting.example.)
END

begin 'every way to hop'
zone_text example.com 'a IN CNAME b' 'b IN CNAME c.old' 'old IN DNAME new' '*.new IN CNAME host' \
    'host IN A 192.0.2.1' 'host IN AAAA 2001:db8::1' >db.example.com
zonetidy resolve A.example.com. AAAA db.example.com
expect_status 0
expect_stdout <<'END'
a.example.com. AAAA
  hop 1: a.example.com. -> b.example.com. (CNAME)
    --> db.example.com:5:1 (zone example.com.)
  hop 2: b.example.com. -> c.old.example.com. (CNAME)
    --> db.example.com:6:1 (zone example.com.)
  hop 3: c.old.example.com. -> c.new.example.com. (DNAME of old.example.com.)
    --> db.example.com:7:1 (zone example.com.)
  hop 4: c.new.example.com. -> host.example.com. (CNAME of the wildcard *.new.example.com.)
    --> db.example.com:8:1 (zone example.com.)
  data: 1 record
  host.example.com. 3600 IN AAAA 2001:db8::1
    --> db.example.com:10:1 (zone example.com.)
END

begin 'every end that is proven'
long=$(printf '%063d' 0)
zone_text example.com '*.w IN A 192.0.2.1' ' IN MX 10 x.w' 'x.y IN TXT "b"' ' IN TXT "a" ; 2' \
    'l IN CNAME m' 'm IN CNAME n' 'n IN CNAME m' "d IN DNAME $long.$long.$long" \
    'd IN TXT "x"' >db.example.com
asks 'x.w.example.com A' 'x.w.example.com TXT' 'x.w.example.com' 'y.example.com MX' \
    'x.y.example.com txt' 'x.y.example.com' 'x.y.example.com any' 'z.example.com' \
    'l.example.com A' "$(printf '%050d' 0).d.example.com" 'l.example.com cname'
expect_stdout <<END
x.w.example.com A: 0
  data: 1 record, made from the wildcard *.w.example.com.
  x.w.example.com. 3600 IN A 192.0.2.1
    --> db.example.com:5:1 (zone example.com.)
x.w.example.com TXT: 1
  no data: x.w.example.com., made from the wildcard *.w.example.com., has no TXT in the zone example.com.; it has A, MX
x.w.example.com: 0
  data: 1 record, made from the wildcard *.w.example.com.
  x.w.example.com. 3600 IN A 192.0.2.1
    --> db.example.com:5:1 (zone example.com.)
y.example.com MX: 1
  no data: y.example.com. has no MX in the zone example.com.; it has no records at all
x.y.example.com txt: 0
  data: 2 records
  x.y.example.com. 3600 IN TXT "a"
    --> db.example.com:8:2 (zone example.com.)
  x.y.example.com. 3600 IN TXT "b"
    --> db.example.com:7:1 (zone example.com.)
x.y.example.com: 1
  no data: x.y.example.com. has no A or AAAA in the zone example.com.; it has TXT
x.y.example.com any: 0
  data: 2 records
  x.y.example.com. 3600 IN TXT "a"
    --> db.example.com:8:2 (zone example.com.)
  x.y.example.com. 3600 IN TXT "b"
    --> db.example.com:7:1 (zone example.com.)
z.example.com: 1
  no name: z.example.com. does not exist in the zone example.com.
l.example.com A: 1
  hop 1: l.example.com. -> m.example.com. (CNAME)
    --> db.example.com:9:1 (zone example.com.)
  hop 2: m.example.com. -> n.example.com. (CNAME)
    --> db.example.com:10:1 (zone example.com.)
  hop 3: n.example.com. -> m.example.com. (CNAME)
    --> db.example.com:11:1 (zone example.com.)
  loop: hop 3 leads back to hop 2
$(printf '%050d' 0).d.example.com: 1
  too long: this DNAME makes of $(printf '%050d' 0).d.example.com. a name of more than 255 octets
  d.example.com. 3600 IN DNAME $long.$long.$long.example.com.
    --> db.example.com:12:1 (zone example.com.)
l.example.com cname: 0
  data: 1 record
  l.example.com. 3600 IN CNAME m.example.com.
    --> db.example.com:9:1 (zone example.com.)
END

begin 'every reason not to know'
zone_text example.com 'sub IN NS ns.sub' 'sub IN NS ns.other.example.' 'ns.sub IN A 192.0.2.1' \
    'c IN CNAME ns.sub' 'c IN TXT "x"' '*.n IN NS ns.sub' 'o IN CNAME other.example.' \
    "sub IN DS 1 8 2 $(printf '%064d' 0)" >db.example.com
zone_text example.net 'a IN A 192.0.2.256' >db.example.net
zone_text example.org 'a IN A 192.0.2.1' | tee db.example.org >example.org.zone
{
    zone_text example.edu 'host IN A 192.0.2.1' '* IN CNAME host'
    seq 0 63 | awk '{ print "a" $1 " IN CNAME a" $1 + 1 }'
} >db.example.edu
asks 'o.example.com' 'ns.sub.example.com' 'b.example.net' 'c.example.com' 'x.n.example.com' \
    'a.example.org'
expect_stdout <<'END'
o.example.com: 1
  hop 1: o.example.com. -> other.example. (CNAME)
    --> db.example.com:11:1 (zone example.com.)
  not known: other.example. is outside the loaded zones
ns.sub.example.com: 1
  not known: ns.sub.example.com. is delegated to a zone that is not loaded
  sub.example.com. 3600 IN NS ns.sub.example.com.
    --> db.example.com:5:1 (zone example.com.)
  sub.example.com. 3600 IN NS ns.other.example.
    --> db.example.com:6:1 (zone example.com.)
b.example.net: 1
  not known: b.example.net. is in a zone with entries that could not be read; `zonetidy check` tells which
c.example.com: 1
  not known: c.example.com. is an alias with other data beside it, which no server loads
  c.example.com. 3600 IN CNAME ns.sub.example.com.
    --> db.example.com:8:1 (zone example.com.)
  c.example.com. 3600 IN TXT "x"
    --> db.example.com:9:1 (zone example.com.)
x.n.example.com: 1
  not known: x.n.example.com. would be made from a wildcard with NS or DNAME records, whose meaning RFC 4592 leaves open
  *.n.example.com. 3600 IN NS ns.sub.example.com.
    --> db.example.com:10:1 (zone example.com.)
a.example.org: 1
  not known: a.example.org. is in a zone that two files claim
    --> db.example.org:1:1 (zone example.org.)
    --> example.org.zone:1:1 (zone example.org.)
END
zonetidy resolve a0.example.edu
expect_status 1
expect_count 64 '^  hop '
expect_equal "$(tail -n 1 "$out")" \
    '  not known: a64.example.edu. is behind more aliases than this program follows' 'end'

begin 'DS stands above the cut, and all else below it'
zone_text example.com 'sub IN NS ns.sub' "sub IN DS 1 8 2 $(printf '%064d' 0)" 'sub2 IN NS ns.sub' \
    >db.example.com
zone_text sub.example.com >db.sub.example.com
asks 'sub.example.com DS' 'sub2.example.com DS' 'sub2.example.com' 'example.com DS'
expect_stdout <<END
sub.example.com DS: 0
  data: 1 record
  sub.example.com. 3600 IN DS 1 8 2 $(printf '%064d' 0)
    --> db.example.com:6:1 (zone example.com.)
sub2.example.com DS: 1
  no data: sub2.example.com. has no DS in the zone example.com.; it has NS
sub2.example.com: 1
  not known: sub2.example.com. is delegated to a zone that is not loaded
  sub2.example.com. 3600 IN NS ns.sub.example.com.
    --> db.example.com:7:1 (zone example.com.)
example.com DS: 1
  not known: example.com. is outside the loaded zones; the DS records of a zone stand in the zone above it
END
zonetidy resolve sub.example.com SOA
expect_in_stdout 'db.sub.example.com:3:1 (zone sub.example.com.)'

begin 'any type may be asked for, also without a name of its own'
zone_text example.com 'a IN CAA 0 issue "ca.example"' 'a IN TYPE65280 \# 2 ABCD' \
    'a IN LOC 1 N 2 E 3m' 'b IN CNAME a' >db.example.com
asks 'b.example.com TYPE65280' 'a.example.com type257' 'a.example.com SSHFP'
expect_stdout <<'END'
b.example.com TYPE65280: 0
  hop 1: b.example.com. -> a.example.com. (CNAME)
    --> db.example.com:8:1 (zone example.com.)
  data: 1 record
  a.example.com. 3600 IN TYPE65280 \# 2 ABCD
    --> db.example.com:6:1 (zone example.com.)
a.example.com type257: 0
  data: 1 record
  a.example.com. 3600 IN CAA 0 issue "ca.example"
    --> db.example.com:5:1 (zone example.com.)
a.example.com SSHFP: 1
  no data: a.example.com. has no SSHFP in the zone example.com.; it has LOC, CAA, TYPE65280
END

begin 'equal records are one, and an RRset has one TTL, as records has them'
zone_text example.com 'a 60 IN A 192.0.2.2' 'a IN A 192.0.2.1' 'a IN A 192.0.2.2' >db.example.com
zonetidy records .
grep '^a\.' "$out" >records
zonetidy resolve a.example.com
sed -n 's/^  \(a\.\)/\1/p' "$out" >seen
expect_same records seen 'other records'
expect_in_stdout 'db.example.com:5:1'

begin 'an address stands for its reverse name'
zone_text 2.0.192.in-addr.arpa '1 IN PTR host.example.' >db.192.0.2
zonetidy resolve 192.0.2.1
expect_status 0
expect_stdout <<'END'
1.2.0.192.in-addr.arpa. PTR
  data: 1 record
  1.2.0.192.in-addr.arpa. 3600 IN PTR host.example.
    --> db.192.0.2:5:1 (zone 2.0.192.in-addr.arpa.)
END

begin 'an included file: its own place, and where the zone includes it'
zone_text example.com "\$INCLUDE hosts" >db.example.com
echo 'a IN A 192.0.2.1' >hosts
zonetidy resolve a.example.com
expect_in_stdout '    --> hosts:1:1 (zone example.com., included at db.example.com:5)'

begin 'control bytes of a file, a name or a view move no terminal'
printf '%s\n' "$(zone_text example.com)" 'a IN TXT "\027[31m"' >db.example.com
mkdir $'\e[31m'
mv db.example.com $'\e[31m'
zonetidy resolve $'a\e.example.com' TXT $'\e[31m'
zonetidy resolve a.example.com TXT $'\e[31m'
expect_status 0
expect_equal "$(tr -d '\n -~' <"$out" | wc -c)" 0 'bytes that are no text'

views() {
    cat >named.conf <<'END'
view inside {
    zone "example.com" { type primary; file "inside/db.example.com"; };
};
view outside {
    zone "example.com" { type primary; file "outside/db.example.com"; };
    zone "example.net" { type primary; file "outside/db.example.net"; };
};
END
    mkdir inside outside
    zone_text example.com 'mail IN CNAME a.example.net.' | tee inside/db.example.com \
        >outside/db.example.com
    zone_text example.net 'a IN A 192.0.2.1' >outside/db.example.net
}

begin 'each view with a zone above the name gives an answer'
views
zonetidy resolve mail.example.com --named-conf named.conf
expect_status 1
expect_stdout <<'END'
mail.example.com. A, AAAA (view inside)
  hop 1: mail.example.com. -> a.example.net. (CNAME)
    --> inside/db.example.com:5:1 (zone example.com., view inside)
  not known: a.example.net. is outside the loaded zones

mail.example.com. A, AAAA (view outside)
  hop 1: mail.example.com. -> a.example.net. (CNAME)
    --> outside/db.example.com:5:1 (zone example.com., view outside)
  data: 1 record
  a.example.net. 3600 IN A 192.0.2.1
    --> outside/db.example.net:5:1 (zone example.net., view outside)
END
zonetidy resolve a.example.net --named-conf named.conf
expect_status 0
expect_count 1 '^a\.example\.net\. A, AAAA \(view outside\)$'
zonetidy resolve a.example.org --named-conf named.conf
expect_status 1
expect_stdout <<'END'
a.example.org. A, AAAA
  not known: a.example.org. is outside the loaded zones
END

begin '--view: that one alone'
views
zonetidy resolve mail.example.com --view outside --named-conf named.conf
expect_status 0
expect_not_in_stdout 'inside'
zonetidy resolve a.example.net --view inside --named-conf named.conf
expect_status 1
expect_stdout <<'END'
a.example.net. A, AAAA (view inside)
  not known: a.example.net. is outside the loaded zones
END
zonetidy resolve mail.example.com --view insid --named-conf named.conf
expect_status 2
expect_no_stdout
expect_stderr <<'END'
zonetidy: no zone is in the view 'insid'; the views are inside, outside
END

begin 'json: every value'
zone_text example.com 'a IN CNAME b.w' '*.w IN A 192.0.2.1' 'l IN CNAME l' >db.example.com
zonetidy resolve a.example.com --format json
expect_status 0
values "$out"
expect_file "$work/values" <<'END'
.version	1
.program	"zonetidy VERSION"
.question.name	"a.example.com."
.question.types[0]	"A"
.question.types[1]	"AAAA"
.answers[0].view	null
.answers[0].hops[0].kind	"cname"
.answers[0].hops[0].owner	"a.example.com."
.answers[0].hops[0].target	"b.w.example.com."
.answers[0].hops[0].zone	"example.com."
.answers[0].hops[0].record_owner	"a.example.com."
.answers[0].hops[0].location.file	"db.example.com"
.answers[0].hops[0].location.line	5
.answers[0].hops[0].location.column	1
.answers[0].hops[0].location.end_line	5
.answers[0].hops[0].location.end_column	15
.answers[0].hops[0].location.byte_start	125
.answers[0].hops[0].location.byte_end	139
.answers[0].hops[0].external	null
.answers[0].end	"data"
.answers[0].reason	null
.answers[0].name	"b.w.example.com."
.answers[0].zone	"example.com."
.answers[0].wildcard	"*.w.example.com."
.answers[0].loop_start	null
.answers[0].delegation	null
.answers[0].external	null
.answers[0].records[0].owner	"b.w.example.com."
.answers[0].records[0].ttl	3600
.answers[0].records[0].class	"IN"
.answers[0].records[0].type	"A"
.answers[0].records[0].rdata	"192.0.2.1"
.answers[0].records[0].location.file	"db.example.com"
.answers[0].records[0].location.line	6
.answers[0].records[0].location.column	1
.answers[0].records[0].location.end_line	6
.answers[0].records[0].location.end_column	19
.answers[0].records[0].location.byte_start	140
.answers[0].records[0].location.byte_end	158
.answers[0].evidence	[]
.errors	[]
END

begin 'what the operator vouches for'
zone_text example.com 'www IN CNAME cdn.example.net.' >db.example.com
zonetidy resolve www.example.com --assume-canonical cdn.example.net --assume-canonical mx.example.net
expect_status 0
expect_stdout <<END
www.example.com. A, AAAA
  hop 1: www.example.com. -> cdn.example.net. (CNAME)
    --> db.example.com:5:1 (zone example.com.)
  data: cdn.example.net. has addresses, says --assume-canonical
END
zonetidy resolve mx.example.net TXT --assume-canonical mx.example.net
expect_status 1
expect_stdout <<END
mx.example.net. TXT
  not known: mx.example.net. is outside the loaded zones
END

begin 'json: the words for each end'
zone_text example.com '*.w IN CNAME l' 'l IN CNAME l' 'd IN DNAME w' 'sub IN NS ns.sub' \
    'c IN CNAME l' 'c IN TXT "x"' "t IN DNAME $(printf '%060d.' 0 0 0 0)" >db.example.com
zone_text example.net 'a IN A 192.0.2.256' >db.example.net
zone_text example.org | tee db.example.org >example.org.zone
for question in 'x.d.example.com' 'example.com MX' 'none.example.com' 'a.sub.example.com' \
    'c.example.com' 'a-name-too-long.t.example.com' 'b.example.net' 'example.org' 'example.edu CAA'; do
    # shellcheck disable=SC2086 # words
    zonetidy resolve $question --format json
    expect_status 1
    values "$out"
    grep -E '\.(end|reason|loop_start|delegation|kind|zone|records|rdata)	' "$work/values" |
        grep -v '	null$' | sed 's/^\.answers\[0\]//' |
        { echo "$question" && cat; } >>seen
done
expect_file seen <<END
x.d.example.com
.hops[0].kind	"dname"
.hops[0].zone	"example.com."
.hops[1].kind	"wildcard-cname"
.hops[1].zone	"example.com."
.hops[2].kind	"cname"
.hops[2].zone	"example.com."
.end	"loop"
.zone	"example.com."
.loop_start	2
.records	[]
example.com MX
.end	"no-data"
.zone	"example.com."
.records	[]
none.example.com
.end	"no-name"
.zone	"example.com."
.records	[]
a.sub.example.com
.end	"unknown"
.reason	"delegated"
.zone	"example.com."
.delegation	"sub.example.com."
.records	[]
.evidence[0].rdata	"ns.sub.example.com."
c.example.com
.end	"unknown"
.reason	"conflict"
.zone	"example.com."
.records	[]
.evidence[0].rdata	"l.example.com."
.evidence[1].rdata	"\\"x\\""
a-name-too-long.t.example.com
.end	"too-long"
.zone	"example.com."
.records	[]
.evidence[0].rdata	"$(printf '%060d.' 0 0 0 0)"
b.example.net
.end	"unknown"
.reason	"incomplete"
.zone	"example.net."
.records	[]
example.org
.end	"unknown"
.reason	"duplicate"
.zone	"example.org."
.records	[]
example.edu CAA
.end	"unknown"
.reason	"outside"
.records	[]
END

begin 'json: one answer for each view, and what could not be read'
views
zonetidy resolve mail.example.com --format json --named-conf named.conf gone.zone
expect_status 2
values "$out"
grep -E '\.(view|end|errors.*file)	' "$work/values" >seen
expect_file seen <<'END'
.answers[0].view	"inside"
.answers[0].end	"unknown"
.answers[1].view	"outside"
.answers[1].end	"data"
.errors[0].file	"gone.zone"
END

begin 'a report to a file, and never to one that is read'
zone_text example.com 'a IN A 192.0.2.1' >db.example.com
zonetidy resolve a.example.com --format json=answer.json --format full
expect_status 0
expect_in_stdout 'data: 1 record'
contains answer.json '"end": "data"' || fail 'no answer in the file' answer.json
rm answer.json
remember
zonetidy resolve a.example.com --format json=db.example.com
expect_status 2
expect_in_stderr 'db.example.com: it is read in this run, so no report is written to it'
expect_untouched

begin 'bad arguments: 2'
zone_text example.com >db.example.com
zonetidy resolve
expect_status 2
expect_no_stdout
expect_stderr <<'END'
zonetidy: the command resolve needs a NAME
zonetidy: `zonetidy --help` lists the commands and options
END
zonetidy resolve a..example.com
expect_status 2
expect_in_stderr "zonetidy: 'a..example.com' is no domain name: a label is empty"
zonetidy resolve example.com AAA
expect_status 2
expect_in_stderr "'AAA' is neither a record type nor a file or folder; the nearest type is 'AAAA'"
zonetidy resolve example.com IXFR
expect_status 2
expect_in_stderr "no record has the type 'IXFR': it is for questions and messages only"
zonetidy resolve example.com --format concise
expect_status 2
expect_no_stdout
expect_stderr <<'END'
zonetidy: an answer has no format concise; it has full and json
END
zonetidy resolve example.com no/such/path
expect_status 2
expect_no_stdout
expect_in_stderr 'no/such/path: No such file or directory'
mkdir empty
zonetidy resolve example.com SOA empty
expect_status 2
expect_no_stdout
expect_in_stderr 'empty: no zone found'

begin 'a type or a file of that name: the type, unless it is written as a path'
mkdir mx
zone_text example.com '@ IN MX 10 a' >db.example.com
zone_text example.com '@ IN A 192.0.2.1' >mx/db.example.com
zonetidy resolve example.com mx db.example.com
expect_in_stdout 'example.com. 3600 IN MX 10 a.example.com.'
for arguments in './mx' '-- mx' 'a mx'; do
    # shellcheck disable=SC2086 # words
    zonetidy resolve example.com $arguments
    expect_status 0
    expect_in_stdout 'mx/db.example.com:5:1 (zone example.com.)'
done

begin 'standard input takes the place of a file'
zone_text example.com >db.example.com
zone_text example.com 'a IN A 192.0.2.1' |
    zonetidy resolve a.example.com --stdin-filename db.example.com . -
expect_status 0
expect_in_stdout 'db.example.com:5:1'

begin '--help says what NAME and TYPE are'
zonetidy resolve --help
expect_status 0
expect_in_stdout 'usage: zonetidy resolve [OPTION...] NAME [TYPE] [PATH...]'
expect_in_stdout 'exit status'
expect_in_stdout '--view NAME'

begin 'the root zone, when it is at hand: DS and NS of each name, as they stand in its text'
zone=$root/../shared/data/root.zone
if [ -f "$zone" ]; then
    # Names with a single label, one in fifty, and what the text has for them.
    awk '$4 == "NS" && $1 != "." { print $1 }' "$zone" | sort -u | awk 'NR % 50 == 1' >names
    expect_equal "$(("$(wc -l <names)" > 10))" 1 'enough names'
    while read -r name; do
        awk -v name="$name" '$1 == name && $4 == "DS"' "$zone" | wc -l
        awk -v name="$name" '$1 == name && $4 == "NS" { print tolower($5) }' "$zone" | sort
    done <names >expected
    while read -r name; do
        "$program" resolve "$name" DS --zone ".=$zone" | grep -c '^  [^ ]* [0-9]* IN DS '
        "$program" resolve "www.$name" --zone ".=$zone" |
            awk '$4 == "NS" { print $5 }' | sort
    done <names >seen
    expect_same expected seen 'other DS or NS records'
    zonetidy resolve no-such-name-here --zone ".=$zone"
    expect_status 1
    expect_in_stdout 'no name: no-such-name-here. does not exist in the zone .'
else
    skip '../shared/data/root.zone is not there'
fi

finish
