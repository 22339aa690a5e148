#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# What `zonetidy records` prints is what BIND serves: for each zone file that both read,
# named-compilezone makes the same of the file and of the printed records.
#
#   records.sh PROGRAM
set -u
. tests/support/conformance.sh

peer_is_usable bind || exit 77
zone_files_note

# compile FOLDER FILE: the zone as BIND loads it, one record a line.
compile() {
    timeout 5 named-compilezone "${bind_options[@]}" -s full -c "$class" -w "$1" -o - "$zone" "$2"
}

# One record a line, without comments, with the letters of names folded where DNS folds them:
# owners, and the names in the data of the types of RFC 4034 section 6.2. named-compilezone prints
# all names as they were written.
fold_names() {
    awk '
        { sub(/[ \t]*;[^"]*$/, "") }
        $4 ~ /^(NS|CNAME|SOA|MB|MG|MR|PTR|MINFO|MX|RP|AFSDB|RT|PX|NXT|KX|SRV|DNAME)$/ {
            for (i = 5; i <= NF; i++) { $i = tolower($i) }
        }
        $4 ~ /^(NAPTR|A6)$/ { $NF = tolower($NF) }
        $4 ~ /^(RRSIG|SIG)$/ { $12 = tolower($12) }
        NF > 0 { $1 = tolower($1); print }' "$1" | sort
}

# Prints what differs; nothing when the two are equal.
compare() {
    if ! compile . "$work/records" >"$work/read-back" 2>"$work/messages"; then
        echo 'BIND does not read what is printed:'
        head -n 5 "$work/messages"
        return
    fi
    if ! cmp -s "$work/bind" "$work/read-back"; then
        fold_names "$work/bind" >"$work/expected"
        fold_names "$work/read-back" >"$work/actual"
        diff "$work/expected" "$work/actual" | grep '^[<>]'
    fi
    local printed served
    printed=$(wc -l <"$work/records")
    served=$(grep -c -v '^;' "$work/bind")
    if [ "$printed" -ne "$served" ]; then
        echo "$printed lines are printed for $served records"
    fi
}

files=0 compared=0 equal=0
while IFS=$'\t' read -r zone class file; do
    files=$((files + 1))
    path_split "$file"
    compile "$folder" "$name" >"$work/bind" 2>/dev/null || continue
    find_flaws "$zone" "$file"
    if refused_by bind; then
        continue # tests/conformance/accept.sh is about these
    fi
    compared=$((compared + 1))
    in_every_mode . records --zone "$zone=$file"
    mv "$work/out" "$work/records"
    compare >"$work/difference"
    if [ ! -s "$work/difference" ]; then
        equal=$((equal + 1))
    else
        disagreement records differ "$file" "$work/difference"
    fi
done < <(zone_files)

disagreements_end records
echo "$files files, $compared compared, $equal equal, $known known disagreements"
exit "$failed"
