#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Each flaw that the reader can find is shown by a fixture of the rule that reports it: its words of
# analyzer/flaws.def stand in one of the expected outputs.
#
#   flaws_shown.sh SOURCE-FOLDER
set -eu
cd "$1"

# Limits whose fixtures would be too large to keep; the unit tests of the reader reach them.
left_to_unit_tests='FLAW_RDATA_TOO_LONG FLAW_INCLUDE_COUNT FLAW_GENERATE_COUNT'

# Rows may go over several lines, so all of the table is one record: kind, rule and message of each.
rows=$(awk '
BEGIN { RS = "FLAW_ROW\\(" }
/^FLAW_/ {
    split($0, part, "\"")
    kind = part[1]
    sub(/,.*/, "", kind)
    print kind "\t" part[2] "\t" part[4]
}
' analyzer/flaws.def)
[ -n "$rows" ] || { echo "analyzer/flaws.def: no rows"; exit 1; }

printf '%s\n' "$rows" | {
    bad=0
    while IFS='	' read -r kind rule message; do
        case " $left_to_unit_tests " in
            *" $kind "*) continue ;;
        esac
        # As a pattern: what is special is itself, and the marked text may be anything.
        pattern=$(printf '%s\n' "$message" | sed 's/[][\\.*^$]/\\&/g; s/%s/.*/')
        if ! cat "tests/rules/$rule"/*.expected 2>/dev/null |
            grep -q -x -e "[a-z]*\[$rule\]: $pattern"; then
            printf 'analyzer/flaws.def: %s: tests/rules/%s/ does not show "%s"\n' \
                "$kind" "$rule" "$message"
            bad=1
        fi
    done
    exit "$bad"
}
