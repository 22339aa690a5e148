#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Includes run one way: zones, policies, analyzer, fixers, cli, each using earlier ones; and each
# foreign library is known to one place. docs/decisions/0001-layout.md says why.
#
#   include_direction.sh SOURCE-FOLDER
set -eu
cd "$1"

# shellcheck disable=SC2016
find zones policies analyzer fixers cli \( -name '*.[ch]' -o -name '*.def' \) -print | sort |
    xargs awk '
BEGIN {
    # What the files of a folder may include: the beginnings of paths.
    may["zones/base"] = "zones/base/"
    may["zones"] = "zones/"
    may["policies"] = "zones/ policies/"
    may["analyzer"] = "zones/ policies/ analyzer/"
    may["analyzer/rules"] = "zones/ policies/ analyzer/"
    may["fixers"] = "zones/ policies/ analyzer/ fixers/"
    may["cli"] = "zones/ policies/ analyzer/ fixers/ cli/"

    # Which file alone may include what begins so. No file may include the last two: there is no
    # code here that could open a connection.
    only["ldns/"] = "^zones/ldns_library\\.h$"
    only["yaml.h"] = "^policies/yaml\\.c$"
    only["pcre2.h"] = "^policies/regex\\.c$"
    only["jansson.h"] = "^cli/([a-z]+_)*json\\.c$"
    only["cmocka.h"] = "^$"
    only["sys/socket.h"] = "^$"
    only["netdb.h"] = "^$"
}

function complain(text) {
    printf "%s:%d: %s: %s\n", FILENAME, FNR, text, $0
    bad = 1
}

/^[ \t]*#[ \t]*include[ \t]*</ {
    header = $0
    sub(/^[^<]*</, "", header)
    for (prefix in only) {
        if (index(header, prefix) == 1 && FILENAME !~ only[prefix]) {
            complain("not the file that may include this library")
        }
    }
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
    header = $0
    sub(/^[^"]*"/, "", header)
    folder = FILENAME
    sub(/\/[^\/]*$/, "", folder)
    if (!(folder in may)) {
        complain("the table of this test has no row for " folder "/")
        next
    }
    count = split(may[folder], prefixes, " ")
    allowed = 0
    for (i = 1; i <= count; i++) {
        if (index(header, prefixes[i]) == 1) {
            allowed = 1
        }
    }
    if (!allowed) {
        complain(folder "/ may include " may[folder] " only (paths are written from the root)")
    }
}

END { exit bad }
'
