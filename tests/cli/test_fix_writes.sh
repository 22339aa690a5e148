#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# What `fix` does to files: it changes the words that a repair names and nothing else of them, all
# files of a run or none, and never leaves half a file, whatever happens to the process.
#
#   test_fix_writes.sh PROGRAM
. tests/support/cli.sh

# fixes [FOLDER]: fix repairs all that is wrong.
fixes() {
    zonetidy fix --rule byte-order-mark=off "${1-.}"
    expect_status 0
    expect_no_stdout
}

# attributes PATTERN FILE: a property of a file, by stat(1).
attributes() {
    stat -c "$1" "$2"
}

begin 'the mode is kept'
for mode in 600 640 664 755 4755; do
    alias_zone example.com >db.example.com
    chmod "$mode" db.example.com
    fixes
    expect_equal "$(attributes %a db.example.com)" "$mode" 'mode'
    alias_zone_fixed example.com | expect_file db.example.com
done

begin 'owner and group are kept'
alias_zone example.com >db.example.com
if chown 4321:8765 db.example.com 2>/dev/null; then
    chmod 2640 db.example.com
    fixes
    expect_equal "$(attributes '%u:%g %a' db.example.com)" '4321:8765 2640' 'owner, group and mode'
    alias_zone_fixed example.com | expect_file db.example.com
else
    skip 'this user may not give files away'
fi

begin 'an owner that cannot be kept: nothing is written'
alias_zone example.com >db.example.com
if chown 4321:8765 db.example.com 2>/dev/null &&
    setpriv --inh-caps=-all --bounding-set=-chown true 2>/dev/null; then
    remember
    run setpriv --inh-caps=-all --bounding-set=-chown "$program" fix .
    expect_status 3
    expect_in_stderr 'db.example.com: its owner and group cannot be kept: Operation not permitted'
    expect_in_stderr 'nothing was written'
    expect_untouched
else
    skip 'this user cannot make such a file'
fi

begin 'extended attributes are kept'
alias_zone example.com >db.example.com
if can setfattr getfattr && setfattr -n user.note -v 'kept by hand' db.example.com 2>/dev/null; then
    fixes
    expect_equal "$(getfattr --only-values -n user.note db.example.com)" 'kept by hand' 'user.note'
    alias_zone_fixed example.com | expect_file db.example.com
else
    skip 'there is no setfattr here, or no such attributes'
fi

begin 'an access control list is kept'
alias_zone example.com >db.example.com
if can setfacl getfacl && setfacl -m u:4321:rw,g:8765:r db.example.com 2>/dev/null; then
    getfacl -n db.example.com >before
    fixes
    getfacl -n db.example.com >after
    expect_same before after 'the list is another one'
    alias_zone_fixed example.com | expect_file db.example.com
else
    skip 'there is no setfacl here, or no such lists'
fi

begin 'a symbolic link stays one, and the file behind it is repaired'
mkdir real zones
alias_zone example.com >real/com
alias_zone example.net >real/net
ln -s ../real/com zones/db.example.com
ln -s "$PWD/real/net" zones/db.example.net
fixes zones
expect_equal "$(readlink zones/db.example.com)" ../real/com 'the relative link'
expect_equal "$(readlink zones/db.example.net)" "$PWD/real/net" 'the absolute link'
alias_zone_fixed example.com | expect_file real/com
alias_zone_fixed example.net | expect_file real/net
expect_equal "$(find . -mindepth 2 | sort | tr '\n' ' ')" \
    './real/com ./real/net ./zones/db.example.com ./zones/db.example.net ' 'files'

begin 'a hard link is refused, and with it all files of the run'
alias_zone example.com >db.example.com
alias_zone example.net >db.example.net
alias_zone example.org >db.example.org
ln db.example.net other-name
remember
zonetidy fix db.example.com db.example.net db.example.org
expect_status 3
expect_in_stderr 'db.example.net: it has 2 hard links, and the others would keep the old text'
expect_in_stderr 'nothing was written'
expect_untouched

# read_only REASON COMMAND...: a fix in a folder where nothing can be written.
read_only() {
    remember
    run "${@:2}"
    expect_status 3
    expect_in_stderr \
        "zonetidy: zones/db.example.com: no new file can be made in its folder: $1"
    expect_in_stderr 'nothing was written'
    expect_in_stdout 'error[mx-target-alias]'
    expect_untouched
}

begin 'a folder without write permission'
mkdir zones
alias_zone example.com >zones/db.example.com
chmod 555 zones
if modes_bind; then
    read_only 'Permission denied' "${restricted[@]}" "$program" fix zones
else
    skip 'this user may write everywhere'
fi
chmod 755 zones

begin 'a folder that is mounted read-only'
mkdir zones
alias_zone example.com >zones/db.example.com
if [ ${#private_mounts[@]} -eq 0 ]; then
    skip 'nothing may be mounted here'
else
    # shellcheck disable=SC2016 # for the inner shell
    read_only 'Read-only file system' "${private_mounts[@]}" bash -c '
        mount --bind zones zones && mount -o remount,ro,bind zones && exec "$1" fix zones
    ' - "$program"
fi

# kept_form COMMANDS: what these make of a zone file, fix keeps.
kept_form() {
    alias_zone example.com | bash -c "$1" >db.example.com
    alias_zone_fixed example.com | bash -c "$1" >expected
    fixes db.example.com
    expect_same expected db.example.com 'another text'
}

begin 'CRLF line ends are kept'
kept_form "sed 's/\$/\\r/'"
begin 'CRLF line ends of every other line are kept'
kept_form "sed '2~2s/\$/\\r/'"
begin 'a byte order mark is kept'
kept_form "printf '\357\273\277'; cat"
begin 'a missing final line end is kept'
kept_form 'head -c -1'
begin 'blanks at the end of lines are kept'
kept_form "sed 's/\$/ \\t /'"
begin 'all of it at once'
kept_form "printf '\357\273\277'; sed 's/\$/ \\t \\r/' | head -c -2"

begin 'comments, blanks, letters and bytes that are no text are kept'
# A byte of Latin-1 stands for the question mark of a comment.
sed 's/?/\xe9/' >db.example.com <<'END'
; $Id: zone,v 1.3 $
$TTL	1h
@   in  SoA ( ns.provider.example.   hostmaster.example.com.
    2026112001 ; YYYYMMDDnn
    2h;refresh
    15m 2w 1h	)
	NS ns.provider.example.

  MX ( 10   ; preference
       Mail ) ; "a quote
mail	0	CNAME	host ; \) caf?
host	IN	A	192.0.2.1


; the end
END
sed -e 's/2026112001 /2026112100 /' -e 's/ Mail )/ host )/' db.example.com >expected
zonetidy fix --now 2026-11-21 db.example.com
expect_status 0
expect_same expected db.example.com 'another text'

begin 'a repair in an included file raises the serial in the file of the SOA record'
mkdir zones zones/parts
zone_text example.com "\$INCLUDE parts/mail" 'host IN A 192.0.2.1' >zones/db.example.com
printf '%s\n' '@ IN MX 10 mail' 'mail IN CNAME host' >zones/parts/mail
sed 's/ hostmaster 1 / hostmaster 2 /' zones/db.example.com >expected
fixes zones
expect_same expected zones/db.example.com 'another text'
printf '%s\n' '@ IN MX 10 host' 'mail IN CNAME host' | expect_file zones/parts/mail

begin 'files in which nothing is repaired are not touched, and a second run touches none'
alias_zone example.com >db.example.com
zone_text example.net 'www IN A 192.0.2.1' >db.example.net
zone_text example.org 'loop IN CNAME loop' >db.example.org
snapshot | grep -v db.example.com >"$work/others"
zonetidy fix .
expect_status 1
alias_zone_fixed example.com | expect_file db.example.com
snapshot | grep -v db.example.com >"$work/others-after"
expect_same "$work/others" "$work/others-after" 'files were touched'
remember
zonetidy fix .
expect_in_stderr 'nothing fixed'
expect_untouched

begin 'check and fix --diff touch nothing'
alias_zone example.com >db.example.com
remember
zonetidy check .
zonetidy fix --diff .
zonetidy records .
expect_untouched

# withheld REASON [OPTION...]: the finding is there, its fix is not made, and the report says why.
withheld() {
    remember
    zonetidy fix --format json "${@:2}"
    expect_status 1
    expect_in_stdout '"rule": "mx-target-alias"'
    expect_in_stdout "\"fix_refused\": \"$1"
    expect_in_stdout '"fixed": false'
    expect_untouched
}

begin 'a journal beside the file: a server owns the zone'
alias_zone example.com >db.example.com
: >db.example.com.jnl
withheld 'a journal lies beside the file' db.example.com

begin 'a journal beside the file behind a symbolic link'
mkdir real zones
alias_zone example.com >real/com
: >real/com.jnl
ln -s ../real/com zones/db.example.com
withheld 'a journal lies beside the file' zones

begin 'a signed zone'
{
    alias_zone example.com
    echo '@ IN RRSIG MX 8 2 3600 20300101000000 20200101000000 1 example.com. AAAA'
} >db.example.com
withheld 'the zone is signed' .

begin 'a zone with a digest'
{
    alias_zone example.com
    printf '@ IN ZONEMD 1 1 1 %s\n' "$(printf 'ab%.0s' {1..48})"
} >db.example.com
withheld 'the zone has a ZONEMD record' .

begin 'a generated file'
{
    echo '; automatically generated from hosts.csv'
    alias_zone example.com
} >db.example.com
withheld 'a comment says that the file is generated' .

begin 'a zone that takes updates, and the copy of a secondary'
alias_zone example.com >db.example.com
for statement in 'type primary; allow-update { any; };' 'type primary; update-policy local;'; do
    echo "zone example.com { $statement file \"db.example.com\"; };" >named.conf
    withheld "the server's configuration allows updates to this zone" --named-conf named.conf
done
echo 'zone example.com { type secondary; file "db.example.com"; };' >named.conf
withheld "the file is a secondary's copy" --named-conf named.conf

begin 'entries that could not be read'
{ alias_zone example.com; echo 'www IN A 192.0.2.256'; } >db.example.com
withheld 'the zone has entries that could not be read' .

# What a signal meets depends on how long each step takes. Where files are kept in memory, nothing is
# waited for, and renaming is a larger part of the run than where a disk has to be synced.
memory=$(mktemp -d -p /dev/shm 2>/dev/null) || memory=$work
temporary+=("$memory")

# The zones of the next two cases: 30, each with something to repair.
many_zones() {
    mkdir "$memory/$case_count" || exit 2
    cd "$memory/$case_count" || exit 2
    mkdir zones old new
    for i in {1..30}; do
        {
            alias_zone "zone$i.example"
            yes '; nothing but a comment' | head -n 200
        } >"zones/db.zone$i.example"
    done
    cp zones/* old
    cp -r zones new/zones
    # How long a run takes here, in milliseconds.
    local start
    start=$(date +%s%3N)
    zonetidy fix new/zones
    milliseconds=$(($(date +%s%3N) - start))
    expect_status 0
    (cd old && sha256sum -- *) >old-sums
    (cd new/zones && sha256sum -- *) >new-sums
    expect_equal "$(cat old-sums new-sums | sort -u | wc -l)" 60 'texts'
}

# interrupted SIGNAL PART: starts a fix of zones/ and sends the signal after this part, in percent,
# of the time that a run takes.
interrupted() {
    local delay=$((milliseconds * $2 / 100))
    "$program" fix zones >/dev/null 2>&1 &
    sleep "$((delay / 1000)).$(printf %03d $((delay % 1000)))"
    kill "-$1" $! 2>/dev/null
    wait $! 2>/dev/null
    status=$?
}

# Counts the texts of zones/: $count_old, $count_new and $count_other.
count_texts() {
    (cd zones && sha256sum -- *) >sums
    count_old=$(sort old-sums sums | uniq -d | wc -l)
    count_new=$(sort new-sums sums | uniq -d | wc -l)
    count_other=$(($(wc -l <sums) - count_old - count_new))
}

begin 'killed at any moment, each file is wholly old or wholly new'
many_zones
killed=0
for i in {1..100}; do
    interrupted KILL "$i"
    [ "$status" -ne 137 ] || killed=$((killed + 1))
    count_texts
    expect_equal "$count_other of $((count_old + count_new + count_other))" '0 of 30' \
        'files that are neither'
    cp old/* zones
done
[ "$killed" -gt 0 ] || fail 'no run was killed before its end'
# What is left behind by killed runs is no zone, and does not disturb.
: >zones/.zonetidy-0123456789abcdef
left=$(find zones -name '.zonetidy-*' | wc -l)
zonetidy check --format concise zones
expect_count 30 ': error: mx-target-alias: '
expect_count 30 ''
fixes zones
count_texts
expect_equal "$count_new" 30 'repaired files'
expect_equal "$(find zones -name '.zonetidy-*' | wc -l)" "$left" 'files of killed runs'

begin 'asked to end at any moment, all files are old or all are new, and nothing is left behind'
many_zones
for i in {1..25}; do
    interrupted TERM $((i * 4))
    count_texts
    case "$count_old $count_new $count_other" in
        '30 0 0' | '0 30 0') ;;
        *) fail "$count_old old, $count_new new, $count_other other files" ;;
    esac
    expect_equal "$(find zones -name '.zonetidy-*' | wc -l)" 0 'files left behind'
    cp old/* zones
done

finish
