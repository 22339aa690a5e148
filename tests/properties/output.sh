#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# The same files give the same output, byte for byte: in every mode and format, on a second run, and
# in every order of the arguments.
#
#   output.sh PROGRAM ZONE-PIECES
set -u
. tests/support/properties.sh

# run_orders FOLDER PATH...: reports on the files by name, as a shell would give them, and the other
# way round.
run_orders() {
    local forward=("${@:2}") backward=() i
    for ((i = ${#forward[@]} - 1; i >= 0; i--)); do
        backward+=("${forward[i]}")
    done
    run_reports "$1-forward" -- "${forward[@]}"
    run_reports "$1-backward" -- "${backward[@]}"
}

check_unit() {
    local each paths
    copy_unit
    mapfile -t paths < <(cd "$copy" && find . -type f ! -name '*.inc' -printf '%P\n' | sort)
    rm -f "$work"/runs/*/* "$work"/orders/*/*
    for each in "${modes[@]}"; do
        mode_set "$each"
        run_all "$work/runs/$each" .
        if [ ${#paths[@]} -gt 1 ]; then
            run_orders "$work/orders/$each" "${paths[@]}"
        fi
    done
    mode_set "${modes[0]}"
    run_all "$work/runs/again" .
    modes_agree 'a further run' "$work/runs" "${modes[@]}" again
    if [ ${#paths[@]} -gt 1 ]; then
        modes_agree 'the arguments in another order' "$work/orders" "${modes[@]/%/-forward}" \
            "${modes[@]/%/-backward}"
        orders=$((orders + 1))
    fi
}

orders=0
for_each_unit check_unit
echo "$orders orders"
finish
