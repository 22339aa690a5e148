#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# A zone that is cut into two files at any entry, the second included by the first, has the same
# records: owner, origin and TTL go on in the included file.
#
#   include.sh PROGRAM ZONE-PIECES
set -u
. tests/support/properties.sh

readonly seeds=2

# records RUN FILE NAME: its records to the file NAME, without the TTLs of RRsets that have several.
# BIND begins anew with an included file when it chooses one of them. RUN is run_with or run_first.
records() {
    "$1" records --zone "$zone=$2"
    if $mixed; then
        awk '{ $2 = 0; print }' "$work/out"
    else
        awk '$4 == "RRSIG" { $2 = 0 } { print }' "$work/out"
    fi >"$work/$3"
}

check_zone() {
    local seed name=${file##*/}
    unit=$file
    unit_count=$((unit_count + 1))
    rm -rf "$copy"
    mkdir "$copy"
    cp "$file" "$copy/whole.zone"
    # What it includes itself, from beside it.
    find "${file%/*}" -maxdepth 1 -type f -name '*.inc' -exec cp {} "$copy" \;
    run_first check --format concise --zone "$zone=whole.zone"
    mv "$work/out" "$work/findings"
    # One file more would be too deep.
    if grep -q ' include-cycle: ' "$work/findings"; then
        return
    fi
    mixed=false
    if grep -q -E ' (ttl-mismatch|duplicate-record): ' "$work/findings"; then
        mixed=true
    fi
    records run_first whole.zone whole
    for seed in $(seq "$seeds"); do
        "$pieces" cut "$file" "$seed" "$copy/head.zone" tail.part "$copy/tail.part" || continue
        records run_with head.zone cut
        if ! cmp -s "$work/whole" "$work/cut"; then
            diff "$work/whole" "$work/cut" >"$work/difference"
            fail "seed $seed: $name has other records when it is cut" "$work/difference"
        fi
        cuts=$((cuts + 1))
    done
}

cuts=0
zone_files_note
while IFS=$'\t' read -r zone class file; do
    # Of a zone that is not IN, the file that is named has to tell it; and a file with a NUL byte
    # near its start is no text, wherever the byte was before.
    if [ "$class" = IN ] && [[ $file != *.fixed/* ]] && ! grep -q -a -P '\x00' "$file"; then
        check_zone
    fi
done < <(zone_files)
echo "$cuts cuts"
finish
