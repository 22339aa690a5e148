#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Runs the fixtures of one rule: tests/rules/<rule>/ holds cases, and a case is a folder of zone
# files, `bad` or `bad-<what>`, `good` or `good-<what>`.
#
#   run.sh PROGRAM FOLDER [--update]
#
# Nothing at all may be said about a good case, and `fix` leaves it alone. Beside a bad case stands
#   <case>.expected     what `check .` prints in it
#   <case>.options      further options, one on each line
#   <case>.status       the exit status, when it is not 1
#   <case>.other-rules  rules that find something too, one on each line
#   <case>.fixed/       the tree behind `fix`; without it, `fix` leaves every file alone
#   <case>.still        an empty file: the repaired tree still has findings of the rule
#   <case>.json         what `check --format json .` prints, when it is there
#
# For every case: neither the mode of the program (tests/support/modes.sh) nor the order of the files
# matters, and a file that is cut off somewhere never brings the program down, nor makes it fail its
# own proof of a fix.
#
# With --update, the expected outputs and repaired trees are made anew; their difference is to be
# reviewed like code. It is what `cmake --build --preset dev --target expect` does for all rules.
set -euo pipefail

if [ $# -lt 2 ] || [ $# -gt 3 ] || [ "${3---update}" != --update ]; then
    echo "usage: run.sh PROGRAM FOLDER [--update]" >&2
    exit 2
fi
program=$(realpath "$1")
folder=$(realpath "$2")
update=${3+yes}
rule=${folder##*/}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=$work/out
err=$work/err

# Every fix reads its files again in part and as a whole, and ends the program when that is not the
# same.
export ZONETIDY_REREAD=both

# Nothing of the caller's surroundings shows in an output; a hook of git leaves its own behind.
export LC_ALL=C TERM=dumb GIT_CEILING_DIRECTORIES=$work GIT_CONFIG_GLOBAL=/dev/null
unset SOURCE_DATE_EPOCH NO_COLOR GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX

readonly now=2026-11-21
readonly cuts=20
has_git=$(command -v git || true)
failed=0

# fail WHAT [FILE...]: says what is wrong with the case, and shows the files.
fail() {
    failed=1
    printf 'FAIL %s/%s: %s\n' "$rule" "$fixture" "$1"
    shift
    [ $# -eq 0 ] || sed 's/^/    /' "$@"
}

# shellcheck source=tests/support/modes.sh
. "${BASH_SOURCE[0]%/*}/../support/modes.sh"

# A fresh copy of the case, with the times of its files, to run in.
copy_case() {
    copy=$work/$1
    rm -rf "$copy"
    cp -a "$folder/$fixture" "$copy"
}

# run COMMAND [ARGUMENT...]: runs the program in the copy; leaves $status, $out and $err. Nothing may
# depend on the mode, so each run is in the next one.
run() {
    mode_set "${modes[turn++ % ${#modes[@]}]}"
    in_mode "$copy" "$out" "$err" "$1" "${options[@]}" "${@:2}"
}

# same WHAT EXPECTED SEEN: compares two files or trees.
same() {
    if ! diff -r -u -N "$2" "$3" >"$work/diff" 2>&1; then
        fail "$1" "$work/diff"
        return 1
    fi
}

# Which files there are in the copy, and whether one was written, replaced, or only touched.
list_copy() {
    (cd "$copy" && find . -printf '%P %i %m %s %T@\n' | sort)
}

lines_of() {
    [ ! -e "$1" ] || cat "$1"
}

# The rules that the concise report in $out names.
rules_found() {
    sed -n -E 's/^.*:[0-9]+:[0-9]+: [a-z]+: ([a-z0-9-]+): .*/\1/p' "$out" | sort -u
}

check_report() {
    local wanted
    wanted=$(lines_of "$folder/$fixture.status")
    copy_case checked
    run check .
    if [ "$status" != "${wanted:-1}" ]; then
        fail "check: exit status $status, expected ${wanted:-1}" "$out" "$err"
    fi
    [ -z "$update" ] || cp "$out" "$folder/$fixture.expected"
    same "check: another output" "$folder/$fixture.expected" "$out" || true
    run check .
    same "check: another output in the mode $mode" "$folder/$fixture.expected" "$out" || true

    run check --format concise .
    { echo "$rule"; lines_of "$folder/$fixture.other-rules"; } | sort -u >"$work/rules"
    rules_found >"$work/found"
    same "check: findings of other rules" "$work/rules" "$work/found" || true

    if [ -e "$folder/$fixture.json" ]; then
        run check --format json .
        # The version of the program changes; the format has a version of its own.
        sed -i -E 's/("program": "zonetidy) [^"]*"/\1"/' "$out"
        [ -z "$update" ] || cp "$out" "$folder/$fixture.json"
        same "check --format json: another output" "$folder/$fixture.json" "$out" || true
    fi
}

check_silence() {
    copy_case checked
    run check .
    if [ "$status" != 0 ] || [ -s "$out" ]; then
        fail "check: exit status $status and an output, expected 0 and none" "$out" "$err"
    fi
}

update_fixed() {
    copy_case fixed
    run fix --now "$now" .
    rm -rf "$folder/$fixture.fixed"
    diff -r "$folder/$fixture" "$copy" >/dev/null || cp -r "$copy" "$folder/$fixture.fixed"
}

fix_runs() {
    run "$@"
    if [ "$status" -gt 1 ] && [ "$status" != "$(lines_of "$folder/$fixture.status")" ]; then
        fail "$*: exit status $status" "$err"
    fi
}

check_no_fix() {
    copy_case fixed
    list_copy >"$work/before"
    fix_runs fix --now "$now" .
    list_copy >"$work/after"
    same "fix: files were touched" "$work/before" "$work/after" || true
}

check_fix() {
    copy_case fixed
    fix_runs fix --now "$now" .
    same "fix: another tree" "$folder/$fixture.fixed" "$copy" || return 0

    list_copy >"$work/before"
    fix_runs fix --now "$now" .
    list_copy >"$work/after"
    same "fix: a second run touches files" "$work/before" "$work/after" || true

    run check --format concise .
    if rules_found | grep -q -x -F -e "$rule"; then
        [ -e "$folder/$fixture.still" ] || fail "fix: the rule still finds something" "$out"
    elif [ -e "$folder/$fixture.still" ]; then
        fail "fix: the rule finds nothing any more; $fixture.still is not needed"
    fi

    [ -n "$has_git" ] || return 0
    copy_case patched
    fix_runs fix --diff --now "$now" .
    cp "$out" "$work/patch"
    if ! (cd "$copy" && git apply --whitespace=nowarn "$work/patch") >"$err" 2>&1; then
        fail "fix --diff: git apply refuses the difference" "$err" "$work/patch"
        return 0
    fi
    same "fix --diff: another tree than fix makes" "$folder/$fixture.fixed" "$copy" || true
}

# Only for files that are zones, each by itself: an included file is none.
check_order() {
    local files=() reversed=() i
    copy_case ordered
    while IFS= read -r file; do
        files+=("$file")
    done < <(cd "$copy" && find . -type f ! -name '*.jnl' ! -name '*.conf' -printf '%P\n' | sort)
    [ ${#files[@]} -gt 1 ] || return 0
    ! grep -r -q -i -F -e "\$INCLUDE" "$copy" || return 0
    for ((i = ${#files[@]} - 1; i >= 0; i--)); do
        reversed+=("${files[i]}")
    done
    run check --format concise "${files[@]}"
    cp "$out" "$work/forward"
    run check --format concise "${reversed[@]}"
    same "check: the order of the files matters" "$work/forward" "$out" || true
}

# The file of the first finding, else the first file, is cut shorter and shorter. `fix --diff` does
# all that check does, and proves its fixes besides.
check_cuts() {
    local main size i
    copy_case cut
    run check --format concise .
    main=$(sed -n -E '1s/^([^:]*):[0-9]+:[0-9]+: .*/\1/p' "$out")
    [ -n "$main" ] || main=$(cd "$copy" && find . -type f -printf '%P\n' | sort | head -n 1)
    size=$(stat -c %s "$copy/$main")
    for ((i = cuts - 1; i >= 0; i--)); do
        truncate -s $((size * i / cuts)) "$copy/$main"
        run fix --diff --unsafe-fixes --now "$now" .
        if [ "$status" -gt 2 ]; then
            fail "$main cut to $((size * i / cuts)) bytes: exit status $status" "$err"
            return 0
        fi
    done
}

run_case() {
    turn=$((bad + good)) # so that over the cases each run has been in every mode
    options=()
    if [ -e "$folder/$fixture.options" ]; then
        mapfile -t options <"$folder/$fixture.options"
    fi
    if [[ $fixture == good* ]]; then
        check_silence
        check_no_fix
    else
        check_report
        [ -z "$update" ] || update_fixed
        if [ -d "$folder/$fixture.fixed" ]; then
            check_fix
        else
            check_no_fix
        fi
    fi
    check_order
    check_cuts
}

bad=0
good=0
for path in "$folder"/*; do
    fixture=${path##*/}
    case $fixture in
    *.*)
        # What stands beside a case belongs to one.
        [ -d "$folder/${fixture%.*}" ] || fail "there is no case ${fixture%.*}"
        ;;
    bad | bad-*)
        bad=$((bad + 1))
        run_case
        ;;
    good | good-*)
        good=$((good + 1))
        run_case
        ;;
    *)
        fail "a case is called bad, bad-<what>, good or good-<what>"
        ;;
    esac
done
if [ "$bad" -eq 0 ] || [ "$good" -eq 0 ]; then
    fixture=
    fail "at least one bad and one good case are needed"
fi
exit "$failed"
