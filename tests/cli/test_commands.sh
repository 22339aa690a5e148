#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# The commands that only tell something: rules, explain, records, help, and --version.
#
#   test_commands.sh PROGRAM
. tests/support/cli.sh

begin 'rules: a row for each rule of the table, in its order'
grep -o -E '^(FLAW|RECORD|NODE|ZONE|SUPPRESSION|SET)_RULE\("[^"]*"' "$root/analyzer/rules.def" |
    sed 's/.*"\(.*\)"/\1/' >names
zonetidy rules
expect_status 0
expect_stderr </dev/null
expect_equal "$(head -n 1 "$out" | tr -s ' ')" 'rule family level fix scope what it finds' 'heading'
sed 1d "$out" | cut -d ' ' -f 1 >seen
expect_same names seen 'other rules than those of the table'
expect_count "$(wc -l <names)" \
    '^[a-z0-9-]+ +[a-z]+ +(error|warning|info|off) +(none|safe|unsafe) +[a-z]+ +[^ ].*[^ .]$'

begin 'rules: the same as JSON'
zonetidy rules
sed 1d "$out" | awk '{
    name = $1; family = $2; level = $3; fix = $4; scope = $5
    sub(/^([^ ]+ +)([^ ]+ +)([^ ]+ +)([^ ]+ +)([^ ]+ +)/, "")
    printf "%s|%s|%s|%s|%s|%s\n", name, family, level, fix, scope, $0
}' >table
zonetidy rules --format json
expect_status 0
awk -f "$root/tests/support/json_values.awk" "$out" >values || fail 'not valid JSON' "$out"
expect_equal "$(head -n 2 values | tr -s '\t"\n' ' ')" \
    ".version 1 .program $("$program" --version) " 'beginning'
# Keys of a rule come in this order.
awk -F '\t' '
    match($1, /\.(name|family|severity|fix|scope|summary)$/) {
        gsub(/^"|"$/, "", $2)
        printf "%s%s", $2, $1 ~ /summary$/ ? "\n" : "|"
    }
' values >seen
expect_same table seen 'other rules than those of the text'
expect_equal "$(grep -c -E '\.references(\[0\]	"[^"]|	\[\]$)' values)" "$(wc -l <table)" \
    'rules with a list of references'

begin 'rules: other formats, and arguments: 2'
zonetidy rules --format concise
expect_status 2
expect_in_stderr 'the table of rules has no format concise'
zonetidy rules mx-target-alias
expect_status 2
expect_in_stderr "the command rules takes no argument such as 'mx-target-alias'"

begin 'explain: the page of each rule, as it stands in docs/rules'
zonetidy rules
sed 1d "$out" | cut -d ' ' -f 1 >names
while read -r name; do
    zonetidy explain "$name"
    expect_status 0
    expect_same "$root/docs/rules/$name.md" "$out" "$name: another page"
done <names

begin 'explain: several pages'
zonetidy explain mx-target-alias duplicate-record
expect_status 0
{
    cat "$root/docs/rules/mx-target-alias.md"
    echo
    cat "$root/docs/rules/duplicate-record.md"
} | expect_stdout

begin 'explain --all: every page, once, by name'
zonetidy explain --all
expect_status 0
for page in "$root"/docs/rules/*.md; do
    [ ! -s expected ] || echo >>expected
    cat "$page" >>expected
done
expect_same expected "$out" 'other pages'

begin 'explain: an unknown rule: 2, with the nearest name, and the pages of the others'
zonetidy explain mx-target-alia
expect_status 2
expect_no_stdout
expect_stderr <<'END'
zonetidy: no rule is called 'mx-target-alia'; the nearest name is 'mx-target-alias'
END
zonetidy explain zzzzzzzz mx-target-alias
expect_status 2
expect_stderr <<'END'
zonetidy: no rule is called 'zzzzzzzz'; `zonetidy rules` lists them
END
expect_same "$root/docs/rules/mx-target-alias.md" "$out" 'another page'

begin 'explain: no rule, or one beside --all: 2'
for arguments in '' '--all mx-target-alias'; do
    # shellcheck disable=SC2086 # words
    zonetidy explain $arguments
    expect_status 2
    expect_stderr <<'END'
zonetidy: explain takes the names of rules, or --all
END
done

begin 'records: absolute, one a line, each once, in canonical order'
cat >db.example.com <<'END'
$TTL 1h
x TYPE65280 \# 2 abcd
@ SOA ns hostmaster 1 2h 15m 2w 1h
@ NS ns
  NS ns.provider.example.
www 5m A 192.0.2.9
www A 192.0.2.10
WWW A 192.0.2.9
ns A 192.0.2.1
a.www TXT "b" a
*.www AAAA 2001:db8:0::1
\001.z A 192.0.2.3
Z A 192.0.2.3
$GENERATE 9-10 h$ A 192.0.2.$
END
zonetidy records db.example.com
expect_status 0
expect_stderr </dev/null
expect_stdout <<'END'
example.com. 3600 IN NS ns.example.com.
example.com. 3600 IN NS ns.provider.example.
example.com. 3600 IN SOA ns.example.com. hostmaster.example.com. 1 7200 900 1209600 3600
h10.example.com. 3600 IN A 192.0.2.10
h9.example.com. 3600 IN A 192.0.2.9
ns.example.com. 3600 IN A 192.0.2.1
www.example.com. 300 IN A 192.0.2.9
www.example.com. 300 IN A 192.0.2.10
*.www.example.com. 3600 IN AAAA 2001:db8::1
a.www.example.com. 3600 IN TXT "b" "a"
x.example.com. 3600 IN TYPE65280 \# 2 ABCD
z.example.com. 3600 IN A 192.0.2.3
\001.z.example.com. 3600 IN A 192.0.2.3
END

begin 'records: what it prints is a zone file with the same records'
zonetidy records --zone "example.com=$root/zones/examples/db.example.com"
cp "$out" records
expect_equal "$(wc -l <records)" 8 'records'
zonetidy records --zone example.com=records
expect_same records "$out" 'other records'

begin 'records: text that could not be read: 1, and what could be is printed'
zone_text example.com 'www IN A 192.0.2.256' 'mail IN A 192.0.2.1' >db.example.com
zonetidy records .
expect_status 1
expect_count 3 ''
expect_in_stdout 'mail.example.com. 3600 IN A 192.0.2.1'
expect_stderr <<'END'
zonetidy: db.example.com: zone example.com. has text that could not be read; `zonetidy check` tells where
END

begin 'records: a missing file: 2'
zone_text example.com >db.example.com
zonetidy records db.example.com gone.zone
expect_status 2
expect_count 2 '^example\.com\. '

begin '--fix is the command fix'
alias_zone example.com >db.example.com
zonetidy --fix .
expect_status 0
alias_zone_fixed example.com | expect_file db.example.com
alias_zone example.com >db.example.com
zonetidy check --fix .
expect_status 0
alias_zone_fixed example.com | expect_file db.example.com
alias_zone example.com >db.example.com
remember
zonetidy --fix --diff .
expect_status 1
expect_in_stdout '+@ IN MX 10 host'
expect_untouched

begin 'behind --, everything is a PATH'
mkdir work
cd work || exit 2
alias_zone example.com >fix
alias_zone example.net >--diff
remember
zonetidy check --format concise -- fix --diff
expect_status 1
printf '%s\n' '--diff:5:12: error: mx-target-alias' 'fix:5:12: error: mx-target-alias' |
    expect_findings
expect_untouched
zonetidy --format concise -- fix
expect_status 1
alias_finding fix | expect_findings

begin 'help: every command and option, none above 80 characters a line'
zonetidy --help
expect_status 0
expect_stderr </dev/null
cp "$out" page
for word in check fix records rules explain help; do
    expect_count 1 "^  $word "
done
for option in zone named-conf stdin-filename rule assume-canonical show fail-on format fix diff \
    unsafe-fixes fix-rule now all color stats quiet help version; do
    expect_count 1 "^  (   |-[a-z],) --$option( |\$)"
done
expect_equal "$(awk 'length > 80' page | wc -l)" 0 'lines above 80 characters'
for status_number in 0 1 2 3; do
    expect_count 1 "^  $status_number  "
done
for arguments in help -h '--help'; do
    zonetidy "$arguments"
    expect_same page "$out" "$arguments: another page"
done

begin 'help: one command, in both ways; an unknown one: 2'
zonetidy help records
expect_status 0
expect_in_stdout 'usage: zonetidy records [OPTION...] [PATH...]'
expect_not_in_stdout '--unsafe-fixes'
cp "$out" page
zonetidy records --help
expect_same page "$out" 'another page'
zonetidy help record
expect_status 2
expect_in_stderr "no command is called 'record'"
zonetidy help check fix
expect_status 2
expect_no_stdout
expect_in_stderr 'help takes the name of one command'

begin 'version'
zonetidy --version
expect_status 0
expect_stderr </dev/null
expect_count 1 '^zonetidy [0-9]+\.[0-9]+\.[0-9]+$'
expect_equal "$(sed 's/.* //' "$out")" \
    "$(sed -n 's/^ *VERSION \([0-9.]*\)$/\1/p' "$root/CMakeLists.txt")" 'version'

begin 'every command says when standard output does not take it'
alias_zone example.com >db.example.com
for arguments in check 'fix --diff' records rules 'rules --format json' 'explain mx-target-alias' \
    'explain --all' help --version; do
    # What prints nothing cannot fail to print it.
    # shellcheck disable=SC2086 # words
    zonetidy $arguments
    [ -s "$out" ] || continue
    # shellcheck disable=SC2086
    "$program" $arguments >/dev/full 2>"$err"
    status=$?
    expect_status 2
    expect_in_stderr 'zonetidy: standard output: No space left on device'
done

finish
