#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# The policies that come with the program select what they say they do.
#
#   bundled_policies.sh SOURCE-FOLDER
set -eu
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

# A line `name family level` for each rule.
tr -s '\n ' ' ' <analyzer/rules.def |
    grep -o -E '[A-Z]+_RULE\("[^"]*", "[^"]*",[^"]*SEVERITY_[A-Z]+' |
    sed -E 's/^[A-Z]+_RULE\("([^"]*)", "([^"]*)",.*SEVERITY_([A-Z]+)$/\1 \2 \3/' |
    sort >"$work/rules"
[ -s "$work/rules" ] || { echo "analyzer/rules.def: no rows" && exit 1; }

# rules_of: the rules that the words on standard input mean, which are rules or families.
rules_of() {
    while read -r word; do
        awk -v word="$word" '$1 == word || $2 == word { print $1; found = 1 }
            END { if (!found) { print word " (no rule)" } }' "$work/rules"
    done
}

# load: what a server refuses. The rules of the override, which is for the apex, are those of the
# conformance tests that end with @apex; `unreadable` there is no rule.
awk '/^  select:/ { on = 1; next } /^[^ ]/ { on = 0 } on && $1 == "-" { print $2 }' \
    policies/load.yaml | rules_of >"$work/selected"
sed -n 's/^ *extend-select: \[\(.*\)\]$/\1/p' policies/load.yaml | tr -d ' ' | tr ',' '\n' |
    rules_of | sed 's/$/@apex/' >>"$work/selected"
sort -o "$work/selected" "$work/selected"
grep -v -e '^#' -e '^unreadable ' tests/conformance/load_class.txt | awk 'NF { print $1 }' |
    sort >"$work/refused"
diff -u --label policies/load.yaml --label tests/conformance/load_class.txt \
    "$work/selected" "$work/refused" || bad=1

# strict: what is a warning elsewhere is an error.
sed -n 's/^    \([a-z-]*\): error$/\1/p' policies/strict.yaml | rules_of | sort >"$work/errors"
awk '$3 == "WARNING" { print $1 }' "$work/rules" >"$work/warnings"
for rule in $(comm -23 "$work/warnings" "$work/errors"); do
    echo "policies/strict.yaml: $rule stays a warning"
    bad=1
done
for rule in $(awk '$3 == "INFO" { print $1 }' "$work/rules" | comm -12 - "$work/errors"); do
    echo "policies/strict.yaml: $rule is an error, and was to stay an info"
    bad=1
done
exit "$bad"
