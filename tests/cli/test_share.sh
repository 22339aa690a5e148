#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# ZONETIDY_SHARE=all has threads share the work however little it is; what is found stays the same.
#
#   test_share.sh PROGRAM
. tests/support/cli.sh
unset ZONETIDY_SHARE

# The search for leaks cannot work in a process that is traced.
export ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0

begin 'the report is the same when little work is shared'
alias_zone example.com >db.example.com
zonetidy --jobs 2 --format json db.example.com
expect_status 1
cp "$out" expected
run env ZONETIDY_SHARE=all "$program" --jobs 2 --format json db.example.com
expect_status 1
expect_stdout <expected

# threads JOBS SHARE: how many threads are made for a small zone, those of a sanitizer among them.
threads() {
    ZONETIDY_SHARE=$2 strace -f -e trace=clone,clone3 -o calls "$program" --jobs "$1" \
        db.example.com >/dev/null 2>&1
    grep -c -E 'clone3?\(' calls
}

begin 'only with it a small zone has threads, and as many as there are jobs'
if can strace && strace -o /dev/null true 2>/dev/null; then
    alias_zone example.com >db.example.com
    one=$(threads 1 '')
    expect_equal "$(threads 2 '')" "$one" 'threads of two jobs'
    expect_equal "$(threads 2 all)" "$((one + 1))" 'threads of two jobs that share all'
    expect_equal "$(threads 1 all)" "$one" 'threads of one job that shares all'
else
    skip 'processes cannot be traced here'
fi

begin 'anything else: 2, and nothing is read'
alias_zone example.com >db.example.com
for value in yes ALL 'all ' 1; do
    run env ZONETIDY_SHARE="$value" "$program" db.example.com
    expect_status 2
    expect_no_stdout
    expect_in_stderr "ZONETIDY_SHARE: '$value' is none of: all"
done

begin 'a way to read again that is none: 2, and nothing is read or written'
alias_zone example.com >db.example.com
remember
run env ZONETIDY_REREAD=half "$program" fix db.example.com
expect_status 2
expect_no_stdout
expect_in_stderr "ZONETIDY_REREAD: 'half' is none of: both, whole"
expect_untouched

begin 'the ways to read again change the same'
for way in '' both whole; do
    alias_zone example.com >db.example.com
    run env ZONETIDY_REREAD=$way "$program" fix --now 1000000000 db.example.com
    expect_status 0
    expect_equal "$(cksum <db.example.com)" "${changed:=$(cksum <db.example.com)}" 'the file'
done

begin 'an empty value is as none'
alias_zone example.com >db.example.com
run env ZONETIDY_SHARE= "$program" --format concise db.example.com
expect_status 1
alias_finding db.example.com | expect_findings

finish
