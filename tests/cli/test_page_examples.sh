#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# The examples on the pages of the rules are true. In docs/rules/<rule>.md, a block that begins with
#   ```zone bad file=NAME    is a zone file in which the rule finds something
#   ```zone good file=NAME   is one in which it finds nothing
# Blocks of one kind that follow each other are files of one folder; a page has at least one folder
# of each kind.
#
# In docs/suppressions.md, `suppressed` files have findings, all of which their comments suppress.
#
#   test_page_examples.sh PROGRAM
set -eu
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

complain() {
    printf '%s\n' "$*"
    failed=1
}

# Writes the blocks of a page to the folders 1-bad, 2-good, 3-bad, … of the working folder.
extract() {
    awk -v work="$work" '
    function refuse(text) {
        printf "%s:%d: %s\n", FILENAME, FNR, text
        bad = 1
    }

    /^```/ && in_block {
        in_block = 0
        if (file != "") {
            close(file)
        }
        file = ""
        next
    }

    /^```/ {
        in_block = 1
        if ($1 != "```zone") {
            next
        }
        if (NF != 3 || ($2 != "bad" && $2 != "good" && $2 != "suppressed") || $3 !~ /^file=[A-Za-z0-9._-]+$/) {
            refuse("not ```zone bad|good|suppressed file=NAME: " $0)
            next
        }
        if ($2 != kind || $2 == "suppressed") {
            kind = $2
            folder = work "/" ++count "-" kind
            system("mkdir -p " folder)
        }
        file = folder "/" substr($3, 6)
        if (file in written) {
            refuse("a second file of this name in one folder: " $0)
        }
        written[file]
        next
    }

    file != "" { print >file }

    END { exit bad }
    ' "$1"
}

# How many findings of the rule there are in the folder; -1 when the program fails.
count_findings() {
    status=0
    (cd "$1" && "$program" check --quiet --rule "$2=error" --format concise .) >"$work/out" \
        2>"$work/err" || status=$?
    if [ "$status" -gt 1 ]; then
        echo -1
    else
        grep -c -E ":[0-9]+:[0-9]+: error: $2: " "$work/out" || true
    fi
}

for page in docs/rules/*.md; do
    rule=${page##*/}
    rule=${rule%.md}
    rm -rf "${work:?}"/*
    extract "$page" || failed=1
    kinds=""
    for folder in "$work"/*-bad "$work"/*-good; do
        [ -d "$folder" ] || continue
        kinds="$kinds ${folder##*-}"
        files=$(cd "$folder" && echo *)
        found=$(count_findings "$folder" "$rule")
        case "$found:${folder##*-}" in
            -1:*) complain "$page: $files: the program failed: $(cat "$work/err")" ;;
            0:bad) complain "$page: $files: nothing is found in a bad example" ;;
            [1-9]*:good) complain "$page: $files: found in a good example:" "$(cat "$work/out")" ;;
        esac
    done
    case "$kinds" in
        *bad*good*) ;;
        *) complain "$page: needs an example that is bad and one that is good" ;;
    esac
done
rm -rf "${work:?}"/*
page=docs/suppressions.md
extract "$page" || failed=1
count=0
for folder in "$work"/*-suppressed; do
    [ -d "$folder" ] || continue
    count=$((count + 1))
    (cd "$folder" && "$program" check --quiet --show info --show-suppressed --format concise .) \
        >"$work/out" 2>"$work/err" || complain "$page: an example has findings or cannot be read"
    if ! grep -q ' (suppressed)$' "$work/out" || grep -v ' (suppressed)$' "$work/out"; then
        complain "$page: an example where nothing is suppressed, or not all:" "$(cat "$work/out")"
    fi
done
[ "$count" -gt 1 ] || complain "$page: has no examples"
exit "$failed"
