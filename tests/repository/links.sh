#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# A link from one page to a file of this repository leads somewhere. Links to the world outside are
# not followed: tests use no network.
#
#   links.sh SOURCE-FOLDER
set -eu
cd "$1"

find . \( -name .git -o -path './build*' \) -prune -o -type f -name '*.md' -print | sort |
    xargs awk '
FNR == 1 { in_block = 0 }

/^[ ]*```/ {
    in_block = !in_block
    next
}

!in_block {
    text = $0
    gsub(/`[^`]*`/, "", text)
    while (match(text, /\]\([^) ]+/)) {
        target = substr(text, RSTART + 2, RLENGTH - 2)
        text = substr(text, RSTART + RLENGTH)
        if (target ~ /^(https?:|mailto:|#)/) {
            continue
        }
        sub(/#.*/, "", target)
        print FILENAME "\t" FNR "\t" target
    }
}
' | {
    bad=0
    while IFS='	' read -r page line target; do
        if [ ! -e "$(dirname "$page")/$target" ]; then
            printf '%s:%s: no file %s\n' "$page" "$line" "$target"
            bad=1
        fi
    done
    exit "$bad"
}
