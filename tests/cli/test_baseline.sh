#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# baseline: findings that are accepted for now, and what becomes of them.
#
#   test_baseline.sh PROGRAM
. tests/support/cli.sh

file=.zonetidy-baseline.json

# A folder of two zones with old mistakes: errors, a warning, and text that cannot be read.
messy_tree() {
    zone_text example.com '@ IN MX 10 mail' 'mail IN CNAME host' 'host IN A 192.0.2.1' \
        'pool 60 IN A 192.0.2.3' 'pool 60 IN A 192.0.2.4' 'pool 30 IN A 192.0.2.5' \
        'www IN A 192.0.2.6' 'www IN A 192.0.2.6' 'www IN A 192.0.2.6' >db.example.com
    zone_text example.net 'a IN A 192.0.2' 'b IN FOO bar' 'www.example.org. IN A 192.0.2.1' \
        'c IN CNAME a' 'c IN A 192.0.2.1' >db.example.net
}

# entries WORD: how many lines of the baseline hold it.
entries() {
    grep -c -F -e "$1" "$file"
}

expect_clean() {
    zonetidy check --baseline "$file" "$@"
    expect_status 0
    expect_no_stdout
}

begin 'a messy tree is adopted: nothing is told of it, and everything is counted'
messy_tree
zonetidy check
expect_status 1
total=$(grep -c -E '^(error|warning)\[' "$out")
zonetidy baseline create
expect_status 0
expect_no_stdout
echo ".zonetidy-baseline.json: $total findings" | expect_stderr
expect_clean
echo "no findings in 2 zones; $total in the baseline; 3 names outside the loaded zones" | expect_stderr
zonetidy check --baseline "$file" --format json
expect_in_stdout "\"baseline\": $total, \"baseline_stale\": 0"
expect_in_stdout '"findings": []'
zonetidy check --baseline "$file" --format json --show-suppressed
expect_status 0
expect_count "$total" '"suppressed": \{"by": "baseline", "reason": null\}'
zonetidy check
expect_status 1

begin 'the file is sorted, with one entry on each line'
messy_tree
zonetidy baseline create --baseline list.json
zonetidy check --format json --show info
sed -n -E 's/.*"fingerprint": "([^"]*)".*/\1/p' "$out" | sort -u >fingerprints
sed -n -E 's/^  \{"zone": .*"fingerprint": "([^"]*)".*/\1/p' list.json | sort >listed
expect_same fingerprints listed 'other fingerprints than those of JSON'
cat >expected <<'END'
"example.com." "example.com." "MX" "mx-target-alias" 1
"example.com." "pool.example.com." "A" "ttl-mismatch" 1
"example.com." "www.example.com." "A" "duplicate-record" 2
"example.net." null null "out-of-zone" 1
"example.net." null null "syntax" 1
"example.net." null null "unknown-type" 1
"example.net." "c.example.net." "CNAME" "cname-and-other-data" 1
END
sed -n -E 's/^  \{"zone": ([^,]*), "view": null, "owner": ([^,]*), "type": ([^,]*), "rule": ([^,]*), .*"count": ([0-9]+), .*/\1 \2 \3 \4 \5/p' list.json >seen
expect_same expected seen 'other entries'
awk -f "$root/tests/support/json_values.awk" list.json >/dev/null || fail 'not valid JSON' list.json

begin 'infos are in it, so that showing them later brings no flood'
messy_tree
zonetidy baseline create --rule duplicate-record=info --rule mx-target-alias=off
expect_equal "$(entries duplicate-record)" 1 'entries of a rule that is an info'
expect_equal "$(entries mx-target-alias)" 0 'entries of a rule that is off'
zonetidy check --rule mx-target-alias=off --show info --fail-on info --baseline "$file"
expect_status 0

begin 'a new mistake is told, and only that'
messy_tree
zonetidy baseline create
echo 'new IN CNAME nowhere' >>db.example.com
echo 'd IN A 192.0.2' >>db.example.net
zonetidy check --baseline "$file" --format concise
expect_status 1
expect_findings <<'END'
db.example.com:14:14: warning: cname-dangling
db.example.net:10:8: error: syntax
END

begin 'sorting, reformatting and renaming change nothing'
messy_tree
rm db.example.net
zonetidy baseline create
zonetidy records db.example.com
expect_status 0
cp "$out" canonical
# Copies and TTLs of their own are gone in the records that are served.
mv canonical db.example.com
zonetidy check --baseline "$file"
expect_status 0
expect_in_stderr '2 baseline entries are stale (zonetidy baseline prune)'
messy_tree
{
    head -n 4 db.example.com
    tail -n +5 db.example.com | tac | sed -E 's/^([a-z]+) (60|30)? ?IN (.*)/\U\1.EXAMPLE.com.\E\t\20000s \3 ; moved/'
} | sed -E 's/ 600000s/ 60s/; s/\t600000s/\t1m/; s/\t300000s/\t30/; s/\t0000s/\t3600/; s/hostmaster 1 /hostmaster 9 /' >moved
rm db.example.com db.example.net
mkdir sub
mv moved sub/zone.txt
zonetidy check --zone example.com=sub/zone.txt --baseline "$file"
expect_status 0
expect_no_stdout
expect_in_stderr '4 in the baseline'
expect_not_in_stderr 'stale'

begin 'what is repaired makes its entry stale; prune takes it out'
messy_tree
zonetidy baseline create
sed -i 's/ MX 10 mail$/ MX 10 host/' db.example.com
zonetidy check --baseline "$file"
expect_status 0
expect_in_stderr '; 1 baseline entry is stale (zonetidy baseline prune)'
zonetidy check --baseline "$file" --format json
expect_in_stdout '"baseline_stale": 1'
echo 'new IN CNAME nowhere' >>db.example.com
zonetidy baseline prune
expect_status 0
echo '.zonetidy-baseline.json: 7 findings; 1 entry dropped' | expect_stderr
expect_equal "$(entries mx-target-alias)" 0 'entries of what was repaired'
zonetidy check --baseline "$file" --format concise
expect_status 1
expect_not_in_stderr 'stale'
expect_count 1 ': warning: cname-dangling: '

begin 'an entry of several findings is lowered when one of them is gone'
messy_tree
zonetidy baseline create
sed -i '$d' db.example.com
for action in update prune; do
    cp -p "$file" copy
    zonetidy baseline "$action"
    expect_status 0
    echo '.zonetidy-baseline.json: 7 findings; 1 entry lowered' | expect_stderr
    expect_equal "$(entries '"count": 2')" 0 'entries that count two'
    cp -p copy "$file"
done

begin 'update takes no new finding unless it is told to'
messy_tree
zonetidy baseline create
sed -i 's/ MX 10 mail$/ MX 20 mail/' db.example.com
echo 'new IN CNAME nowhere' >>db.example.com
zonetidy baseline update
expect_status 0
expect_stderr <<'END'
.zonetidy-baseline.json: 7 findings; 1 entry dropped; 2 new findings not taken (--add-new)
END
zonetidy check --baseline "$file" --format concise
expect_status 1
expect_count 2 ' (mx-target-alias|cname-dangling): '
zonetidy baseline update --add-new
expect_status 0
echo '.zonetidy-baseline.json: 9 findings; nothing is stale; 2 new findings added' | expect_stderr
expect_clean
remember
zonetidy baseline update
echo '.zonetidy-baseline.json: 9 findings; nothing is stale' | expect_stderr
expect_untouched
zonetidy baseline update --quiet
expect_no_stdout
expect_stderr </dev/null

begin 'who checks one file keeps the entries of the others, and is told of none'
messy_tree
zonetidy baseline create
cp "$file" whole
expect_clean db.example.com
expect_in_stderr '4 in the baseline'
expect_not_in_stderr 'stale'
remember
for action in update prune 'update --add-new'; do
    # shellcheck disable=SC2086 # words
    zonetidy baseline $action db.example.com
    expect_status 0
done
expect_untouched
zonetidy check --baseline "$file" --rule duplicate-record=off
expect_status 0
expect_not_in_stderr 'stale'

begin 'a finding that needs another zone is not called repaired without it'
{
    zone_text example.com '@ IN MX 10 m.example.net.' '@ IN MX 20 gone' 'x IN CNAME y.example.net.'
    echo 'a IN A 192.0.2.9'
} >db.example.com
zone_text example.net 'm IN CNAME a' 'a IN A 192.0.2.1' >db.example.net
zone_text 2.0.192.in-addr.arpa '1 IN PTR a.example.net.' >db.192.0.2
zonetidy baseline create
expect_status 0
echo '.zonetidy-baseline.json: 4 findings' | expect_stderr
remember
zonetidy check --baseline "$file" db.example.com
expect_status 0
expect_not_in_stderr 'stale'
zonetidy baseline prune db.example.com
expect_status 0
expect_untouched
# What needs no other zone is judged by itself, and what leads out no more is too.
sed -i '/gone/d; s/ m.example.net.$/ a/' db.example.com
zonetidy baseline prune db.example.com
echo '.zonetidy-baseline.json: 2 findings; 2 entries dropped' | expect_stderr

begin 'in a zone that cannot be read whole only flaws are called repaired'
messy_tree
zonetidy baseline create
expect_equal "$(entries cname-and-other-data)" 1 'entries of the record'
sed -i '/ FOO /d; /^c IN CNAME/d' db.example.net
zonetidy baseline prune
echo '.zonetidy-baseline.json: 7 findings; 1 entry dropped' | expect_stderr
expect_equal "$(entries unknown-type)" 0 'entries of the flaw'
expect_equal "$(entries cname-and-other-data)" 1 'entries of the record'

begin 'fix leaves alone what is in the baseline'
messy_tree
zonetidy baseline create
echo 'again IN MX 10 mail' >>db.example.com
ZONETIDY_REREAD=both zonetidy fix --baseline "$file" --now 2026-11-21
expect_status 0
expect_in_stderr 'fixed 1 finding in 1 file; no findings left in 2 zones; 8 in the baseline'
expect_not_in_stderr 'stale'
contains db.example.com '@ IN MX 10 mail' || fail 'a finding of the baseline was fixed' db.example.com
contains db.example.com 'again IN MX 10 host' || fail 'a new finding was not fixed' db.example.com
# Of three copies two are told, and both are in the baseline: one more is taken away.
echo 'www IN A 192.0.2.6' >>db.example.com
ZONETIDY_REREAD=both zonetidy fix --baseline "$file" --now 2026-11-21
expect_status 0
expect_equal "$(grep -c '^www' db.example.com)" 3 'copies'

begin 'create replaces nothing'
messy_tree
echo mine >"$file"
ln -s nowhere link.json
remember
for name in "$file" link.json; do
    zonetidy baseline create --baseline "$name"
    expect_status 2
    expect_in_stderr "$name: it is there already; \`zonetidy baseline update\` brings it up to date"
done
expect_untouched

begin 'a baseline that is not there or is none ends the run'
messy_tree
remember
for command in check fix 'baseline update' 'baseline prune'; do
    # shellcheck disable=SC2086 # words
    zonetidy $command --baseline none.json
    expect_status 2
    expect_no_stdout
    expect_in_stderr 'none.json: no such file; `zonetidy baseline create` makes it'
done
expect_untouched
mkdir folder
printf '{"version": 1,\n "entries": [\n {"rule": "a", "fingrprint": ""}]}\n' >bad.json
remember
for command in check fix 'baseline update' 'baseline prune'; do
    # shellcheck disable=SC2086 # words
    zonetidy $command --baseline bad.json
    expect_status 2
    expect_no_stdout
    expect_in_stderr "bad.json:3: unknown key 'fingrprint'; the nearest is 'fingerprint'"
    # shellcheck disable=SC2086 # words
    zonetidy $command --baseline folder
    expect_status 2
    expect_in_stderr 'folder: '
done
expect_untouched

begin 'a zone that is no baseline, and a baseline that is no report'
messy_tree
zonetidy baseline create
remember
zonetidy check --baseline db.example.com
expect_status 2
expect_in_stderr 'db.example.com:1: not JSON'
zonetidy check --baseline "$file" --format "json=$file"
expect_status 2
expect_in_stderr "$file: it is read in this run"
expect_untouched

begin 'nothing is written when not everything could be read'
messy_tree
zonetidy baseline create . no-such-zone
expect_status 2
expect_in_stderr ".zonetidy-baseline.json: not written, as not everything could be read"
[ ! -e "$file" ] || fail 'a baseline of a part was written' "$file"
mkdir empty
zonetidy baseline create empty
expect_status 2
expect_in_stderr 'empty: no zone found'

begin 'the file keeps its mode, and a symbolic link stays one'
messy_tree
mkdir real
zonetidy baseline create --baseline real/list.json
expect_equal "$(stat -c %a real/list.json)" 644 'mode of a new baseline'
chmod 640 real/list.json
ln -s real/list.json link.json
sed -i '$d' db.example.com
zonetidy baseline update --baseline link.json
expect_status 0
expect_equal "$(stat -c '%F %a' real/list.json)" 'regular file 640' 'the file'
expect_equal "$(readlink link.json)" real/list.json 'the link'
expect_equal "$(ls -A real)" list.json 'what is in the folder'

begin 'a folder that cannot be written to'
if modes_bind; then
    messy_tree
    mkdir locked
    zonetidy baseline create --baseline locked/list.json
    sed -i '$d' db.example.com
    chmod 500 locked
    remember
    run "${restricted[@]}" "$program" baseline update --baseline locked/list.json
    expect_status 2
    expect_in_stderr 'locked/list.json: '
    run "${restricted[@]}" "$program" baseline create --baseline locked/other.json
    expect_status 2
    expect_in_stderr 'locked/other.json: Permission denied'
    expect_untouched
    chmod 700 locked
else
    skip 'modes bind nobody here'
fi

begin 'views are zones of their own'
cat >named.conf <<'END'
view "inside" { zone "example.com" { type primary; file "inside.db"; }; };
view "outside" { zone "example.com" { type primary; file "outside.db"; }; };
END
zone_text example.com 'www IN CNAME nowhere' >inside.db
zone_text example.com >outside.db
zonetidy baseline create --named-conf named.conf
expect_clean --named-conf named.conf
zone_text example.com 'www IN CNAME nowhere' >outside.db
zonetidy check --named-conf named.conf --baseline "$file" --format concise
expect_status 1
expect_findings <<'END'
outside.db:5:14: warning: cname-dangling
END

begin '--help tells the actions'
zonetidy baseline --help
expect_status 0
expect_in_stdout 'usage: zonetidy baseline [OPTION...] create|update|prune [PATH...]'
expect_in_stdout '  baseline update [PATH...]'
zonetidy help baseline update
expect_status 0
expect_in_stdout 'usage: zonetidy baseline update [OPTION...] [PATH...]'
expect_in_stdout '--add-new'
zonetidy help baseline creat
expect_status 2
expect_in_stderr "'creat' is no action of the command baseline; the nearest is 'create'"
zonetidy baseline
expect_status 2
expect_in_stderr 'the command baseline needs an action; actions are create, update, prune'

finish
