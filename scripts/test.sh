#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Builds zonetidy with warnings as errors and runs every test, then once more with clang's address
# and undefined behaviour sanitizers (without the comparisons with other programs, the benchmark and
# the properties, which run the program thousands of times and would take three times as long).
# Then clang-tidy reads the program, which takes some minutes.
#
#   scripts/test.sh                   everything
#   scripts/test.sh -L unit           arguments go to the first ctest
set -euo pipefail

cd "$(dirname "$0")/.."
scripts/setup.sh --tests
jobs=$(nproc)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
summary=()
status=0

# Runs the tests of a preset and keeps the line that counts them, and the names of what was skipped
# or failed, for the end.
run_tests() {
    local preset=$1
    shift
    ctest --preset "$preset" --parallel "$jobs" "$@" 2>&1 | tee "$log" || status=1
    summary+=("$preset: $(grep -E '^[0-9]+% tests passed|^No tests' "$log" || echo 'no result')")
    while IFS= read -r line; do
        summary+=("   $line")
    done < <(sed -n '/^The following tests/,$s/^[[:space:]]*[0-9]* - //p' "$log")
}

build() {
    printf '\n== %s\n' "$1"
    cmake --preset "$1" >/dev/null
    cmake --build --preset "$1" --parallel "$jobs" >/dev/null
}

build dev
run_tests dev "$@"

if echo 'int main(void) { return 0; }' |
    clang -x c -fsanitize=address,undefined - -o /dev/null 2>/dev/null; then
    build asan
    run_tests asan --label-exclude 'conformance|properties|bench'
else
    summary+=('asan: left out, clang or its sanitizers are not installed')
fi

# Up to the first file of which it has something to say.
if command -v clang >/dev/null && command -v clang-tidy >/dev/null; then
    printf '\n== tidy\n'
    cmake --preset tidy >/dev/null
    if cmake --build --preset tidy --parallel "$jobs" >"$log" 2>&1; then
        summary+=('tidy: nothing to say')
    else
        status=1
        cat "$log"
        summary+=('tidy: see above')
    fi
else
    summary+=('tidy: left out, clang-tidy is not installed')
fi

printf '\n'
printf '%s\n' "${summary[@]}"
exit "$status"
