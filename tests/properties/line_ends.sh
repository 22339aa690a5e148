#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Line ends of Windows change nothing: with CR LF instead of LF in every file there are the same
# records, and the same findings at the same places.
#
#   line_ends.sh PROGRAM ZONE-PIECES
set -u
. tests/support/properties.sh

check_unit() {
    copy_unit
    # With a CR in it, the file is about line ends already; and a backslash in front of a line end
    # in quotes would take the CR along.
    if grep -q -r -a -e $'\r' -e '\\$' "$copy"; then
        return
    fi
    run_first records .
    mv "$work/out" "$work/records"
    run_first check --show info --format concise .
    mv "$work/out" "$work/findings"
    # With -z, a text is one line, and whether it has a last line end does not matter.
    find "$copy" -type f -exec sed -i -z 's/\n/\r\n/g' {} +
    run records
    if ! cmp -s "$work/records" "$work/out"; then
        diff "$work/records" "$work/out" >"$work/difference"
        fail 'other records' "$work/difference"
    fi
    run check --show info --format concise
    if ! cmp -s "$work/findings" "$work/out"; then
        diff "$work/findings" "$work/out" >"$work/difference"
        fail 'other findings' "$work/difference"
    fi
    compared=$((compared + 1))
}

compared=0
for_each_unit check_unit
echo "$compared compared"
finish
