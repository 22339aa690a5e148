#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Joined, the tokens of a file are the file, and so are its entries; an entry that is read again
# from its start is the same. This holds for all files at hand, zone files or not.
#
#   tiling.sh PROGRAM ZONE-PIECES
set -u
. tests/support/properties.sh

unit=tiling
tile_all() {
    xargs -d '\n' "$pieces" tile
}

zone_files_note
{
    find zones/examples tests/rules tests/conformance tests/fuzz/corpus -type f
    if [ -d "$shared_data" ]; then
        find "$shared_data" -type f
    fi
} >"$work/files"
tile_all <"$work/files" || failed=1

# Cut off anywhere, they are still texts.
mkdir "$work/pieces"
number=0
while IFS= read -r file; do
    number=$((number + 1))
    printf '%s\n' "$work/pieces/$number-"
done < <(zone_file_paths) >"$work/prefixes"
zone_file_paths | paste - "$work/prefixes" | while IFS=$'\t' read -r file prefix; do
    "$pieces" truncate "$file" 1 4 "$prefix" || echo "$file" >>"$work/not-cut"
done
find "$work/pieces" -type f | tile_all || failed=1
if [ -e "$work/not-cut" ]; then
    fail 'files could not be cut' "$work/not-cut"
fi
echo "$(wc -l <"$work/files") files, $(find "$work/pieces" -type f | wc -l) pieces"
exit "$failed"
