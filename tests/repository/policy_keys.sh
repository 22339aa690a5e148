#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# The table of all keys in docs/policies.md is that of policies/keys.c: the same keys, in the same
# order, with the same words. Below `overrides`, `rules` and `fix` are not listed again.
#
#   policy_keys.sh SOURCE-FOLDER
set -eu
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One line, with a space for whatever is between words; \001 stands for a quote within a text.
sed 's/\\"/\x01/g' policies/keys.c | tr -s '\n ' ' ' | awk '
# The part of the text behind a match of the pattern, up to the first match of `end`.
function part(text, start, end) {
    if (!match(text, start)) { return "" }
    text = substr(text, RSTART + RLENGTH)
    return match(text, end) ? substr(text, 1, RSTART - 1) : text
}

# The initialiser of a schema: maps written out, or a row of the macro for lists.
function schema(name) {
    return part($0, "const struct schema " name " = [{]", "[}];")
}

# Prints the keys of a schema, each behind the path to it.
function print_keys(name, path, inside_override,    text, list, key, word, keys, value) {
    text = schema(name)
    if (match(text, "[.](items|other_value) = &[a-z_]+")) {
        value = substr(text, RSTART, RLENGTH)
        sub(".*&", "", value)
        print_keys(value, path, inside_override)
        return
    }
    keys = part(text, "[.]keys = ", ",| ")
    if (keys == "" || inside_override) { return }
    list = part($0, "schema_key " keys "\\[\\] = [{]", "[{]0[}]")
    while (match(list, "[{]\"[a-z-]+\", &[a-z_]+, \"[^\"]*\"")) {
        key = substr(list, RSTART + 1, RLENGTH - 1)
        list = substr(list, RSTART + RLENGTH)
        split(key, word, "\"")
        value = word[3]
        gsub("[^a-z_]", "", value)
        gsub("\001", "\"", word[4])
        printf "| `%s%s` | %s |\n", path, word[2], word[4]
        print_keys(value, path word[2] ".", inside_override + (name == "override"))
    }
}

{ print_keys("policy_schema", "", 0) }
' >"$work/expected"

awk '/^## All keys$/ { wanted = 1; next } /^## / { wanted = 0 } wanted && /^\| `/' docs/policies.md \
    >"$work/table"
if ! [ -s "$work/expected" ]; then
    echo "policies/keys.c: no keys"
    exit 1
fi
diff -u --label docs/policies.md --label policies/keys.c "$work/table" "$work/expected"
