#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Joined, the tokens of a file are the file, and so are its entries; an entry that is read again
# from its start is the same. This holds for all files at hand, zone files or not, with each kernel
# of the scanner.
#
#   tiling.sh PROGRAM ZONE-PIECES
set -u
. tests/support/properties.sh

unit=tiling
# tile_all LIST: of files, a line each.
tile_all() {
    for kernel in "${kernels[@]}"; do
        ZONETIDY_SCANNER=$kernel xargs -d '\n' "$pieces" tile <"$1" || fail "$kernel: see above"
    done
}

zone_files_note
{
    find zones/examples tests/rules tests/conformance tests/fuzz/corpus -type f
    if [ -d "$shared_data" ]; then
        find "$shared_data" -type f
    fi
} >"$work/files"
tile_all "$work/files"

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
find "$work/pieces" -type f >"$work/cut"
tile_all "$work/cut"
if [ -e "$work/not-cut" ]; then
    fail 'files could not be cut' "$work/not-cut"
fi
echo "$(wc -l <"$work/files") files, $(wc -l <"$work/cut") pieces"
exit "$failed"
