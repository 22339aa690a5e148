#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# What is broken, hostile, or changes under the program's hands gets a message that names file and
# place, and the right exit status, in bounded time, and nothing is lost.
#
#   test_bad_input.sh PROGRAM
. tests/support/cli.sh

# one_finding FINDING: this is the only thing that is said about db.example.com, and `fix` leaves
# the file alone.
one_finding() {
    zonetidy check --format concise db.example.com
    expect_status 1
    printf '%s\n' "$1" | expect_findings
    remember
    zonetidy fix db.example.com
    expect_status 1
    expect_untouched
}

begin 'a file that is not there'
zonetidy check db.example.com
expect_status 2
expect_no_stdout
expect_stderr <<'END'
zonetidy: db.example.com: No such file or directory
END
zonetidy fix --zone example.com=gone/db.example.com
expect_status 2
expect_stderr <<'END'
zonetidy: gone/db.example.com: No such file or directory
END

begin 'a folder without zones'
mkdir empty
zonetidy fix empty
expect_status 2
expect_in_stderr 'zonetidy: empty: no zone found'

begin 'a binary file'
head -c 3000 "$program" >db.example.com
remember
zonetidy fix db.example.com
expect_status 2
expect_no_stdout
expect_in_stderr 'zonetidy: db.example.com: it is not text'
expect_untouched

begin 'a NUL byte far into a text'
{
    zone_text example.com
    yes '; a comment' | head -n 5000
    printf 'www IN A 192.0.2.1 \0\n'
} >db.example.com
one_finding 'db.example.com:5005:20: error: syntax'

begin 'a zone with 10,000 errors: all are reported, in every format'
{
    zone_text example.com
    seq 10000 | sed 's/.*/h& IN A 300.0.0.&/'
} >db.example.com
zonetidy check --format concise --format json=report.json --format full=report db.example.com
expect_status 1
seq 10000 | awk '{
    printf "db.example.com:%d:%d: error: syntax\n", NR + 4, length($1) + 8
}' | expect_findings
expect_in_stderr '10000 errors in 1 zone'
expect_equal "$(grep -c '"rule": "syntax"' report.json)" 10000 'findings in json'
expect_equal "$(grep -c '^error\[syntax\]' report)" 10000 'findings in full'

begin 'an include of itself'
zone_text example.com 'www IN A 192.0.2.1' "\$INCLUDE db.example.com" >db.example.com
one_finding 'db.example.com:6:10: error: include-cycle'

begin 'two files that include each other'
zone_text example.com "\$INCLUDE a.inc" >db.example.com
echo "\$INCLUDE b.inc" >a.inc
printf '%s\n' 'b IN A 192.0.2.1' "\$INCLUDE a.inc" >b.inc
one_finding 'b.inc:2:10: error: include-cycle'

begin 'a long chain of includes is cut off with a finding; a short one is not'
for i in {1..30}; do
    printf '%s\n' "h$i IN A 192.0.2.$i" "\$INCLUDE $((i + 1)).inc" >"$i.inc"
done
echo 'h31 IN A 192.0.2.31' >31.inc
zone_text example.com "\$INCLUDE 1.inc" >db.example.com
one_finding '19.inc:2:10: error: include-cycle'
zone_text example.com "\$INCLUDE 13.inc" >db.example.com
zonetidy check db.example.com
expect_status 0
expect_no_stdout

begin 'an include of what is no file'
mkfifo fifo
mkdir folder
zone_text example.com "\$INCLUDE /dev/zero" "\$INCLUDE fifo" "\$INCLUDE folder" "\$INCLUDE gone" \
    >db.example.com
zonetidy check --include-root /dev --format concise db.example.com
expect_status 1
printf 'db.example.com:%d:10: error: include-not-found\n' 5 6 7 8 | expect_findings

# An include of what lies outside, in `tree`; beside it, `elsewhere` is a folder to work in.
tree_with_escapes() {
    mkdir -p tree/parts out tree-2 elsewhere
    echo 'secret of ours' | tee out/there >tree-2/there
    ln -s ../out/there tree/link
    ln -s ../out/gone tree/link-to-nothing
    ln -s ../../out tree/parts/folder
    zone_text example.com "\$INCLUDE ../out/there" "\$INCLUDE ../out/gone" "\$INCLUDE link" \
        "\$INCLUDE link-to-nothing" "\$INCLUDE parts/folder/there" \
        "\$INCLUDE parts/folder/gone" "\$INCLUDE gone/../../out/there" \
        "\$INCLUDE $PWD/tree-2/there" "\$INCLUDE ../out/there/gone" "\$INCLUDE inner" \
        >tree/db.example.com
    echo "\$INCLUDE ../out/there" >tree/inner
}

# expect_escapes FOLDER: each of them is a finding, and nothing of the files outside is told.
expect_escapes() {
    expect_status 1
    expect_not_in_stdout 'secret'
    printf "$1%s: warning: include-escape\n" db.example.com:{5..13}:10 inner:1:10 | expect_findings
}

begin 'an include of what lies outside is not read, and not told from what is not there'
tree_with_escapes
cd tree || exit 2
for path in . db.example.com --zone=example.com=db.example.com; do
    zonetidy check --format concise "$path"
    expect_escapes ''
done
# shellcheck disable=SC2094 # nothing is written
zonetidy check --format concise --stdin-filename db.example.com - <db.example.com
expect_escapes ''
cd ../elsewhere || exit 2
for path in ../tree ../tree/db.example.com --zone=example.com=../tree/db.example.com; do
    zonetidy check --format concise "$path"
    expect_escapes ../tree/
done
echo 'zone "example.com" { type primary; file "db.example.com"; };' >../tree/a.conf
zonetidy check --format concise --named-conf ../tree/a.conf
expect_escapes ../tree/

begin 'includes from the folders that are named are read'
mkdir -p zones work one two three/deep
for folder in zones work one two three; do
    echo "$folder IN A 192.0.2.1" >"$folder/hosts"
done
cd work || exit 2
zone_text example.com "\$INCLUDE ../work/hosts" "\$INCLUDE ../one/hosts" "\$INCLUDE hosts" \
    >../zones/db.example.com
zone_text example.net >../one/db.example.net
for paths in '../zones ../one' '../zones/db.example.com ../one/db.example.net' \
    '../zones --include-root ../one' '--include-root .. - --stdin-filename ../zones/db.example.com' \
    '--zone=example.com=../zones/db.example.com --zone=example.net=../one/db.example.net'; do
    # shellcheck disable=SC2086 # several words
    zonetidy check $paths <../zones/db.example.com
    expect_status 0
    expect_no_stdout
done

begin 'includes from the directory of a configuration, and beside the files that it names, are read'
mkdir -p conf zones directory work
echo 'beside IN A 192.0.2.1' >zones/beside
echo 'below IN A 192.0.2.1' >directory/below
zone_text example.com "\$INCLUDE beside" "\$INCLUDE below" "\$INCLUDE ../conf/near" \
    >zones/db.example.com
echo 'near IN A 192.0.2.1' >conf/near
printf '%s\n' "options { directory \"$PWD/directory\"; };" \
    'zone "example.com" { type primary; file "../zones/db.example.com"; };' >conf/named.conf
cd work || exit 2
for path in --named-conf=../conf/named.conf ../conf/named.conf; do
    zonetidy check "$path"
    expect_status 0
    expect_no_stdout
done

begin 'a repair of a zone with includes keeps what it may include'
mkdir zones parts work
alias_zone example.com >zones/db.example.com
echo "\$INCLUDE ../parts/hosts" >>zones/db.example.com
echo 'www IN A 192.0.2.1' >parts/hosts
cd work || exit 2
zonetidy fix --include-root ../parts ../zones
expect_status 0
expect_in_stderr 'fixed ../zones/db.example.com:5:12: mx-target-alias: '

begin 'a search for zones does not read a file of 200 GB, all of it a hole, that a zone names'
mkdir tree
truncate -s 200G holes
zone_text example.com "\$INCLUDE ../holes" >tree/db.example.com
echo 'www IN A 192.0.2.1' >tree/db.hosts
cd tree || exit 2
zonetidy check --format concise .
expect_in_stdout 'db.example.com:5:10: warning: include-escape: '

begin 'a zone or a server configuration that is no file'
mkfifo fifo
mkdir folder
for path in fifo folder /dev/zero; do
    for option in "--zone=example.com=$path" "--named-conf=$path"; do
        zonetidy check "$option"
        expect_status 2
        expect_stderr <<<"zonetidy: $path: not a regular file"
    done
done

begin 'server configurations that are broken, endless, or include themselves'
yes 'zone a {' | head -n 100000 >deep.conf
echo 'zone "example.com" { type primary; file "db.example.com";' >open.conf
echo 'include "self.conf";' >self.conf
while IFS='|' read -r file message; do
    zonetidy check --named-conf "$file"
    expect_status 2
    expect_in_stderr "zonetidy: $file:$message"
done <<'END'
deep.conf|100001: expected
open.conf|2: expected
self.conf|1: self.conf: it includes itself
END

begin 'a name of 300 octets'
label=$(printf 'a%.0s' {1..59})
zone_text example.com "$label.$label.$label.$label.$label IN A 192.0.2.1" >db.example.com
one_finding 'db.example.com:5:1: error: name-too-long'

begin 'a label of 64 octets, in the data of a record'
zone_text example.com "www IN CNAME $(printf 'a%.0s' {1..64})" >db.example.com
one_finding 'db.example.com:5:14: error: name-too-long'

begin '200,000 lines that each open a parenthesis'
{
    zone_text example.com
    seq 200000 | sed 's/.*/h& IN TXT ( t/'
} >db.example.com
zonetidy check --format concise db.example.com
expect_status 1
expect_count 200000 ': error: unbalanced: '

begin '200,000 parentheses within each other'
{
    zone_text example.com
    echo 'www IN A'
    yes '(' | head -n 200000
    echo '192.0.2.1'
    yes ')' | head -n 200000
    echo 'mail IN A 192.0.2.256'
} >db.example.com
zonetidy check --format concise db.example.com
expect_status 1
expect_in_stdout 'db.example.com:400007:11: error: syntax: '

# a_line: 10,000,000 bytes.
a_line() {
    head -c 10000000 /dev/zero | tr '\0' a
}

begin 'a line of 10 MB: an owner'
{ zone_text example.com; a_line; echo ' IN A 192.0.2.1'; } >db.example.com
one_finding 'db.example.com:5:1: error: name-too-long'
zonetidy check db.example.com
expect_equal "$(awk 'length > 200' "$out" | wc -l)" 0 'lines of the report above 200 characters'

begin 'a line of 10 MB: a string'
{ zone_text example.com; printf 't IN TXT '; a_line; echo; } >db.example.com
one_finding 'db.example.com:5:10: error: string-too-long'

begin 'a line of 10 MB: two million strings'
{ zone_text example.com; printf 't IN TXT '; a_line | sed 's/aaaaa/aaaa /g'; echo; } >db.example.com
zonetidy check --format concise db.example.com
expect_status 1
expect_count 1 ': error: syntax: '

begin 'a line of 10 MB: a comment, in which nothing is wrong'
{ zone_text example.com; printf '; '; a_line; echo; } >db.example.com
zonetidy check db.example.com
expect_status 0
expect_no_stdout

begin "a \$GENERATE of two thousand million records"
zone_text example.com "\$GENERATE 1-2000000000 h\$ A 192.0.2.1" >db.example.com
one_finding 'db.example.com:5:11: error: generate-invalid'
zone_text example.com "\$GENERATE 0-2000000000/1000000000 h\$ A 192.0.2.1" >db.example.com
zonetidy records db.example.com
expect_status 0
expect_count 3 '^h[0-9]+\.example\.com\. '

begin 'an alias loop of 3,000 names, and a mail exchange at each'
{
    zone_text example.com
    seq 0 2999 | awk '{ print "c" $1 " IN CNAME c" ($1 + 1) % 3000; print "m IN MX 10 c" $1 }'
} >db.example.com
remember
zonetidy fix --format concise db.example.com
expect_untouched
zonetidy check --format concise db.example.com
expect_not_in_stdout 'mx-target-no-address'

begin 'one record 50,000 times'
{ zone_text example.com; yes 'www IN A 192.0.2.1' | head -n 50000; } >db.example.com
zonetidy fix db.example.com
expect_status 0
zone_text example.com 'www IN A 192.0.2.1' | expect_file db.example.com

begin 'folders that lie 100 deep in each other'
deep=$(printf 'folder/%.0s' {1..100})
mkdir -p "$deep"
alias_zone example.com >"${deep}db.example.com"
zone_text example.net >db.example.net
zonetidy check .
expect_status 2
expect_in_stderr 'more than 64 folders deep'

begin 'a folder that leads back into itself by a symbolic link: each zone is read once'
mkdir -p zones/inner
alias_zone example.com >zones/inner/db.example.com
ln -s .. zones/inner/up
ln -s ../zones zones/again
ln -s inner/db.example.com zones/second-name
zonetidy check --format concise zones
expect_status 1
alias_finding zones/inner/db.example.com | expect_findings

# strange_name PATH SHOWN JSON: a file name with bytes that a terminal would take for commands, or
# that are no text, does its work and is shown harmless.
strange_name() {
    alias_zone example.com >"$1"
    zonetidy check --format concise --format full=full --format json=json .
    expect_status 1
    alias_finding "$2" | expect_findings
    grep '^ --> ' full >"$out"
    expect_stdout <<<" --> $2:5:12 (zone example.com.)"
    grep -o '"location": {"file": "[^"]*"' json | sort -u >"$out"
    expect_stdout <<<"\"location\": {\"file\": \"$3\""
    echo >>"$1"
    zonetidy fix .
    expect_status 0
    expect_in_stderr "fixed $2:5:12: mx-target-alias: "
    { alias_zone_fixed example.com; echo; } | expect_file "$1"
    expect_equal "$(cat "$out" "$err" full json | tr -d '\n' | tr -d '\040-\176' | wc -c)" "$4" \
        'bytes that are no printable ASCII'
    rm "$1"
    zonetidy check "$1"
    expect_status 2
    expect_stderr <<<"zonetidy: $2: No such file or directory"
}

begin 'a file name with an escape sequence and a line end'
strange_name $'db.a\nb\x1b[31m.example' 'db.a\nb\x1B[31m.example' 'db.a\nb\u001B[31m.example' 0

begin 'a file name in Latin-1'
strange_name $'db.caf\xe9.example' 'db.caf\xE9.example' $'db.caf\xef\xbf\xbd.example' 9

begin 'escape sequences in a zone are shown harmless'
zone_text example.com $'www IN A \x1b]0;title\x07' >db.example.com
zonetidy check --format full --format concise=concise --format json=json db.example.com
expect_status 1
# shellcheck disable=SC1003
expect_in_stdout '\x1B]0;title\x07'
expect_equal "$(cat "$out" "$err" concise json | tr -d '\n' | tr -d '\040-\176' | wc -c)" 0 \
    'bytes that are no printable ASCII'

begin 'a file that is replaced again and again while it is being fixed'
# Whoever changes the file puts 40 texts in its place, whole, as editors do. The last of them has to
# be there in the end, as it was written or as it is repaired: no text of theirs is overwritten with
# a repaired older one.
version() {
    alias_zone example.com
    echo "version IN TXT \"$1\""
}
version 0 >db.example.com
(
    for i in {1..40}; do
        version "$i" >new
        mv new db.example.com
    done
    : >finished
) &
writer=$!
SECONDS=0
while [ ! -e finished ] && [ "$SECONDS" -lt 20 ]; do
    zonetidy fix --format concise db.example.com
    case $status in
        0) ;;
        3) expect_in_stderr 'changed since it was read' ;;
        *) fail "exit status $status" "$err" ;;
    esac
done
wait "$writer"
version 40 >old
{ alias_zone_fixed example.com; echo 'version IN TXT "40"'; } >fixed
if ! cmp -s db.example.com fixed; then
    expect_same old db.example.com 'the last text is not in the file'
fi
zonetidy fix db.example.com
expect_status 0
expect_same fixed db.example.com 'the last text is not repaired'
expect_equal "$(find . -name '.zonetidy-*' | wc -l)" 0 'files left behind'

# no_room: what a fix has to say and to leave when there is no room for its new text.
no_room() {
    expect_status 3
    expect_in_stderr "zonetidy: db.example.$1: its new text cannot be written: $2"
    expect_in_stderr 'nothing was written'
}

begin 'a full disk: nothing is written, and nothing left behind'
if [ ${#private_mounts[@]} -eq 0 ]; then
    skip 'nothing may be mounted here'
else
    alias_zone example.com >com
    {
        alias_zone example.net
        yes '; nothing but a comment' | head -c 40000
        echo
    } >net
    # Room for both files and a second text of the small one.
    # shellcheck disable=SC2016 # for the inner shell
    run "${private_mounts[@]}" bash -c '
        mount -t tmpfs -o size=64k tmpfs "$1"
        cp com "$1/db.example.com"
        cp net "$1/db.example.net"
        cd "$1" || exit 2
        "$2" fix .
        status=$?
        cp -r . "$3"
        exit "$status"
    ' - "$work/mount" "$program" "$PWD/after"
    no_room net 'No space left on device'
    mkdir expected
    cp com expected/db.example.com
    cp net expected/db.example.net
    expect_same expected after 'the files, or what lies beside them'
fi

begin 'a file that would get larger than the process may make one'
alias_zone example.com >db.example.com
{
    alias_zone example.net
    yes '; nothing but a comment' | head -c 40000
    echo
} >db.example.net
remember
# shellcheck disable=SC2016 # for the inner shell
run bash -c 'ulimit -f 16; exec "$1" fix .' - "$program"
no_room net 'File too large'
expect_untouched

begin 'a large file that is included again and again is read so often and no more'
yes '; nothing' | head -c 1048576 >large.inc
{
    alias_zone example.com
    for ((i = 0; i < 300; i++)); do echo '$INCLUDE large.inc'; done
} >db.example.com
zonetidy check --format concise db.example.com
expect_status 1
expect_equal "$(grep -c 'include-cycle: too much is included' "$out")" 43 'includes left out'

finish
