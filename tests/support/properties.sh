# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
# For tests/properties/*.sh, which are called as `script PROGRAM ZONE-PIECES BENCH-GENERATE` in the
# root of the project. What they say holds for every zone file at hand. They work on copies of units: the
# folders whose zones belong together, and single files. They hold in every mode of the program
# (tests/support/modes.sh): modes.sh compares all modes on each unit, and the others take them in
# turn.

. tests/support/zone_files.sh

# shellcheck disable=SC2034 # for the scripts
program=$(realpath "$1") || exit 2
# shellcheck disable=SC2034
pieces=$(realpath "$2") || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
copy=$work/unit
failed=0
unit_count=0
unit=

# Nothing of the caller's surroundings shows in an output.
export LC_ALL=C TERM=dumb TZ=UTC
unset SOURCE_DATE_EPOCH NO_COLOR
exec </dev/null

# The day on which all of this happens: later than the serials in the files.
# shellcheck disable=SC2034
readonly now=2030-01-02

# fail WHAT [FILE]: says what is wrong with the unit, and shows a file.
fail() {
    failed=1
    printf 'FAIL %s: %s\n' "${unit#../shared/}" "$1"
    if [ $# -gt 1 ]; then
        head -n 20 "$2" | cut -c 1-200 | sed 's/^/    /'
    fi
}

. tests/support/modes.sh

units() {
    printf '%s\n' zones/examples
    find tests/rules -mindepth 2 -maxdepth 2 -type d ! -name '*.fixed' | sort
    find tests/conformance/zones -type f ! -name '*.inc' | sort
    if [ -d "$shared_data" ]; then
        find "$shared_data/nsd" -mindepth 1 -maxdepth 1 -type d | sort
        printf '%s\n' "$shared_data/neonetwork" "$shared_data/root.zone"
    fi
}

# copy_unit: a fresh copy of the unit, with the times of its files. A single file gets what stands
# beside it to be included.
copy_unit() {
    rm -rf "$copy"
    if [ -d "$unit" ]; then
        cp -a --no-preserve=ownership "$unit" "$copy"
    else
        mkdir "$copy"
        cp -a --no-preserve=ownership "$unit" "$copy"
        cp -a "${unit%/*}"/*.inc "$copy" 2>/dev/null
    fi
    chmod -R u+w "$copy"
}

# run_with COMMAND ARGUMENT...: the program in the copy; leaves $status and the files `out` and `err`.
# It may find something, and it may find no zone, but nothing else. What holds may not depend on the
# mode, so each run is in the next one.
run_with() {
    in_next_mode "$copy" "$@"
    run_ended "$*"
}

# run_ended WHAT: the program came to an end by itself, and not with an internal error.
run_ended() {
    if [ "$status" -gt 2 ]; then
        fail "$mode: $1 ends with status $status" "$work/err"
    fi
}

# run COMMAND [OPTION...]: the same on all zones that the program finds there.
run() {
    run_with "$@" .
}

# for_each_unit FUNCTION
for_each_unit() {
    zone_files_note
    while IFS= read -r unit; do
        unit_count=$((unit_count + 1))
        mode_start "$unit_count"
        "$1"
    done < <(units)
}

# finish: the last line of a script.
finish() {
    echo "$unit_count units"
    exit "$failed"
}
