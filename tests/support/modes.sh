# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
# For tests of what holds in every mode of the program: with one thread and with two, and with each
# kernel of the scanner. Read with `.` once $program is the program and $work a folder of the caller,
# who has a function `fail WHAT [FILE]` too.
#
# A mode is called JOBS-KERNEL. Where threads share the work, they share it however little it is; for
# what is large enough to be shared by itself there are modes JOBS-KERNEL-large, for who wants them.
#
# ZONETIDY_TEST_MODE, when it is set, is the one to test.

# shellcheck disable=SC2154 # what the caller has

kernels=()
modes=()
mode=
jobs=
status=

# mode_set MODE: from here on the program runs in this mode, wherever it is given --jobs "$jobs".
mode_set() {
    local share
    mode=$1
    IFS=- read -r jobs ZONETIDY_SCANNER share <<<"$mode"
    ZONETIDY_SHARE=
    if [ "$jobs" -gt 1 ] && [ "$share" != large ]; then
        ZONETIDY_SHARE=all
    fi
    export ZONETIDY_SCANNER ZONETIDY_SHARE
}

# Fills `kernels` and `modes` with those that this machine has, and says which it lacks: the program
# itself tells.
modes_find() {
    local kernel said
    for kernel in avx2 sse2 portable; do
        if said=$(ZONETIDY_SCANNER=$kernel "$program" --version 2>&1); then
            kernels+=("$kernel")
            modes+=("1-$kernel" "2-$kernel")
        elif [ "$kernel" != portable ] && [[ $said == *'ZONETIDY_SCANNER: '* ]]; then
            echo "skipped: the modes of $kernel: ${said%%$'\n'*}"
        else
            printf 'the kernel %s cannot be used: %s\n' "$kernel" "$said"
            exit 2
        fi
    done
    if [ -n "${ZONETIDY_TEST_MODE-}" ]; then
        if [[ " ${modes[*]} " != *" $ZONETIDY_TEST_MODE "* ]]; then
            printf 'ZONETIDY_TEST_MODE: %s is none of: %s\n' "$ZONETIDY_TEST_MODE" "${modes[*]}"
            exit 2
        fi
        modes=("$ZONETIDY_TEST_MODE")
    fi
    mkdir "$work/modes" "${modes[@]/#/$work/modes/}" || exit 2
    # What the first mode prints is what a caller looks at.
    ln -s "$work/out" "$work/err" "$work/modes/${modes[0]}"
    mode_set "${modes[0]}"
}

# in_mode FOLDER OUT ERR COMMAND [ARGUMENT...]: runs the program in FOLDER, in the mode that is set.
# Leaves $status.
in_mode() {
    status=0
    (cd "$1" && exec "$program" "$4" --jobs "$jobs" "${@:5}") >"$2" 2>"$3" || status=$?
}

# in_every_mode FOLDER COMMAND [ARGUMENT...]: runs it once in each mode. What it prints and how it
# ends must not depend on the mode; so what is true of it in the first mode is true in all. Leaves
# $status and the files `out` and `err` in $work.
in_every_mode() {
    local each to
    for each in "${modes[@]}"; do
        mode_set "$each"
        to=$work/modes/$each
        in_mode "$1" "$to/out" "$to/err" "${@:2}"
        echo "$status" >"$to/status"
    done
    modes_agree "${*:2}" "$work/modes" "${modes[@]}"
}

# modes_agree WHAT FOLDER NAME...: there is the same in all folders with these names in FOLDER.
modes_agree() {
    local what=$1 first=$2/$3
    local -a others=("${@:4}")
    if [ ${#others[@]} -gt 0 ] &&
        ! diff -r --text --from-file="$first" "${others[@]/#/$2/}" >"$work/modes-differ"; then
        fail "$what: the modes differ" "$work/modes-differ"
    fi
}

modes_find
