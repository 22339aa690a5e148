#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# The exit status, which scripts and hooks go by: 0 nothing that matters is left, 1 findings are
# left, 2 something could not be read, written or understood, 3 a repair could not be made.
#
#   test_exit_status.sh PROGRAM
. tests/support/cli.sh

# Its only finding is a warning.
warning_zone() {
    zone_text "$1" 'www IN A 192.0.2.1' 'www IN A 192.0.2.1'
}

begin 'a zone with nothing wrong: 0'
zone_text example.com >db.example.com
zonetidy check db.example.com
expect_status 0
expect_no_stdout
expect_stderr <<'END'
no findings in 1 zone; 1 name outside the loaded zones
END

begin 'an error: 1'
alias_zone example.com >db.example.com
zonetidy check --format concise db.example.com
expect_status 1
alias_finding db.example.com | expect_findings

begin 'check is meant when no command is named, and the working folder when no PATH is'
alias_zone example.com >db.example.com
zonetidy --format concise
expect_status 1
alias_finding db.example.com | expect_findings

begin 'a warning: 1, but 0 with --fail-on error'
warning_zone example.com >db.example.com
zonetidy check db.example.com
expect_status 1
expect_in_stdout 'warning[duplicate-record]'
zonetidy check --fail-on error db.example.com
expect_status 0
expect_in_stdout 'warning[duplicate-record]'

begin 'an error with --fail-on error: 1'
alias_zone example.com >db.example.com
zonetidy check --fail-on error db.example.com
expect_status 1

begin 'a warning that --show hides fails all the same, and is counted'
warning_zone example.com >db.example.com
zonetidy check --show error db.example.com
expect_status 1
expect_no_stdout
expect_in_stderr '1 warning hidden'

begin 'an info: 0, and not shown; 1 with --fail-on info; shown with --show info'
warning_zone example.com >db.example.com
zonetidy check --rule duplicate-record=info db.example.com
expect_status 0
expect_no_stdout
expect_in_stderr '1 info hidden'
zonetidy check --rule duplicate-record=info --fail-on info db.example.com
expect_status 1
expect_no_stdout
zonetidy check --rule duplicate-record=info --show info db.example.com
expect_status 0
expect_in_stdout 'info[duplicate-record]'

begin 'a rule that is off: 0'
alias_zone example.com >db.example.com
zonetidy check --rule mx-target-alias=off db.example.com
expect_status 0
expect_no_stdout

begin 'fix: 0 when all is repaired, 1 when something is left'
alias_zone example.com >db.example.com
zonetidy fix db.example.com
expect_status 0
{ alias_zone example.com; echo 'loop IN CNAME loop'; } >db.example.com
zonetidy fix db.example.com
expect_status 1
expect_in_stdout 'error[cname-loop]'
expect_not_in_stdout 'mx-target-alias'

begin 'fix --diff: 1 when the difference is not empty, else as check'
alias_zone example.com >db.example.com
zonetidy fix --diff db.example.com
expect_status 1
zone_text example.com >db.example.com
zonetidy fix --diff db.example.com
expect_status 0
zone_text example.com 'loop IN CNAME loop' >db.example.com
zonetidy fix --diff db.example.com
expect_status 1
expect_no_stdout

begin 'a syntax error is a finding: 1'
zone_text example.com 'www IN A 192.0.2.256' >db.example.com
zonetidy check --format concise db.example.com
expect_status 1
expect_findings <<'END'
db.example.com:5:10: error: syntax
END

begin 'an empty file is a finding: 1'
: >db.example.com
zonetidy check --format concise db.example.com
expect_status 1
expect_findings <<'END'
db.example.com:1:1: error: soa-missing
END

begin 'an included file that is not there is a finding: 1'
zone_text example.com "\$INCLUDE not-there.inc" >db.example.com
zonetidy check --format concise db.example.com
expect_status 1
expect_findings <<'END'
db.example.com:5:10: error: include-not-found
END

begin 'an unknown option: 2, with the nearest one'
zone_text example.com >db.example.com
zonetidy check --formt json db.example.com
expect_status 2
expect_no_stdout
expect_stderr <<'END'
zonetidy: unknown option --formt; the nearest is --format
zonetidy: `zonetidy --help` lists the commands and options
END

begin 'a bad argument of an option: 2, with what is wrong'
zone_text example.com >db.example.com
while IFS='|' read -r option value message; do
    zonetidy check "$option" "$value" db.example.com
    expect_status 2
    expect_no_stdout
    expect_in_stderr "option $option: $message"
done <<'END'
--rule|mx-targt-alias=off|no rule is called 'mx-targt-alias'; the nearest name is 'mx-target-alias'
--rule|zzzzzzzz=off|no rule is called 'zzzzzzzz'; `zonetidy rules` lists them
--rule|mx-target-alias|'mx-target-alias' has no level
--rule|mx-target-alias=fatal|'fatal' is no level
--fix-rule|mx-target-alia|no rule is called 'mx-target-alia'; the nearest name is 'mx-target-alias'
--fail-on|off|'off' is no level
--show|all|'all' is no level
--format|jsn|no format is called 'jsn'; the nearest is 'json'
--now|yesterday|'yesterday' is no time
--color|sometimes|'sometimes' is none of
--assume-canonical|a..b|'a..b' is not the name of a host
END
zonetidy check --zone example.com db.example.com
expect_status 2
expect_in_stderr '--zone example.com: expected NAME=FILE'
zonetidy check db.example.com --show
expect_status 2
expect_in_stderr 'option --show needs an argument: LEVEL'

begin 'an option of another command: 2'
zonetidy records --unsafe-fixes
expect_status 2
expect_in_stderr 'option --unsafe-fixes is not for the command records'

begin 'a command that does not exist: 2, with the nearest one'
zonetidy chek
expect_status 2
expect_in_stderr "the nearest command is 'check'"

begin 'SOURCE_DATE_EPOCH that is no number: 2'
zone_text example.com >db.example.com
run env SOURCE_DATE_EPOCH=today "$program" check db.example.com
expect_status 2
expect_in_stderr "SOURCE_DATE_EPOCH: 'today' is no number of seconds since 1970"

begin 'no zone: 2, with what was looked for'
mkdir folder
echo 'notes' >folder/notes
zonetidy check folder
expect_status 2
expect_no_stdout
expect_stderr <<'END'
zonetidy: folder: no zone found; looked for text files that hold an SOA record, or are named like db.NAME, NAME.zone, NAME.db
END
zonetidy check
expect_status 2
expect_in_stderr 'zonetidy: .: no zone found'
zonetidy fix
expect_status 2

begin 'a file that nothing tells the zone of: 2, with the option that would'
echo '@ IN A 192.0.2.1' >./10
zonetidy check 10
expect_status 2
expect_in_stderr '10: nothing tells which zone this is: name it with --zone NAME=10'

# unreadable PATH MESSAGE [COMMAND...]: such a path beside good ones: 2, and all else is reported.
unreadable() {
    alias_zone example.com >db.example.com
    warning_zone example.net >db.example.net
    run "${@:3}" "$program" check --format concise db.example.com "$1" db.example.net
    expect_status 2
    expect_in_stderr "zonetidy: $1: $2"
    expect_in_stderr '1 path unread'
    {
        alias_finding db.example.com
        echo 'db.example.net:6:1: warning: duplicate-record'
    } | expect_findings
}

begin 'a missing PATH beside good ones: 2, and all else is reported'
unreadable missing.zone 'No such file or directory'

begin 'a binary file'
printf 'raw\0\0\1\2\3\377\376' >db.raw.example
unreadable db.raw.example 'it is not text'

begin 'UTF-16, as an export of Windows'
{
    printf '\377\376'
    zone_text wide.example | sed 's/./&\x00/g; s/$/\x0d\x00/' | tr '\n' '\000'
} >db.wide.example
unreadable db.wide.example 'it is UTF-16, as Windows exports it'

begin 'a FIFO, which nobody writes to'
mkfifo db.pipe.example
unreadable db.pipe.example 'not a regular file'

begin 'a device'
unreadable /dev/zero 'not a regular file'

begin 'a symbolic link to itself'
ln -s db.self.example db.self.example
unreadable db.self.example 'Too many levels of symbolic links'

begin 'a file that may not be read'
zone_text secret.example >db.secret.example
chmod 000 db.secret.example
if modes_bind; then
    unreadable db.secret.example 'Permission denied' "${restricted[@]}"
else
    skip 'this user may read everything'
fi

begin 'fix repairs the rest when a PATH is missing, and the status is 2'
alias_zone example.com >db.example.com
zonetidy fix db.example.com missing.zone
expect_status 2
alias_zone_fixed example.com | expect_file db.example.com

begin 'a full device behind standard output: 2'
alias_zone example.com >db.example.com
"$program" check db.example.com >/dev/full 2>"$err"
status=$?
expect_status 2
expect_in_stderr 'zonetidy: standard output: No space left on device'

begin 'a reader that goes away: 2'
{
    zone_text example.com
    yes 'h IN A 192.0.2.256' | head -n 2000
} >db.example.com
{
    "$program" check db.example.com 2>"$err"
    echo $? >pipe-status
} | true
status=$(cat pipe-status)
expect_status 2
expect_in_stderr 'zonetidy: standard output: Broken pipe'

begin 'a closed standard output: 2'
alias_zone example.com >db.example.com
"$program" check db.example.com >&- 2>"$err"
status=$?
expect_status 2
expect_in_stderr 'zonetidy: standard output: '

begin 'a report that cannot be written: 2'
zone_text example.com >db.example.com
zonetidy check --format json=no-such-folder/report.json db.example.com
expect_status 2
expect_in_stderr 'no-such-folder/report.json: No such file or directory'

begin 'a repair that cannot be written: 3, and nothing is'
alias_zone example.com >db.example.com
ln db.example.com other-name
remember
zonetidy fix db.example.com
expect_status 3
expect_in_stderr 'db.example.com: it has 2 hard links'
expect_in_stderr 'nothing was written'
expect_untouched

begin 'the finding that was not repaired is reported then'
alias_zone example.com >db.example.com
ln db.example.com other-name
zonetidy fix --format concise db.example.com
expect_status 3
alias_finding db.example.com | expect_findings

finish
