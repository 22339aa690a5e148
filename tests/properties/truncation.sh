#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# A file that is cut off anywhere, as by a full disk, is read to its end, and a repair of what is
# left passes its proof or is not made.
#
#   truncation.sh PROGRAM ZONE-PIECES
set -u
. tests/support/properties.sh

readonly seed=1

cut_off() {
    local count=$1 options=() number
    rm -rf "$copy"
    mkdir "$copy"
    find "${file%/*}" -maxdepth 1 -type f -name '*.inc' -exec cp {} "$copy" \;
    "$pieces" truncate "$file" "$seed" "$count" "$copy/" || exit 2
    for number in $(seq "$count"); do
        options+=(--zone "$zone=$number")
    done
    run_with check --show info --format concise "${options[@]}"
    run_with records "${options[@]}"
    run_with fix --diff --unsafe-fixes "${options[@]}"
    pieces_count=$((pieces_count + count))
}

pieces_count=0
zone_files_note
while IFS=$'\t' read -r zone _ unit; do
    # tests/rules/run.sh does the same with the fixtures of rules.
    case "$unit" in
        tests/rules/*) continue ;;
    esac
    unit_count=$((unit_count + 1))
    file=$unit
    if [ "$(stat -c %s "$file")" -gt 100000 ]; then
        cut_off 2
    else
        cut_off 20
    fi
done < <(zone_files)
echo "$pieces_count pieces"
finish
