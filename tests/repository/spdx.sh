#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Every source, script and build file names its licence in its first two lines.
#
#   spdx.sh SOURCE-FOLDER
set -eu
cd "$1"

find . \( -name .git -o -path './build*' -o -path ./tests/rules/'*' -o -path ./tests/fuzz/corpus \) \
    -prune -o -type f \( -name '*.[ch]' -o -name '*.def' -o -name '*.sh' -o -name '*.py' \
    -o -name '*.cmake' -o -name CMakeLists.txt -o -name '*.yaml' -o -path './.ci/*' \
    -o -path './.clang-*' -o -path ./.editorconfig -o -path './.git*' \) -print | sort |
    xargs awk '
BEGIN {
    for (i = 1; i < ARGC; i++) {
        found = 0
        for (line = 1; line <= 2 && (getline text < ARGV[i]) > 0; line++) {
            if (index(text, "SPDX-License-Identifier: BSD-3-Clause")) {
                found = 1
            }
        }
        close(ARGV[i])
        if (!found) {
            printf "%s:1: no line SPDX-License-Identifier: BSD-3-Clause\n", ARGV[i]
            bad = 1
        }
    }
    exit bad
}
'
