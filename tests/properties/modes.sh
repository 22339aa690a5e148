#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Neither the number of threads nor the kernel of the scanner shows in a report, a list of records
# or a difference, in no byte, where there are more zones than threads, and more records than a
# thread takes at a time. output.sh says the same of the zone files at hand.
#
#   modes.sh PROGRAM ZONE-PIECES BENCH-GENERATE
set -u
. tests/support/properties.sh
generate=$(realpath "$3") || exit 2

# Also with more threads, and with what is shared without ZONETIDY_SHARE.
compared=("${modes[@]}" "5-${kernels[0]}" "2-${kernels[0]}-large" 5-portable-large)

# compare ARGUMENT...
compare() {
    local each
    rm -f "$work"/outputs/*/*
    for each in "${compared[@]}"; do
        mode_set "$each"
        run_all "$work/outputs/$each" "$@"
    done
    modes_agree 'all outputs' "$work/outputs" "${compared[@]}"
}

check_generated() {
    unit="generated $1"
    unit_count=$((unit_count + 1))
    rm -rf "$copy"
    mkdir "$copy"
    "$generate" "$@" --output "$copy/generated" >/dev/null || fail 'nothing was generated'
    if [ -d "$copy/generated" ]; then
        compare --named-conf generated/named.conf
        findings=$(wc -l <"$work/outputs/${modes[0]}/concise")
        [ "$findings" -gt 20 ] || fail "only $findings findings"
    else
        compare generated
    fi
}

check_generated estate --zones 400 --seed 3
check_generated delegation --records 80000 --seed 3
check_generated mail --records 90000 --seed 3
finish
