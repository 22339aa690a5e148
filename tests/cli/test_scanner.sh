#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# ZONETIDY_SCANNER names the way in which zone files are scanned; all ways find the same.
#
#   test_scanner.sh PROGRAM
. tests/support/cli.sh
unset ZONETIDY_SCANNER

begin 'the report is the same with each kernel that this processor has'
alias_zone example.com >db.example.com
zonetidy --format json db.example.com
expect_status 1
cp "$out" expected
for name in portable sse2 avx2; do
    run env ZONETIDY_SCANNER="$name" "$program" --format json db.example.com
    if [ "$name" != portable ] && [ "$status" -eq 2 ]; then
        expect_in_stderr "ZONETIDY_SCANNER: "
        skip "no $name here"
        continue
    fi
    expect_status 1
    expect_stdout <expected
done

begin 'a name that is none: 2, and nothing is read'
alias_zone example.com >db.example.com
run env ZONETIDY_SCANNER=wide "$program" db.example.com
expect_status 2
expect_no_stdout
expect_in_stderr "ZONETIDY_SCANNER: 'wide' is none of: "
expect_in_stderr portable

begin 'an empty name is as none'
alias_zone example.com >db.example.com
run env ZONETIDY_SCANNER= "$program" --format concise db.example.com
expect_status 1
alias_finding db.example.com | expect_findings

finish
