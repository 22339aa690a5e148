#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Every file at hand, zone file or not, is the same tokens and entries to every kernel of the scanner
# and to a reader that looks at one byte after the other.
#
#   scanning.sh PROGRAM ZONE-PIECES
set -u
. tests/support/properties.sh

zone_files_note
{
    find zones/examples tests docs -type f
    if [ -d "$shared_data" ]; then
        find "$shared_data" -type f
    fi
} >"$work/files"
xargs -d '\n' "$pieces" scan <"$work/files" || failed=1
echo "$(wc -l <"$work/files") files"
exit "$failed"
