#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Entry for entry, BIND and we refuse the same. BIND goes on behind an error as we do, so that one
# run tells of many entries: each of lines/refused.zone is refused by both, and each of
# lines/disputed.zone by the one of whom the comment in front says so.
#
#   lines.sh PROGRAM
set -u
. tests/support/conformance.sh

peer_is_usable bind || exit 77

# The numbers of the lines that BIND refuses. It counts an error at the end of a line to the next
# one, which is empty then or a comment.
refused_by_bind() {
    named-checkzone "${bind_options[@]}" example.com. "$1" 2>&1 |
        grep -v -E 'ignoring out-of-zone|signature has expired|> MAXTTL' |
        grep -o "$1:[0-9]*: " | cut -d : -f 2 | sort -nu |
        awk '
            NR == FNR { is_entry[FNR] = /^[^;]/; next }
            { while ($1 > 1 && !is_entry[$1]) { $1-- }; print $1 }' "$1" - | sort -nu
}

# From what zonetidy printed of the file.
refused_by_us() {
    sed -n 's/^[^:]*:\([0-9]*\):[0-9]*: [a-z]*: \([a-z-]*\): .*/\1 \2/p' "$work/out" |
        while read -r number rule; do
            if [[ ${refusers[$rule]-} == *' bind '* ]]; then
                echo "$number"
            fi
        done | sort -nu
}

# The numbers of all entries behind the head of the file, which ends at the first empty line.
entries() {
    awk 'body && /^[^;]/ { print NR } /^$/ { body = 1 }' "$1"
}

# The numbers of the entries in front of which a comment says so.
entries_that() {
    awk -v said="; BIND $2: " '
        index($0, said) == 1 { matches = 1; next }
        /^; BIND / { matches = 0; next }
        matches && /^[^;]/ { print NR }' "$1"
}

# expect WHO FILE: the numbers in the file `actual` are those in `expected`.
expect() {
    local number verdict
    while read -r verdict number; do
        failed=1
        if [ "$verdict" = '<' ]; then
            verdict=accepts
        else
            verdict=refuses
        fi
        printf 'FAIL %s:%s: %s %s: %s\n' "$2" "$number" "$1" "$verdict" \
            "$(sed -n "${number}p" "$2" | cut -c 1-100)"
    done < <(diff "$work/expected" "$work/actual" | grep '^[<>]')
}

file=$conformance/lines/refused.zone
entries "$file" >"$work/expected"
refused_by_bind "$file" >"$work/actual"
expect BIND "$file"
in_every_mode . check --format concise --show info --zone "example.com.=$file"
refused_by_us >"$work/actual"
expect zonetidy "$file"
echo "$(wc -l <"$work/expected") entries are refused by both"

file=$conformance/lines/disputed.zone
entries_that "$file" refuses >"$work/expected"
refused_by_bind "$file" >"$work/actual"
expect BIND "$file"
entries_that "$file" accepts >"$work/expected"
in_every_mode . check --format concise --show info --zone "example.com.=$file"
refused_by_us >"$work/actual"
expect zonetidy "$file"
echo "$(entries "$file" | wc -l) known disagreements"
exit "$failed"
