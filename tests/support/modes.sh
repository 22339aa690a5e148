# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
# For tests of what holds in every mode of the program: with one thread and with two, and with each
# kernel of the scanner. Read with `.` once $program is the program and $work a folder of the caller,
# who has a function `fail WHAT [FILE]` too.
#
# A mode is called JOBS-KERNEL. Where threads share the work, they share it however little it is; for
# what is large enough to be shared by itself there are modes JOBS-KERNEL-large, for who wants them.

# shellcheck disable=SC2154 # what the caller has

kernels=()
modes=()
mode=
jobs=

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
# itself tells. Neighbours in the list have different numbers of threads, so that who takes one after
# the other soon has had both.
modes_find() {
    local kernel said i
    for kernel in avx2 sse2 portable; do
        if said=$(ZONETIDY_SCANNER=$kernel "$program" --version 2>&1); then
            kernels+=("$kernel")
        elif [ "$kernel" != portable ] && [[ $said == *'ZONETIDY_SCANNER: '* ]]; then
            echo "skipped: the modes of $kernel: ${said%%$'\n'*}"
        else
            printf 'the kernel %s cannot be used: %s\n' "$kernel" "$said"
            exit 2
        fi
    done
    for i in "${!kernels[@]}"; do
        modes+=("1-${kernels[i]}" "2-${kernels[(i + 1) % ${#kernels[@]}]}")
    done
    mkdir "$work/modes" || exit 2
    for i in "${modes[@]}"; do
        mkdir "$work/modes/$i" || exit 2
    done
    # What the first mode prints is what a caller looks at.
    ln -s "$work/out" "$work/err" "$work/modes/${modes[0]}"
}

# mode_start NUMBER: the mode in which a case with this number begins.
mode_start() {
    mode_index=$(($1 % ${#modes[@]}))
    mode_set "${modes[mode_index]}"
}

# mode_next: the mode behind this one, for what is not done in every mode: each step of a case takes
# another one, and over the cases each step has been in all of them.
mode_next() {
    mode_start $((mode_index + 1))
}

# in_mode FOLDER OUT ERR COMMAND [ARGUMENT...]: runs the program in FOLDER, in the mode that is set.
# Leaves $status.
in_mode() {
    status=0
    (cd "$1" && exec "$program" "$4" --jobs "$jobs" "${@:5}") >"$2" 2>"$3" || status=$?
}

# in_next_mode FOLDER COMMAND [ARGUMENT...]: runs it once, in the next mode. Leaves $status and the
# files `out` and `err` in $work.
in_next_mode() {
    mode_next
    in_mode "$1" "$work/out" "$work/err" "${@:2}"
}

# in_every_mode FOLDER COMMAND [ARGUMENT...]: runs it once in each mode. What it prints and how it
# ends must not depend on the mode. Leaves the same.
in_every_mode() {
    local to
    for mode in "${modes[@]}"; do
        mode_set "$mode"
        to=$work/modes/$mode
        in_mode "$1" "$to/out" "$to/err" "${@:2}"
        echo "$status" >"$to/status"
    done
    modes_agree "${*:2}" "$work/modes" "${modes[@]}"
}

# modes_agree WHAT FOLDER MODE...: there is the same in the folders of these modes.
modes_agree() {
    local what=$1 first=$2/$3
    local -a others=("${@:4}")
    if ! diff -r --text --from-file="$first" "${others[@]/#/$2/}" >"$work/modes-differ"; then
        fail "$what: the modes differ" "$work/modes-differ"
    fi
}

modes_find
mode_start 0
