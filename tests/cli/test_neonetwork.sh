#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Zones of real networks, when they are at hand: a hand-kept forward zone with its two reverse zones,
# and the root zone. What has no reverse name there, and which reverse names lead nowhere, is worked
# out a second time by plain text processing.
#
#   test_neonetwork.sh PROGRAM
. tests/support/cli.sh

data=$root/../shared/data
[ -d "$data/neonetwork" ] || {
    echo 'skipped: ../shared/data/neonetwork is not there'
    exit 77
}

begin 'addresses without a reverse name, and reverse names without the address'
cp "$data"/neonetwork/* . 2>/dev/null
zonetidy check --format concise --zone neo=neonetwork --zone 127.10.in-addr.arpa=db.10.127 \
    --zone 7.2.1.0.0.1.d.f.ip6.arpa=db.fd10.127
expect_status 1
grep -E ': (ptr-missing|ptr-no-forward): ' "$out" | sort >seen
# Each record of the three files is one line: owner, IN, type, data; names of the forward zone are
# kept relative to neo., and addresses as they are written back to front in a reverse zone.
awk '
# The labels of an IPv6 address: 32 digits, the last one first.
function nibbles(address,    halves, left, right, count, missing, digits, i, group, text) {
    count = split(address, halves, "::")
    left = split(halves[1], groups_left, ":")
    right = count > 1 ? split(halves[2], groups_right, ":") : 0
    for (i = 1; i <= left; i++) {
        group = "0000" groups_left[i]
        digits = digits substr(group, length(group) - 3)
    }
    for (missing = 8 - left - right; missing > 0; missing--) {
        digits = digits "0000"
    }
    for (i = 1; i <= right; i++) {
        group = "0000" groups_right[i]
        digits = digits substr(group, length(group) - 3)
    }
    for (i = length(digits); i > 0; i--) {
        text = text substr(digits, i, 1) (i > 1 ? "." : "")
    }
    return text ".ip6.arpa."
}

function reverse_name(type, address,    octets) {
    if (type == "AAAA") {
        return nibbles(tolower(address))
    }
    split(address, octets, ".")
    return octets[4] "." octets[3] "." octets[2] "." octets[1] ".in-addr.arpa."
}

# Whether a name is a zone cut or below one.
function is_delegated(name) {
    while (name != "" && !(name in cut)) {
        if (!sub(/^[^.]*\./, "", name)) {
            return 0
        }
    }
    return name != ""
}

function absolute(name, origin) {
    name = tolower(name)
    return name == "@" ? origin : name ~ /\.$/ ? name : name "." origin
}

# The end of an alias path, or "" when it leaves what is known.
function canonical(name,    steps) {
    while (name in alias && steps++ < 10) {
        name = alias[name]
    }
    return name !~ /(^|\.)neo\.$/ || is_delegated(name) ? "" : name
}

FNR == 1 {
    origin = FILENAME == "neonetwork" ? "neo." : \
        FILENAME == "db.10.127" ? "127.10.in-addr.arpa." : "7.2.1.0.0.1.d.f.ip6.arpa."
}

{ sub(/[ \t]*;.*/, "") }

$2 == "IN" && $3 ~ /^(A|AAAA|NS|CNAME|PTR)$/ {
    owner = absolute($1, origin)
    if ($3 == "NS" && owner != origin) {
        cut[owner]
    }
    if ($3 == "CNAME") {
        alias[owner] = absolute($4, origin)
    }
    if ($3 ~ /^A/) {
        has[owner, reverse_name($3, $4)]
    }
    if ($3 == "PTR") {
        pointed_from[owner]
    }
    match($0, /^[^ \t]+[ \t]+IN[ \t]+[A-Z]+[ \t]+/)
    file[++count] = FILENAME
    place[count] = FNR ":" RLENGTH + 1
    owners[count] = owner
    types[count] = $3
    values[count] = $4
}

END {
    for (i = 1; i <= count; i++) {
        if (types[i] ~ /^A/ && !is_delegated(owners[i])) {
            name = reverse_name(types[i], values[i])
            if (name ~ /\.(127\.10\.in-addr|7\.2\.1\.0\.0\.1\.d\.f\.ip6)\.arpa\.$/ &&
                !is_delegated(name) && !(name in pointed_from) && !(name in told)) {
                told[name]
                print file[i] ":" place[i] ": warning: ptr-missing"
            }
        }
        if (types[i] == "PTR" && !is_delegated(owners[i])) {
            host = canonical(absolute(values[i], ""))
            if (host != "" && !((host, owners[i]) in has)) {
                print file[i] ":" place[i] ": warning: ptr-no-forward"
            }
        }
    }
}
' neonetwork db.10.127 db.fd10.127 | sort >expected
[ "$(wc -l <expected)" -gt 30 ] || fail 'the second way finds too little' expected
cp seen "$out"
expect_findings <expected

begin 'the rest of what is said about this network'
cp "$data"/neonetwork/* . 2>/dev/null
zonetidy check --format concise --zone neo=neonetwork --zone 127.10.in-addr.arpa=db.10.127 \
    --zone 7.2.1.0.0.1.d.f.ip6.arpa=db.fd10.127
grep -v -E ': (ptr-missing|ptr-no-forward): ' "$out" >rest
cp rest "$out"
expect_findings <<'END'
db.10.127:68:1: warning: duplicate-record
END

begin 'a repair of this network changes the line that stands twice, and the zone serves the same'
cp "$data"/neonetwork/* . 2>/dev/null
sed 68d db.10.127 >expected
zonetidy records --zone 127.10.in-addr.arpa=db.10.127
cp "$out" records
zonetidy fix --zone 127.10.in-addr.arpa=db.10.127
expect_same expected db.10.127 'another text'
zonetidy records --zone 127.10.in-addr.arpa=db.10.127
expect_same records "$out" 'other records'

begin 'the root zone: only its SOA record stands twice, as in every transfer'
if [ -f "$data/root.zone" ]; then
    last=$(wc -l <"$data/root.zone")
    zonetidy check --show info --format concise --zone ".=$data/root.zone"
    expect_status 1
    sed -i 's,^.*/root\.zone:,root.zone:,' "$out"
    expect_findings <<<"root.zone:$last:1: warning: duplicate-record"
    zonetidy records "$data/root.zone"
    expect_status 0
    expect_equal "$(wc -l <"$out")" $((last - 1)) 'records'
    zonetidy fix --diff "$data/root.zone"
    expect_no_stdout
else
    skip '../shared/data/root.zone is not there'
fi

begin 'zone files that name servers are tested with: each comes to an end'
if [ -d "$data/nsd" ]; then
    cp -r "$data/nsd" zones
    chmod -R u+w zones
    for command in check 'fix --diff --unsafe-fixes' 'fix --unsafe-fixes' records; do
        # shellcheck disable=SC2086 # words
        zonetidy $command zones
        [ "$status" -le 2 ] || fail "$command: exit status $status" "$err"
        check_count=$((check_count + 1))
    done
else
    skip '../shared/data/nsd is not there'
fi

finish
