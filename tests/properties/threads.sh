#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Any number of threads gives the same reports, records and differences, byte for byte; also where
# there are more zones than threads, and more records than a thread takes at a time.
#
#   threads.sh PROGRAM ZONE-PIECES BENCH-GENERATE
set -u
. tests/support/properties.sh
generate=$(realpath "$3") || exit 2

# outputs JOBS ARGUMENT...: everything that the program says about the zones, to files in a folder.
outputs() {
    local to=$work/jobs-$1 jobs=$1
    shift
    mkdir "$to"
    (
        cd "$copy" || exit 2
        "$program" check --jobs "$jobs" --show info --format full="$to/full" \
            --format concise="$to/concise" --format json="$to/json" "$@"
        echo "check $?" >"$to/status"
        "$program" records --jobs "$jobs" "$@" >"$to/records"
        echo "records $?" >>"$to/status"
        "$program" fix --jobs "$jobs" --diff --unsafe-fixes --now "$now" "$@" >"$to/difference"
        echo "fix $?" >>"$to/status"
    ) >"$to/out" 2>"$to/err"
    if grep -q -E ' ([3-9]|[0-9]{2,})$' "$to/status"; then
        fail "$jobs threads: another end" "$to/err"
    fi
}

# compare ARGUMENT...
compare() {
    local jobs
    rm -rf "$work"/jobs-*
    outputs 1 "$@"
    for jobs in 2 5; do
        outputs "$jobs" "$@"
        if ! diff -r "$work/jobs-1" "$work/jobs-$jobs" >"$work/difference"; then
            fail "$jobs threads: another output" "$work/difference"
        fi
    done
}

check_unit() {
    copy_unit
    compare .
}

check_generated() {
    unit="generated $1"
    unit_count=$((unit_count + 1))
    rm -rf "$copy"
    mkdir "$copy"
    "$generate" "$@" --output "$copy/generated" >/dev/null || fail 'nothing was generated'
    if [ -d "$copy/generated" ]; then
        compare --named-conf generated/named.conf
        findings=$(wc -l <"$work/jobs-1/concise")
        [ "$findings" -gt 20 ] || fail "only $findings findings"
    else
        compare generated
    fi
}

for_each_unit check_unit
check_generated estate --zones 400 --seed 3
check_generated delegation --records 50000 --seed 3
check_generated mail --records 50000 --seed 3
finish
