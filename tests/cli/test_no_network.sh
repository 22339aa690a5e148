#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# The promise of the README, held against the system calls: no command opens a socket or starts
# another program.
#
#   test_no_network.sh PROGRAM
. tests/support/cli.sh

command -v strace >/dev/null || {
    echo 'skipped: strace is not there'
    exit 77
}
strace -o /dev/null true 2>/dev/null || {
    echo 'skipped: processes may not be traced here'
    exit 77
}

# The search for leaks cannot work in a process that is traced.
export ASAN_OPTIONS=detect_leaks=0

# asks_nobody ARGUMENTS...: the only program that is started is our own, and no socket is made.
asks_nobody() {
    strace -f -o calls -e trace=%network,execve,execveat,fork,vfork "$program" "$@" >/dev/null 2>&1
    expect_equal "$(grep -c 'execve(' calls)" 1 'programs started'
    expect_equal "$(grep -cE '(socket|connect|sendto|recvfrom|fork|execveat)\(' calls)" 0 \
        'calls that ask somebody'
}

begin 'check, fix, records, resolve, rules and explain ask nobody'
alias_zone example.com >db.example.com
asks_nobody check .
asks_nobody check --format json .
asks_nobody fix --diff .
asks_nobody records .
asks_nobody resolve other.example .
asks_nobody rules
asks_nobody explain --all
asks_nobody fix .

finish
