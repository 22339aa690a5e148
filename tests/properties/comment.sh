#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# A finding keeps its fingerprint when something is written above it: a comment as the first line of
# every file changes nothing but places.
#
#   comment.sh PROGRAM ZONE-PIECES
set -u
. tests/support/properties.sh

# The rule, owner and fingerprint of each finding.
findings() {
    local owner='"owner": ([^ ]*), ' fingerprint='"fingerprint": "([^"]*)"'
    sed -n -E "s/^  \{\"rule\": \"([^\"]*)\".*, $owner.*$fingerprint.*/\1 \2 \3/p" "$work/out" | sort
}

check_unit() {
    copy_unit
    run_first check --isolated --show info --format json .
    findings >"$work/before"
    # Behind a byte order mark, which is the first of all; a configuration has comments of its own.
    find "$copy" -type f ! -name '*.conf' \
        -exec sed -i '1s/^\(\xef\xbb\xbf\)\?/\1; a comment\n/' {} +
    run check --isolated --show info --format json
    findings >"$work/after"
    if ! cmp -s "$work/before" "$work/after"; then
        diff "$work/before" "$work/after" >"$work/difference"
        fail 'other findings' "$work/difference"
    fi
    count=$((count + $(wc -l <"$work/before")))
}

count=0
for_each_unit check_unit
echo "$count findings"
finish
