#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# What keeps a server from loading a zone is found, and nothing is called so that does not: for each
# zone file, the verdict of BIND, Knot DNS, NSD and ldns is the one that our findings predict.
# load_class.txt tells which rule stands for whose refusal, disagreements.txt what is known.
#
#   accept.sh PROGRAM
set -u
. tests/support/conformance.sh

peers=()
for peer in bind knot nsd ldns; do
    if peer_is_usable "$peer"; then
        peers+=("$peer")
    fi
done
if [ ${#peers[@]} -eq 0 ]; then
    exit 77
fi
zone_files_note

# Each runs in the folder of the file, because for all of them an include is relative to the working
# folder.
verdict_bind() {
    env -C "$folder" timeout 5 named-checkzone "${bind_options[@]}" -c "$class" "$zone" "$name"
}

# kzonecheck also fails for what knotd loads with a warning. What follows is what knotd refuses.
knot_refusals='^error: |another record exists beside CNAME|multiple (CNAME|DNAME) records'
knot_refusals+='|(child|NS) record exists (under|beside) DNAME|missing SOA'

verdict_knot() {
    env -C "$folder" timeout 5 kzonecheck -v -d off -o "$zone" "$name"
    local status=$?
    if [ "$status" -eq 1 ] && ! grep -q -E "$knot_refusals" "$work/said"; then
        return 0
    fi
    return "$status"
}

verdict_nsd() {
    env -C "$folder" timeout 5 nsd-checkzone "$zone" "$name"
}

# ldns-read-zone knows no origin but that of the text.
verdict_ldns() {
    { printf '$ORIGIN %s\n' "$zone" && cat "$file"; } >"$work/ldns"
    timeout 5 ldns-read-zone "$work/ldns"
}

# Why the peer refuses the file, with the lines that it speaks of, and what was found.
details() {
    local shift=0
    if [ "$peer" = ldns ]; then
        shift=1 # the line that verdict_ldns puts in front
    fi
    if [ "$theirs" = refuses ]; then
        head -n 40 "$work/said"
        grep -o -E '(line |:)[0-9]+' "$work/said" | grep -o -E '[0-9]+' | head -n 40 | sort -u |
            while read -r number; do
                awk -v number=$((10#$number - shift)) 'NR == number' "$file" | tr -d '\0'
            done
    fi
    echo "findings: $(tr '\n' ' ' <"$work/rules")"
}

files=0
declare -A compared=() agreed=()
while IFS=$'\t' read -r zone class file; do
    files=$((files + 1))
    path_split "$file"
    find_flaws "$zone" "$file"
    for peer in "${peers[@]}"; do
        "verdict_$peer" >"$work/said" 2>&1
        status=$?
        if [ $status -ge 124 ]; then
            continue # it died, or reads an endless include: that is no verdict
        fi
        theirs=accepts
        if [ $status -ne 0 ]; then
            theirs=refuses
        fi
        ours=accepts
        if refused_by "$peer"; then
            ours=refuses
        fi
        compared[$peer]=$((${compared[$peer]-0} + 1))
        if [ $ours = $theirs ]; then
            agreed[$peer]=$((${agreed[$peer]-0} + 1))
        else
            details >"$work/details"
            disagreement "$peer" $theirs "$file" "$work/details"
        fi
    done
done < <(zone_files)

disagreements_end "${peers[@]}"
for peer in "${peers[@]}"; do
    echo "$peer: $files files, ${compared[$peer]-0} verdicts, ${agreed[$peer]-0} equal"
done
echo "$known known disagreements"
exit "$failed"
