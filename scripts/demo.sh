#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Builds zonetidy and shows what it says: about the example zones, or about what is named here.
#
#   scripts/demo.sh                   zones/examples
#   scripts/demo.sh ~/zones           a folder or file of your own, and any options
#
# Nothing is written but the folder build/.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)

"$root/scripts/setup.sh"
(
    cd "$root"
    cmake --preset release >/dev/null
    cmake --build --preset release --parallel "$(nproc)" >/dev/null
)

program=$root/build/zonetidy
if [ $# -eq 0 ]; then
    # From the root, so that the commands that are shown can be typed as they stand.
    cd "$root"
    program=build/zonetidy
    set -- zones/examples
fi

# Status 1 says that there are findings, or a difference: that is what a demonstration is for.
show() {
    printf '\n$ %s\n\n' "$*"
    local status=0
    "$@" || status=$?
    if [ "$status" -gt 1 ]; then
        printf '\ndemo: %s ended with status %d\n' "$1" "$status" >&2
        exit "$status"
    fi
}

show "$program" check "$@"
show "$program" fix --diff "$@"
