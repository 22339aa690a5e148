#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# `fix` does what it says and nothing else, with and without --unsafe-fixes: the records differ by
# what is reported, a file that is not changed is not touched, a second run does nothing, and every
# mode writes the same.
#
#   fixes.sh PROGRAM ZONE-PIECES
set -u
. tests/support/properties.sh

# All files with their identity: a new inode or another time is a file that was written.
list_files() {
    (cd "$copy" && find . -type f -printf '%p\t%i %s %T@\n' | sort)
}

# The records of all zones but the SOA records, without class, each once.
records_without_soa() {
    awk '$4 != "SOA" { $3 = ""; sub(/  /, " "); print }' "$1" | sort -u
}

# What differs between the records before and behind a fix is what it reported.
compare_records() {
    if grep -q -w ttl-mismatch "$work/findings"; then
        # A record of such an RRset is printed with the TTL of another one.
        sed -i -E 's/^((  [-+] )?[^ ]+) [0-9]+ /\1 0 /' "$work/before" "$work/after" "$work/report"
    fi
    records_without_soa "$work/before" >"$work/records-before"
    records_without_soa "$work/after" >"$work/records-after"
    sed -n 's/^  - //p' "$work/report" | sort -u >"$work/removed"
    sed -n 's/^  + //p' "$work/report" | sort -u >"$work/added"
    comm -23 "$work/records-before" "$work/records-after" >"$work/gone"
    comm -13 "$work/records-before" "$work/records-after" >"$work/new"
    comm -23 "$work/gone" "$work/removed" >"$work/unsaid"
    comm -23 "$work/new" "$work/added" >>"$work/unsaid"
    if [ -s "$work/unsaid" ]; then
        fail 'records change that are not reported' "$work/unsaid"
    fi
    # One fix may prepare another: what is added and removed is neither.
    comm -23 "$work/added" "$work/removed" | comm -23 - "$work/records-after" >"$work/unmade"
    if ! grep -q 'duplicate-record\|twice' "$work/report"; then
        # A record that stands there twice is served as before when one of the two is removed.
        comm -12 "$work/removed" "$work/records-after" | comm -23 - "$work/added" >>"$work/unmade"
    fi
    if [ -s "$work/unmade" ]; then
        fail 'changes are reported that are not made' "$work/unmade"
    fi
}

# The SOA records change in their serials only, to what is reported.
compare_serials() {
    awk '$4 == "SOA"' "$work/before" | sort >"$work/soa-before"
    awk '$4 == "SOA"' "$work/after" | sort >"$work/soa-after"
    awk '
        FNR == NR { if ($1 == "serial" && $5 == "->") { serial[$3 $4] = $6 } next }
        { if ($1 $7 in serial) { $7 = serial[$1 $7] } print }' \
        "$work/report" "$work/soa-before" | sort >"$work/soa-expected"
    if ! cmp -s "$work/soa-expected" "$work/soa-after"; then
        diff "$work/soa-expected" "$work/soa-after" >"$work/difference"
        fail 'SOA records do not change as reported' "$work/difference"
    fi
}

# fix_copy OPTION...: repairs the copy, in the mode that is set. The files that are written are
# those that are changed; their names are in `changed` then.
fix_copy() {
    local to=$work/modes/$mode
    list_files >"$work/files-before"
    in_mode "$copy" "$to/out" "$to/err" fix --now "$now" "$@" .
    run_ended "fix $*"
    echo "$status" >"$to/status"
    list_files >"$work/files-after"
    diff -r -q "$work/old" "$copy" | sed "s|^Files $work/old/\(.*\) and .* differ\$|./\1|" |
        sort >"$work/changed"
    comm -13 "$work/files-before" "$work/files-after" | cut -f 1 >"$work/touched"
    if ! cmp -s "$work/changed" "$work/touched"; then
        diff "$work/changed" "$work/touched" >"$work/difference"
        fail "$mode: fix $*: files are touched that are not changed" "$work/difference"
    fi
}

# fix_in_other_modes OPTION...: they make the same of the files as they were. The copy of the last
# one stays.
fix_in_other_modes() {
    local each
    rm -rf "$work/fixed"
    cp -a "$copy" "$work/fixed"
    for each in "${modes[@]:1}"; do
        mode_set "$each"
        rm -rf "$copy"
        cp -a "$work/old" "$copy"
        fix_copy "$@"
        if ! diff -r "$work/fixed" "$copy" >"$work/difference"; then
            fail "$mode: fix $*: other files than with ${modes[0]}" "$work/difference"
        fi
    done
    modes_agree "fix $*" "$work/modes" "${modes[@]}"
}

# fix_nothing WHAT OPTION...: in no mode there is anything to repair, nor is a file touched.
fix_nothing() {
    run fix --now "$now" "${@:2}"
    list_files >"$work/files-again"
    if ! cmp -s "$work/files-after" "$work/files-again"; then
        diff "$work/files-after" "$work/files-again" >"$work/difference"
        fail "fix ${*:2}: $1 touches files" "$work/difference"
    fi
}

# fix_once OPTION...: repairs the copy, and again when there was something to repair.
fix_once() {
    rm -rf "$work/old"
    cp -a "$copy" "$work/old"
    mode_set "${modes[0]}"
    fix_copy "$@"
    cp "$work/err" "$work/report"
    if [ ! -s "$work/changed" ]; then
        if grep -q '^  [-+] ' "$work/report"; then
            fail "fix $*: changes are reported and none is made" "$work/report"
        fi
        fix_nothing 'another mode' "$@"
        return
    fi

    fixed=$((fixed + 1))
    fix_in_other_modes "$@"
    in_every_mode "$work/old" records .
    mv "$work/out" "$work/before"
    in_every_mode "$work/old" check --show info --format concise .
    mv "$work/out" "$work/findings"
    run records
    mv "$work/out" "$work/after"
    compare_records
    compare_serials
    fix_nothing 'a second run' "$@"
}

check_unit() {
    copy_unit
    fix_once
    fix_once --unsafe-fixes
}

fixed=0
for_each_unit check_unit
echo "$fixed runs repaired something"
finish
