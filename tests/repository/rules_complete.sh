#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# A rule has one name, which is its row in analyzer/rules.def, its page docs/rules/<name>.md and its
# fixtures tests/rules/<name>/: none of the three without the others. Pages have the same parts in
# the same order, because people learn where to look.
#
#   rules_complete.sh SOURCE-FOLDER
set -eu
cd "$1"
bad=0

complain() {
    printf '%s\n' "$*"
    bad=1
}

table=analyzer/rules.def
rows=$(sed -n -E 's/^(FLAW|RECORD|NODE|ZONE|SUPPRESSION|SET)_RULE\("([^"]*)".*/\2/p' "$table" | sort)
if [ -z "$rows" ]; then
    complain "$table: no rows"
fi
for name in $(printf '%s\n' "$rows" | uniq -d); do
    complain "$table: $name has two rows"
done

for name in $rows; do
    case "$name" in
        *[!a-z0-9-]*) complain "$table: $name is not in kebab-case" ;;
    esac
    [ -f "docs/rules/$name.md" ] || complain "$table: $name has no page docs/rules/$name.md"
    [ -d "tests/rules/$name" ] || complain "$table: $name has no folder tests/rules/$name/"
done

families=$(sed -n '/^const char \*const rule_families/,/^};/p' analyzer/rule.c |
    grep -o '"[a-z]*"' | tr -d '"')
sed -n -E 's/^[A-Z]+_RULE\("([^"]*)", "([^"]*)",.*/\1 \2/p' "$table" | {
    while read -r name family; do
        printf '%s\n' "$families" | grep -q -x -F -e "$family" ||
            complain "$table: $name is of no family that analyzer/rule.c lists: $family"
    done
    exit "$bad"
} || bad=1
for family in $families; do
    printf '%s\n' "$rows" | grep -q -x -F -e "$family" &&
        complain "analyzer/rule.c: the family $family has the name of a rule"
done

has_row() {
    printf '%s\n' "$rows" | grep -q -x -F -e "$1"
}

for page in docs/rules/*.md; do
    [ -e "$page" ] || continue
    [ -s "$page" ] || complain "$page: empty"
    name=${page##*/}
    has_row "${name%.md}" || complain "$page: no such rule in $table"
done
for folder in tests/rules/*/; do
    [ -e "$folder" ] || continue
    name=${folder%/}
    has_row "${name##*/}" || complain "$folder: no such rule in $table"
done

# Headings inside of a code block are text.
find docs/rules -name '*.md' | sort | xargs -r awk '
BEGIN {
    count = split("What it finds|Why it matters|Example|Fix|Policy", parts, "|")
}

function finish() {
    if (page != "" && at < count) {
        printf "%s: no heading \"## %s\", or not in its place\n", page, parts[at + 1]
        bad = 1
    }
}

FNR == 1 {
    finish()
    page = FILENAME
    at = 0
    in_block = 0
}

/^```/ { in_block = !in_block }

!in_block && at < count && $0 == "## " parts[at + 1] { at++ }

END {
    finish()
    exit bad
}
' || bad=1

exit "$bad"
