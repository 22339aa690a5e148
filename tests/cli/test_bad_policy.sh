#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# A bad policy, by mistake or on purpose: every mistake is told with its place, in little time and
# room, the exit status is 2, and nothing is checked by half a policy.
#
#   test_bad_policy.sh PROGRAM
. tests/support/cli.sh

# What a sanitizer reserves has no bounds; such a program is held to the time alone.
room=(bash -c 'ulimit -v 600000; exec "$@"' room)
"${room[@]}" "$program" --version >"$out" 2>&1 || room=()

# refused: the policy of the working folder is bad, and so nothing is told of the zone, which has
# an error, and nothing is repaired.
refused() {
    mkdir -p .git
    alias_zone example.com >db.example.com
    run "${room[@]}" "$program" fix db.example.com
    expect_status 2
    expect_no_stdout
    alias_zone example.com | expect_file db.example.com
    run "${room[@]}" "$program" check db.example.com
    expect_status 2
    expect_no_stdout
}

# taken: the policy is strange, but good.
taken() {
    mkdir -p .git
    alias_zone example.com >db.example.com
    run "${room[@]}" "$program" check --format concise db.example.com
    expect_status 1
    alias_finding db.example.com | expect_findings
}

# heads: the problems without their lines of the file, on standard output.
heads() {
    grep -E '^[^ ].*: (error|note): |^and ' "$err"
}

# expect_head TEXT: this is the only problem.
expect_head() {
    heads >"$work/heads"
    printf '%s\n' "$1" >"$work/expected"
    expect_same "$work/expected" "$work/heads" 'other problems'
}

# lines COUNT TEXT: so many lines, with their number in place of each &.
lines() {
    seq "$1" | sed "s/.*/$2/"
}

begin 'two hundred and fifty mistakes are told in one run, each at its line'
{
    echo 'version: 1'
    echo 'custom:'
    lines 50 '  - {id: rule-&, message: "{ownr}", match: {type: A}, forbid: {ttl: 1}, sevrity: error}'
    echo 'overrides:'
    lines 50 '  - {zones: a&.example, types: MXX, rules: {ignore: [mx-target-alias]}}'
    echo 'rules:'
    echo '  severity:'
    lines 50 '    nothing-like-it-&: error'
    echo 'zones:'
    echo '  external:'
    lines 50 '    n&.example: gone'
} >zonetidy.yaml
refused
heads | cut -d : -f 1-3 >seen
{
    lines 50 '&' | awk '{ print "zonetidy.yaml:" NR + 2 ":" 27 + length($1) }'
    lines 50 '&' | awk '{ print "zonetidy.yaml:" NR + 2 ":" 72 + length($1) }'
    lines 50 '&' | awk '{ print "zonetidy.yaml:" NR + 53 ":" 31 + length($1) }'
    lines 50 '&' | awk '{ print "zonetidy.yaml:" NR + 105 ":5" }'
    lines 50 '&' | awk '{ print "zonetidy.yaml:" NR + 157 ":" 16 + length($1) }'
} | sort >expected_places
sort seen >seen_places
expect_same expected_places seen_places 'other places'
expect_equal "$(wc -l <seen)" 250 'problems'

begin 'mistakes of several files come in one run'
mkdir sub
printf 'version: 1\nextends: [sub/a.yaml, gone.yaml, sub/b.yaml]\nrulez: 1\n' >zonetidy.yaml
printf 'version: 1\nfix: {levl: safe}\n' >sub/a.yaml
printf 'version: 1\nreport: {show: all}\n' >sub/b.yaml
refused
heads >seen
cat >expected <<END
zonetidy.yaml:2:23: error: "$case_folder/gone.yaml" cannot be read: No such file or directory
zonetidy.yaml:3:1: error: there is no key "rulez" in a policy; there is a key "rules"
sub/a.yaml:2:7: error: there is no key "levl" in the fixes; there is a key "level"
sub/b.yaml:2:16: error: "all" is not a level; it is info, warning or error
END
expect_same expected seen 'other problems'

begin 'aliases of aliases are counted before they fill the memory'
{
    echo 'version: 1'
    echo 'x0: &x0 [a, a, a, a, a, a, a, a, a, a]'
    for i in 1 2 3 4 5 6 7 8 9; do
        x="*x$((i - 1))"
        echo "x$i: &x$i [$x, $x, $x, $x, $x, $x, $x, $x, $x, $x]"
    done
    echo 'rules: {select: *x9}'
} >zonetidy.yaml
refused
expect_equal "$(heads | grep 'more than' | cut -d : -f 1,2)" 'zonetidy.yaml:7' 'place'

begin 'lists have a depth'
{ printf 'version: 1\nrules: '; printf '[%.0s' {1..100000}; } >zonetidy.yaml
refused
expect_equal "$(heads | grep 'more than' | cut -d : -f 1,2)" 'zonetidy.yaml:2' 'place'

begin 'a scalar of ten megabytes'
{ printf 'version: 1\nrules: '; head -c 10000000 /dev/zero | tr '\0' a; } >zonetidy.yaml
refused
expect_equal "$(heads | wc -l)" 1 'problems'
{ printf 'version: 1\nrules: '; head -c 1000000 /dev/zero | tr '\0' a; } >zonetidy.yaml
refused
expect_equal "$(heads | cut -d : -f 1-3)" 'zonetidy.yaml:2:8' 'place'

begin 'tabs, merge keys, tags, and keys that are there twice'
printf 'version: 1\nrules:\n\tignore: [mail]\n' >zonetidy.yaml
refused
expect_equal "$(heads | cut -d : -f 1-3)" 'zonetidy.yaml:3:1' 'place'
cat >zonetidy.yaml <<'END'
version: 1
fix: &fix {level: off}
rules: {ignore: !!str mail}
fix: {level: safe}
report: {<<: *fix}
END
refused
heads | cut -d : -f 1-4 >seen
cat >expected <<'END'
zonetidy.yaml:3:17: error
zonetidy.yaml:4:1: error
zonetidy.yaml:2:1: note
zonetidy.yaml:5:10: error
END
expect_same expected seen 'other places'

begin 'bytes that are no UTF-8'
printf 'version: 1\n# gut\nrules: {ignore: [m\374ller]}\n' >zonetidy.yaml
refused
expect_equal "$(heads | cut -d : -f 1-3)" 'zonetidy.yaml:3:19' 'place'
printf '\377\376v\0e\0r\0' >zonetidy.yaml
refused
printf 'version: 1\nrules: {ignore: ["\033[2J"]}\n' >zonetidy.yaml
refused
expect_not_in_stderr $'\033'

begin 'policies that extend each other'
printf 'version: 1\nextends: b.yaml\n' >zonetidy.yaml
printf 'version: 1\nextends: zonetidy.yaml\n' >b.yaml
refused
expect_head "b.yaml:2:10: error: policies extend each other in a circle; \
$case_folder/zonetidy.yaml <- $case_folder/b.yaml <- $case_folder/zonetidy.yaml"
for i in {1..30}; do
    printf 'version: 1\nextends: p%d.yaml\n' "$((i + 1))" >"p$i.yaml"
done
printf 'version: 1\nextends: p1.yaml\n' >zonetidy.yaml
refused
expect_head 'p19.yaml:2:10: error: more than 20 policies extend one another here'

begin 'a pipe, a device and a folder are no policies'
mkfifo pipe
mkdir folder
printf 'version: 1\nextends: [pipe, /dev/zero, folder]\n' >zonetidy.yaml
refused
heads | cut -d : -f 1-3 >seen
printf 'zonetidy.yaml:2:%s\n' 11 17 28 >expected
expect_same expected seen 'other places'
rm zonetidy.yaml
mv pipe zonetidy.yaml
refused
expect_head "zonetidy.yaml: error: \"$case_folder/zonetidy.yaml\" cannot be read: it is no regular file"

begin 'a regular expression that would try for ever is given up, and that is told'
cat >zonetidy.yaml <<'END'
version: 1
custom:
  - id: slow
    message: slow
    match: {type: TXT}
    forbid: {rdata.text: {regex: "^(([a-z])+.)+[A-Z]([a-z])+$"}}
  - id: quick
    message: quick
    match: {type: TXT}
    forbid: {rdata.text: {regex: "!"}}
END
mkdir .git
zone_text example.com "@ IN TXT \"$(printf 'a%.0s' {1..250})!\" \"$(printf 'a%.0s' {1..250})!\"" \
    >db.example.com
run "${room[@]}" "$program" check --format concise db.example.com
expect_status 1
expect_stdout <<'END'
db.example.com:5:10: warning: custom:quick: quick
END
expect_in_stderr 'custom:slow: matching an expression of this rule with some of the data would have'

begin 'half a policy checks nothing'
for text in '' '# nothing' '---' 'version: 1 1' 'version: "' '[' '{' 'version: 1
---
version: 1' 'version: 2' 'rules: {}' '- version: 1' 'version:'; do
    printf '%s\n' "$text" >zonetidy.yaml
    refused
    expect_equal "$(heads | head -n 1 | grep -c -E '^zonetidy.yaml:[0-9]+:[0-9]+: error: ')" 1 "place for '$text'"
done

# ---- Good, but large

begin 'long lists are read in little time'
{ printf 'version: 1\nrules:\n  select:\n'; lines 200000 '    - all'; } >zonetidy.yaml
taken
{ printf 'version: 1\nzones:\n  map:\n'; lines 100000 '    z&.example: gone'; } >zonetidy.yaml
taken
{ printf 'version: 1\nzones:\n  external:\n'; lines 100000 '    z&.test: absent'; } >zonetidy.yaml
taken
{ printf 'version: 1\noverrides:\n'; lines 10000 '  - {zones: z&.test, rules: {ignore: mail}}'; } >zonetidy.yaml
taken

begin 'a hundred thousand wrong words are counted'
{ printf 'version: 1\nrules:\n  ignore:\n'; lines 100000 '    - wrong-&'; } >zonetidy.yaml
refused
expect_equal "$(heads | wc -l)" 1001 'lines'
expect_equal "$(heads | tail -n 1)" 'and 99000 more errors' 'the last line'

begin 'lines that name all rules do not take the room of all rules each'
{ printf 'version: 1\noverrides:\n'; lines 45000 '  - {zones: z, rules: {select: all}}'; } >zonetidy.yaml
refused
expect_in_stderr 'the overrides in front of this one name too many rules'

begin 'names of custom rules beyond the limit cost nothing'
{
    printf 'version: 1\ncustom:\n'
    lines 10000 '  - {id: a&, message: m, match: {type: A}, forbid: {ttl: 1}}'
    printf 'rules:\n  ignore:\n'
    lines 100000 '    - custom:a10000'
} >zonetidy.yaml
refused
expect_head 'zonetidy.yaml:1003:5: error: there are more than 1000 custom rules'

finish
