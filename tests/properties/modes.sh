#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Neither the number of threads nor the kernel of the scanner shows in a report, a list of records or
# a difference, in no byte; also where there are more zones than threads, and more records than a
# thread takes at a time.
#
#   modes.sh PROGRAM ZONE-PIECES BENCH-GENERATE
set -u
. tests/support/properties.sh
generate=$(realpath "$3") || exit 2

compared=("${modes[@]}")
mkdir "$work/outputs"

# compare ARGUMENT...: everything that the program says about the zones, to files in a folder for each
# mode, is the same.
compare() {
    local each to
    rm -f "$work"/outputs/*/*
    for each in "${compared[@]}"; do
        mode_set "$each"
        to=$work/outputs/$each
        [ -d "$to" ] || mkdir "$to"
        in_mode "$copy" "$to/check" "$to/check-err" check --show info --format full="$to/full" \
            --format concise="$to/concise" --format json="$to/json" "$@"
        run_ended check
        echo "check $status" >"$to/status"
        in_mode "$copy" "$to/records" "$to/records-err" records "$@"
        run_ended records
        echo "records $status" >>"$to/status"
        in_mode "$copy" "$to/difference" "$to/fix-err" \
            fix --diff --unsafe-fixes --now "$now" "$@"
        run_ended fix
        echo "fix $status" >>"$to/status"
    done
    modes_agree 'all outputs' "$work/outputs" "${compared[@]}"
}

check_unit() {
    copy_unit
    compare .
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

for_each_unit check_unit

# Also with more threads, and with what is shared without ZONETIDY_SHARE.
compared+=("5-${kernels[0]}" "2-${kernels[0]}-large" 5-portable-large)
check_generated estate --zones 400 --seed 3
check_generated delegation --records 80000 --seed 3
check_generated mail --records 90000 --seed 3
finish
