#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# The same files give the same output, byte for byte: on a second run in every format, and in every
# order of the arguments. Each run is in another mode, which may not show either.
#
#   output.sh PROGRAM ZONE-PIECES
set -u
. tests/support/properties.sh

# report NAME ARGUMENT...: every format at once, to files of this name.
report() {
    local name=$1
    shift
    mode_next
    in_mode "$copy" "$work/$name.out" "$work/$name.err" check --show info \
        --format full="$work/$name.full" --format concise="$work/$name.concise" \
        --format json="$work/$name.json" "$@"
    run_ended "check $*"
}

# same WHAT ONE OTHER
same() {
    local format
    for format in full concise json out err; do
        if ! cmp -s "$work/$2.$format" "$work/$3.$format"; then
            diff "$work/$2.$format" "$work/$3.$format" >"$work/difference"
            fail "$1: another $format" "$work/difference"
        fi
    done
}

check_unit() {
    copy_unit
    report first .
    report second .
    same 'a second run' first second

    # Files by name, as a shell would give them, and the other way round.
    mapfile -t paths < <(cd "$copy" && find . -type f ! -name '*.inc' -printf '%P\n' | sort)
    if [ ${#paths[@]} -gt 1 ]; then
        report forward -- "${paths[@]}"
        mapfile -t paths < <(printf '%s\n' "${paths[@]}" | tac)
        report backward -- "${paths[@]}"
        same 'the arguments in another order' forward backward
        orders=$((orders + 1))
    fi

    run records
    mv "$work/out" "$work/records"
    run records
    cmp -s "$work/records" "$work/out" || fail 'records: another output'
    run fix --diff --unsafe-fixes --now "$now"
    mv "$work/out" "$work/difference"
    run fix --diff --unsafe-fixes --now "$now"
    cmp -s "$work/difference" "$work/out" || fail 'fix --diff: another output'
}

orders=0
for_each_unit check_unit
echo "$orders orders"
finish
