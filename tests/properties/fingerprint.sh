#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# A finding is known by what it is about, and not by how a zone is written: the same records in the
# reverse order, and as `zonetidy records` prints them, in other files, with other words for names
# and TTLs, have findings of the same fingerprints.
#
#   fingerprint.sh PROGRAM ZONE-PIECES BENCH-GENERATE ZONE-REWRITE
#
# About the writing itself, and so left out:
#   flaws                  what cannot be read is no record that could be written another way; and a
#                          zone that is not read whole is not compared: more is known of the other
#   missing-trailing-dot   a name that is relative; switched off, as it takes the place of others too
#   mx-target-address      an address that is read as a relative name; written absolutely, it is the
#                          name of a host without an address, so that such a unit is not compared
#   zone-file-name         the name of a file
#   comments that suppress, and a policy beside the files: neither goes along
#   duplicate-record, ttl-mismatch of $GENERATE
#                          a series of copies is told once, and the records written out are none
# `zonetidy records` prints what is served, each record once and each RRset with one TTL: there,
# duplicate-record and ttl-mismatch are left out, and what is said of copies counts once.
set -u
rewrite=$(realpath "$4") || exit 2
. tests/support/properties.sh

options=(--isolated --no-inline-ignores --show info --format json --rule missing-trailing-dot=off)
# What is off by default is looked at too.
while read -r rule; do
    options+=(--rule "$rule=info")
done < <("$program" rules | awk '$3 == "off" && $1 != "zone-file-name" { print $1 }')

while read -r rule; do
    options+=(--rule "$rule=off")
done < <("$program" rules --format json |
    sed -n -E 's/^  \{"name": "([^"]*)".*"scope": "entry".*/\1/p')

# The rule and fingerprint of each finding.
findings() {
    sed -n -E 's/^  \{"rule": "([^"]*)".*"fingerprint": "([^"]*)".*/\1 \2/p' "$work/out" | sort
}

compare() {
    if ! diff "$1" "$2" >"$work/difference"; then
        fail "$3" "$work/difference"
    fi
}

leave_out() {
    sed -i -E '/^(duplicate-record|ttl-mismatch) /d' "$@"
}

check_unit() {
    copy_unit
    rm -rf "$work/reversed" "$work/canonical"
    mkdir "$work/reversed" "$work/canonical"
    "$rewrite" "$copy" "$work/reversed" >"$work/zones"
    case $? in
        0) ;;
        3) return ;;
        *)
            fail 'cannot be written another way'
            return
            ;;
    esac
    run_first check "${options[@]}" .
    findings >"$work/as-written"
    if grep -q '^mx-target-address ' "$work/as-written"; then
        return
    fi
    local reversed=() canonical=() name path
    while read -r name path; do
        reversed+=(--zone "$name=$path")
        run_first records --zone "$name=$path"
        cp "$work/out" "$work/canonical/${path##*/}"
        canonical+=(--zone "$name=$work/canonical/${path##*/}")
    done <"$work/zones"
    run_first check "${options[@]}" "${reversed[@]}"
    findings >"$work/seen"
    if grep -rqi '^\$GENERATE' "$copy"; then
        leave_out "$work/as-written" "$work/seen"
    fi
    compare "$work/as-written" "$work/seen" 'other findings when the records are reversed'
    run_first check "${options[@]}" "${canonical[@]}"
    findings >"$work/seen"
    count=$((count + $(wc -l <"$work/as-written")))
    leave_out "$work/as-written" "$work/seen"
    compare <(uniq "$work/as-written") <(uniq "$work/seen") 'other findings in canonical order'
}

count=0
for_each_unit check_unit
echo "$count findings"
finish
