# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
# For tests over every zone file at hand; read with `.` in the root of the project. What is beside
# the project in ../shared/data is used when it is there.

shared_data=../shared/data

# Says what is missing, so that a short run is not taken for a whole one.
zone_files_note() {
    if [ ! -d "$shared_data" ]; then
        printf 'no %s here: only the zone files of the project are read\n' "$shared_data"
    fi
}

# Journals are named after zones, but are none.
zone_file_paths() {
    find zones/examples tests/rules tests/conformance/zones -type f \
        \( -name '*.zone' -o -name '*.zone[0-9]' -o -name 'db.*' \) ! -name '*.jnl'
    if [ -d "$shared_data" ]; then
        find "$shared_data/nsd" -type f -name '*.zone*'
        printf '%s\n' "$shared_data/root.zone" "$shared_data/neonetwork/neonetwork" \
            "$shared_data/neonetwork/db.10.127" "$shared_data/neonetwork/db.fd10.127"
    fi
}

# One line for each zone file: the name of its zone, its class, its path, with tabs between them.
# The name is the owner of the SOA record when the text tells it, or else what the file is named
# after: db.NAME, NAME.zone with anything behind it, db.NUMBERS for the reverse zone of these.
zone_files() {
    zone_file_paths | LC_ALL=C sort | LC_ALL=C xargs awk '
        function absolute(name) {
            if (name == "@") {
                return origin
            }
            return name ~ /\.$/ || origin == "" ? name : origin == "." ? name "." : name "." origin
        }
        function named_after(path,    count, numbers, name) {
            sub(/.*\//, "", path)
            sub(/^db\./, "", path)
            sub(/\.zone.*/, "", path)
            if (path ~ /^[0-9.]+$/) {
                count = split(path, numbers, ".")
                for (name = ""; count > 0; count--) { name = name numbers[count] "." }
                return name "in-addr.arpa."
            }
            return path "."
        }
        # Looks at a line of the text; true when it has told everything.
        function read_line(    words) {
            sub(/\r$/, "")
            sub(/;.*/, "")
            if (toupper($1) == "$ORIGIN") {
                origin = absolute($2)
            }
            if (/^[^ \t$(]/) {
                owner = absolute($1)
            }
            words = " " toupper($0) " "
            gsub(/\t/, " ", words)
            if (words !~ / SOA /) {
                return 0
            }
            class = words ~ / (CH|CHAOS|CLASS3) / ? "CH" : words ~ / (HS|CLASS4) / ? "HS" : "IN"
            return 1
        }
        BEGIN {
            for (i = 1; i < ARGC; i++) {
                owner = origin = ""
                class = "IN"
                while ((getline < ARGV[i]) > 0 && !read_line()) { }
                close(ARGV[i])
                printf "%s\t%s\t%s\n", owner ~ /\.$/ ? owner : named_after(ARGV[i]), class, ARGV[i]
            }
        }' | sed "s|^[^\t]*\(\t.*/neonetwork/neonetwork\)$|neo.\1|
            s|^[^\t]*\(\t.*/neonetwork/db.10.127\)$|127.10.in-addr.arpa.\1|
            s|^[^\t]*\(\t.*/neonetwork/db.fd10.127\)$|7.2.1.0.0.1.d.f.ip6.arpa.\1|"
}
