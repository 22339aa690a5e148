# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
# For tests/properties/*.sh, which are called as `script PROGRAM ZONE-PIECES BENCH-GENERATE` in the
# root of the project. What they say holds for every zone file at hand. They work on copies of units: the
# folders whose zones belong together, and single files. They hold in every mode of the program
# (tests/support/modes.sh): each run is made in all of them.

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

# run_with COMMAND ARGUMENT...: the program in the copy, in every mode; leaves $status and the files
# `out` and `err`.
run_with() {
    in_every_mode "$copy" "$@"
    run_ended "$*"
}

# run_ended WHAT: the program came to an end by itself, and not with an internal error. It may find
# something, and it may find no zone.
run_ended() {
    if [ "$status" -gt 2 ]; then
        fail "$mode: $1 ends with status $status" "$work/err"
    fi
}

# run COMMAND [OPTION...]: the same on all zones that the program finds there.
run() {
    run_with "$@" .
}

# run_first COMMAND ARGUMENT...: the program in the copy, in the first mode alone. As long as the copy
# is that of the unit, output.sh compares all modes; what is compared with it is made in every mode.
run_first() {
    mode_set "${modes[0]}"
    in_mode "$copy" "$work/out" "$work/err" "$@"
    run_ended "$*"
}

# run_reports FOLDER ARGUMENT...: every report on the zones that the arguments name, in the mode that
# is set, to files in the folder, which has none of an earlier run.
run_reports() {
    local to=$1
    shift
    [ -d "$to" ] || mkdir -p "$to"
    in_mode "$copy" "$to/check" "$to/check-err" check --show info --format full="$to/full" \
        --format concise="$to/concise" --format json="$to/json" "$@"
    run_ended check
    echo "check $status" >"$to/status"
}

# run_all FOLDER ARGUMENT...: everything that the program prints of them.
run_all() {
    run_reports "$@"
    local to=$1
    shift
    in_mode "$copy" "$to/records" "$to/records-err" records "$@"
    run_ended records
    echo "records $status" >>"$to/status"
    in_mode "$copy" "$to/difference" "$to/fix-err" fix --diff --unsafe-fixes --now "$now" "$@"
    run_ended fix
    echo "fix $status" >>"$to/status"
}

# for_each_unit FUNCTION
for_each_unit() {
    zone_files_note
    while IFS= read -r unit; do
        unit_count=$((unit_count + 1))
        "$1"
    done < <(units)
}

# finish: the last line of a script.
finish() {
    echo "$unit_count units"
    exit "$failed"
}
