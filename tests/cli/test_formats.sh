#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# The formats of reports: what programs read of them stays as it is, the same input gives the same
# bytes, and colours are for terminals.
#
#   test_formats.sh PROGRAM
. tests/support/cli.sh

# values FILE: the values of a JSON document, line by line, in place of standard output; the version
# of the program and what is for people alone are masked.
values() {
    awk -f "$root/tests/support/json_values.awk" "$1" >"$work/values" 2>"$err"
    status=$?
    expect_status 0
    sed -E -e 's/^(\.program\t"zonetidy )[^"]*/\1VERSION/' \
        -e 's/^(.*\.(message|help|title|unsafe_because|fix_refused)\t)".*/\1TEXT/' \
        -e 's/^(.*\.fingerprint\t)"[0-9a-f]{16}"$/\1HEX/' \
        -e 's/^(.*\.references)\[[0-9]+\]\t".*/\1\tLIST/' "$work/values" | uniq >"$out"
    # Others know JSON as well, and better.
    if can jq; then
        jq . <"$1" >/dev/null 2>"$err" || fail 'not valid for jq' "$err"
    elif can python3; then
        python3 -m json.tool <"$1" >/dev/null 2>"$err" || fail 'not valid for python' "$err"
    fi
}

# value KEY: one of these.
value() {
    sed -n "s/^$1\t//p" "$work/values"
}

begin 'concise: a line for each finding'
alias_zone example.com >db.example.com
{ zone_text example.net 'w IN A 1.2.3.4' 'w IN A 1.2.3.4'; printf 'x\tIN A 1.2.3'; } >db.example.net
zonetidy check --format concise .
expect_status 1
expect_count 3 ''
expect_count 3 '^[^:]+:[0-9]+:[0-9]+: (error|warning|info): [a-z0-9-]+: .'
expect_in_stdout \
    'db.example.com:5:12: error: mx-target-alias: MX target mail.example.com. is an alias'
expect_findings <<'END'
db.example.com:5:12: error: mx-target-alias
db.example.net:6:1: warning: duplicate-record
db.example.net:7:8: error: syntax
END

begin 'concise: nothing when nothing is found'
zone_text example.com >db.example.com
zonetidy check --format concise .
expect_status 0
expect_no_stdout

begin 'json: all keys of a finding, in order'
alias_zone example.com >db.example.com
zonetidy check --format json .
expect_status 1
cp "$out" report
values report
expect_stdout <<'END'
.version	1
.program	"zonetidy VERSION"
.findings[0].rule	"mx-target-alias"
.findings[0].severity	"error"
.findings[0].message	TEXT
.findings[0].zone	"example.com."
.findings[0].view	null
.findings[0].owner	"example.com."
.findings[0].type	"MX"
.findings[0].location.file	"db.example.com"
.findings[0].location.line	5
.findings[0].location.column	12
.findings[0].location.end_line	5
.findings[0].location.end_column	16
.findings[0].location.byte_start	136
.findings[0].location.byte_end	140
.findings[0].related[0].message	TEXT
.findings[0].related[0].location.file	"db.example.com"
.findings[0].related[0].location.line	6
.findings[0].related[0].location.column	1
.findings[0].related[0].location.end_line	6
.findings[0].related[0].location.end_column	19
.findings[0].related[0].location.byte_start	141
.findings[0].related[0].location.byte_end	159
.findings[0].references	LIST
.findings[0].help	TEXT
.findings[0].replies	[]
.findings[0].fix.safety	"safe"
.findings[0].fix.title	TEXT
.findings[0].fix.edits[0].file	"db.example.com"
.findings[0].fix.edits[0].byte_start	136
.findings[0].fix.edits[0].byte_end	140
.findings[0].fix.edits[0].text	"host"
.findings[0].fix.unsafe_because	null
.findings[0].fix_refused	null
.findings[0].fingerprint	HEX
.findings[0].suppressed	null
.summary.files	1
.summary.zones	1
.summary.records	5
.summary.error	1
.summary.warning	0
.summary.info	0
.summary.suppressed	0
.summary.baseline	0
.summary.baseline_stale	0
.summary.fixed	0
.summary.unknown_targets	1
.serials	[]
.errors	[]
END

begin 'json: nothing found'
zone_text example.com >db.example.com
zonetidy check --format json .
cp "$out" report
values report
grep -v '^\.summary\.' "$out" >lines
expect_file lines <<'END'
.version	1
.program	"zonetidy VERSION"
.findings	[]
.serials	[]
.errors	[]
END

begin 'json: columns count characters, bytes count bytes'
{
    printf '; \303\244\342\202\254\360\237\230\200\n'
    zone_text example.com
    printf 'k\303\244se IN A 300.0.0.1\n'
    printf '\342\202\254\360\237\230\200\tIN A 300.0.0.2\n'
    printf 'latin\351\351 IN A 300.0.0.3 ; \303\n'
} >db.example.com
zonetidy check --format json --format concise=concise .
cp "$out" report
values report
for i in 0 1 2; do
    echo "$(value ".findings\[$i\].location.line") $(value ".findings\[$i\].location.column")" \
        "$(value ".findings\[$i\].location.end_column")" \
        "$(dd if=db.example.com bs=1 skip="$(value ".findings\[$i\].location.byte_start")" \
            count=9 status=none)"
done >"$out"
expect_stdout <<'END'
6 11 20 300.0.0.1
7 9 18 300.0.0.2
8 14 23 300.0.0.3
END
cp concise "$out"
expect_findings <<'END'
db.example.com:6:11: error: syntax
db.example.com:7:9: error: syntax
db.example.com:8:14: error: syntax
END

begin 'json: a byte order mark and CRLF count as they stand'
{ printf '\357\273\277'; alias_zone example.com | sed 's/$/\r/'; } >db.example.com
zonetidy check --format json --rule byte-order-mark=off .
cp "$out" report
values report
expect_equal "$(value '.findings\[0\].location.line') $(value '.findings\[0\].location.column')" \
    '5 12' 'line and column'
expect_equal "$(value '.findings\[0\].location.byte_start')" 143 'byte'

begin 'json: a finding about a whole file stands at 1:1, with nothing of it'
: >db.example.com
zonetidy check --format json .
cp "$out" report
values report
grep '^\.findings\[0\]\.location' "$out" >lines
expect_file lines <<'END'
.findings[0].location.file	"db.example.com"
.findings[0].location.line	1
.findings[0].location.column	1
.findings[0].location.end_line	1
.findings[0].location.end_column	1
.findings[0].location.byte_start	0
.findings[0].location.byte_end	0
END

begin 'json: fix tells what is fixed, what appears only afterwards, and the serials'
zone_text example.com '@ IN MX 10 mail.example.com' 'mail IN CNAME smtp.provider.example.' \
    'loop IN CNAME loop' >db.example.com
zonetidy fix --unsafe-fixes --format json .
expect_status 1
cp "$out" report
values report
grep -E '\.(rule|fixed|after_fix|column|end_column)	|^\.serials|unsafe_because' "$out" |
    grep -v -e related -e 'findings\[1\]\.location' >lines
expect_file lines <<'END'
.findings[0].rule	"missing-trailing-dot"
.findings[0].location.column	12
.findings[0].location.end_column	28
.findings[0].fix.unsafe_because	TEXT
.findings[0].fixed	true
.findings[1].rule	"cname-loop"
.findings[1].fixed	false
.findings[2].rule	"mx-target-alias"
.findings[2].location.column	12
.findings[2].location.end_column	29
.findings[2].fixed	false
.findings[2].after_fix	true
.summary.fixed	1
.serials[0].zone	"example.com."
.serials[0].file	"db.example.com"
.serials[0].old	1
.serials[0].new	2
END

begin 'json: a fix that is withheld says why'
alias_zone example.com >db.example.com
: >db.example.com.jnl
zonetidy check --format json .
cp "$out" report
values report
expect_equal "$(value '.findings\[0\].fix')" null 'fix'
expect_in_stdout '.findings[0].fix_refused	TEXT'

begin 'json: what could not be read'
zone_text example.com >db.example.com
zonetidy check --format json . gone.zone "$PWD/gone/db.gone.example"
expect_status 2
cp "$out" report
values report
grep '^\.errors' "$out" >lines
expect_file lines <<'END'
.errors[0].file	"gone.zone"
.errors[0].message	TEXT
.errors[1].file	"gone/db.gone.example"
.errors[1].message	TEXT
END

begin 'json: paths below the working folder are relative, others stay as they are given'
mkdir zones here
alias_zone example.com >zones/db.example.com
for path in zones ./zones "$PWD/zones"; do
    zonetidy check --format json "$path"
    expect_in_stdout '"file": "zones/db.example.com"'
done
cd here || exit 2
zonetidy check --format json ../zones
expect_in_stdout '"file": "../zones/db.example.com"'

begin 'json: times appear only with --stats'
zone_text example.com >db.example.com
zonetidy check --format json .
expect_not_in_stdout seconds
zonetidy check --format json --stats .
expect_in_stderr 'read 1 file, 2 records, '
cp "$out" report
values report
expect_count 1 '^\.summary\.bytes	[0-9]+$'
expect_count 1 '^\.summary\.seconds	[0-9.e-]+$'

begin 'json: views are named'
alias_zone example.com >db.example.com
cat >named.conf <<'END'
view "inside" { zone "example.com" { type primary; file "db.example.com"; }; };
END
zonetidy check --format json --named-conf named.conf
cp "$out" report
values report
expect_equal "$(value '.findings\[0\].view')" '"inside"' 'view'

begin 'several formats at once: one to standard output, the others to files'
alias_zone example.com >db.example.com
zonetidy check --format json=report.json --format concise --format full=report.txt .
expect_status 1
alias_finding db.example.com | expect_findings
zonetidy check --format json .
expect_same "$out" report.json 'the JSON report in the file'
zonetidy check .
expect_same "$out" report.txt 'the full report in the file'
zonetidy check --format full --format json .
expect_status 2
expect_in_stderr 'two reports cannot both go to standard output'
zonetidy check --format full=report --format json=report .
expect_status 2
expect_in_stderr 'two reports cannot both go to report'

begin 'a report is not written over a file that is read'
mkdir parts
alias_zone example.com >db.example.com
echo "\$INCLUDE parts/more" >>db.example.com
echo 'www IN A 192.0.2.1' >parts/more
echo 'zone example.com { type primary; file "db.example.com"; };' >named.conf
printf '\0' >db.raw.example
ln -s db.example.com link
for path in db.example.com link parts/more named.conf db.raw.example; do
    remember
    zonetidy check "--format=json=$path" --named-conf named.conf db.raw.example
    expect_status 2
    expect_in_stderr "zonetidy: $path: it is read in this run, so no report is written to it"
    expect_untouched
done

begin 'a report is not written over another one'
zone_text example.com >db.example.com
zonetidy check --format json=report --format concise="$PWD/report" .
expect_status 2
expect_in_stderr "zonetidy: $PWD/report: another report of this run is in it already"
expect_equal "$(head -c 12 report)" '{"version": ' 'beginning of the report'

begin 'two runs give the same bytes in every format, in whatever order the files are named'
for i in {1..9}; do
    { alias_zone "zone$i.example"; echo 'www IN A 192.0.2.256'; echo 'loop IN CNAME loop'; } \
        >"db.zone$i.example"
done
for format in full concise json; do
    zonetidy check --show info --format "$format" .
    expect_status 1
    cp "$out" first
    zonetidy check --show info --format "$format" .
    expect_same first "$out" "$format: another report by the second run"
    # shellcheck disable=SC2046 # words
    zonetidy check --show info --format "$format" $(printf 'db.zone%d.example ' {9..1})
    expect_same first "$out" "$format: another report with the files in another order"
    # shellcheck disable=SC2046
    zonetidy check --show info --format "$format" $(printf 'db.zone%d.example ' 5 {9..1} 3)
    expect_same first "$out" "$format: another report with a file named twice"
done

# has_color: whether escape sequences are in standard output.
expect_color() {
    expect_equal "$(grep -c $'\e\[[0-9;]*m' "$out" | sed 's/^[1-9].*/some/')" "$1" 'coloured lines'
}

begin 'no colour without a terminal, unless it is asked for; the text is the same'
alias_zone example.com >db.example.com
run env TERM=xterm "$program" check .
expect_color 0
cp "$out" plain
run env TERM=dumb NO_COLOR=1 "$program" check --color always .
expect_color some
sed -i $'s/\e\[[0-9;]*m//g' "$out"
expect_same plain "$out" 'another text with colours'
zonetidy check --color=never .
expect_color 0
for format in concise json; do
    zonetidy check --color always --format "$format" .
    expect_color 0
done

begin 'colour on a terminal, unless NO_COLOR or TERM forbids it'
if can script && script -q -e -c true /dev/null >/dev/null 2>&1; then
    alias_zone example.com >db.example.com
    # on_terminal VARIABLES...: runs check on a terminal of its own.
    on_terminal() {
        run env "$@" script -q -e -c "'$program' check ." /dev/null
    }
    on_terminal TERM=xterm
    expect_status 1
    expect_color some
    on_terminal TERM=xterm NO_COLOR=
    expect_color some
    on_terminal TERM=xterm NO_COLOR=1
    expect_color 0
    on_terminal TERM=dumb
    expect_color 0
    on_terminal -u TERM
    expect_color 0
    run env TERM=xterm script -q -e -c "'$program' check . --color never" /dev/null
    expect_color 0
else
    skip 'there is no script(1), or no terminal to be had'
fi

begin '--quiet leaves the summary out, and the messages in'
alias_zone example.com >db.example.com
zonetidy check --quiet .
expect_status 1
expect_stderr </dev/null
zonetidy check -q . gone.zone
expect_stderr <<'END'
zonetidy: gone.zone: No such file or directory
END

finish
