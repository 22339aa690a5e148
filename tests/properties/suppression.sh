#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# A comment for each finding suppresses them all, and each of these comments is of use. Comments for
# what nobody finds suppress nothing, and the fix that removes them gives the file back byte by byte.
#
#   suppression.sh PROGRAM ZONE-PIECES
set -u
. tests/support/properties.sh

# Lines to which nothing can be added without knowing more of them: a quote or the line itself may go
# on, and a carriage return may be a line end of its own.
readonly unclear='function unclear(line) {
    sub(/\r$/, "", line)
    gsub(/\\./, "", line)
    return gsub(/"/, "", line) % 2 == 1 || line ~ /\\$/ || line ~ /\r/
}'

# What is found in the output, as `file<tab>line<tab>rule`, each once.
findings() {
    sed -n -E 's/^(.*):([0-9]+):[0-9]+: [a-z]+: ([a-z0-9-]+): .*/\1\t\2\t\3/p' "$1" | sort -u
}

# Findings about a zone as a whole stand at the start of its file, where no record has to be.
readonly of_file='^(soa-missing|soa-multiple|ns-apex-missing|zone-duplicate|zone-file-name|byte-order-mark)$'

# add_comments FILE: a comment at each line of the file with a finding, and one for the file. What is
# left out is noted in `left`.
add_comments() {
    local name=$1
    awk -F '\t' -v file="$name" -v of_file="$of_file" '$1 == file && $3 !~ of_file {
        print $2 "\t" $3 }' "$work/before" >"$work/here"
    awk -F '\t' -v file="$name" -v of_file="$of_file" '$1 == file && $3 ~ of_file { print $3 }' \
        "$work/before" | sort -u | paste -s -d , >"$work/of-file"
    local first=0
    [ ! -s "$work/of-file" ] || [ -z "$(cat "$work/of-file")" ] || first=1
    awk -v file="$name" -v first="$first" -v left="$work/left" "$unclear"'
        NR == FNR { split($0, row, "\t"); rules[row[1]] = rules[row[1]] "," row[2]; next }
        !(FNR in rules) { print; next }
        unclear($0) { print file "\t" FNR + first >>left; print; next }
        {
            end = sub(/\r$/, "") ? "\r" : ""
            print $0 " ; zonetidy: ignore[" substr(rules[FNR], 2) "] -- known" end
        }' "$work/here" "$copy/$name" >"$work/commented"
    if [ "$first" = 1 ]; then
        sed -i "1s/^\(\xef\xbb\xbf\)\?/\1; zonetidy: ignore-file[$(cat "$work/of-file")]\n/" \
            "$work/commented"
    fi
    cat "$work/commented" >"$copy/$name"
}

check_suppressed() {
    : >"$work/left"
    cut -f 1 "$work/before" | sort -u >"$work/files"
    while IFS= read -r name; do
        add_comments "$name"
    done <"$work/files"
    run check --show info --format concise
    findings "$work/out" >"$work/after"
    awk -F '\t' 'NR == FNR { left[$0]; next } !(($1 "\t" $2) in left)' "$work/left" \
        "$work/after" >"$work/told"
    if [ -s "$work/told" ]; then
        fail 'findings are told that have a comment' "$work/told"
    fi
    count=$((count + $(wc -l <"$work/before") - $(wc -l <"$work/left")))
}

# A comment at every third line, at its end or on a line in front of it, which may be in the middle of
# a record as well.
check_removed() {
    rm -rf "$work/old"
    cp -a "$copy" "$work/old"
    find "$copy" -type f ! -name '*.conf' ! -name '*.jnl' ! -name '*.inc' -size -200k -print0 |
        while IFS= read -r -d '' file; do
            awk "$unclear"'
                { end = /\r$/ ? "\r" : ""; line = $0; sub(/\r$/, "", line) }
                NR % 3 != 1 || was_unclear || unclear($0) || line ~ /[ \t\\;]$/ || FNR == 1 {
                    was_unclear = unclear($0); print; next }
                NR % 2 == 0 && line ~ /^[ \t]*[^; \t]/ {
                    print "\t; zonetidy: ignore[soa-not-apex]" end; print; next }
                line !~ /[^ \t;]/ { print; next }
                { print line " ; zonetidy: ignore[soa-not-apex] -- never" end }' \
                "$file" >"$work/commented"
            # The last line of a file may have no end, which awk adds.
            if [ "$(tail -c 1 "$file" | wc -l)" -eq 1 ]; then
                cat "$work/commented" >"$file"
            fi
        done
    rm -rf "$work/commented-unit"
    cp -a "$copy" "$work/commented-unit"
    run_first fix --fix-rule unused-suppression --now "$now" .
    cp "$work/err" "$work/report"
    (cd "$copy" && find . -type f) | while IFS= read -r name; do
        # What nobody may edit stays as it is.
        cmp -s "$work/old/$name" "$copy/$name" ||
            cmp -s "$work/commented-unit/$name" "$copy/$name" || printf '%s\n' "$name"
    done >"$work/changed"
    if [ -s "$work/changed" ]; then
        name=$(head -n 1 "$work/changed")
        diff --text "$work/old/$name" "$copy/$name" >"$work/difference"
        fail "$name is another file behind the fix" "$work/difference"
    fi
    removed=$((removed + $(grep -c ': unused-suppression: ' "$work/report")))
}

# Other comments are in these units, and in some of them NUL bytes, which not every awk can read.
check_unit() {
    if grep -r -q -a -F 'zonetidy:' "$unit" || grep -r -q -a -P '\x00' "$unit"; then
        return
    fi
    copy_unit
    run_first check --show info --format concise .
    findings "$work/out" >"$work/before"
    check_suppressed
    copy_unit
    check_removed
}

count=0
removed=0
for_each_unit check_unit
echo "$count findings suppressed, $removed comments removed"
finish
