# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2154
# For run.sh: the programs to compare with.

# Prints an entry for compare.
#
#   others RECORDS LABEL COMMAND
others() {
    printf '%s\t%s\t%s\n' "$@"
}

# The programs to compare with in a row, with their arguments for the file in question. validns is
# left out where signatures are random: it verifies them, and cannot be told not to.
#
#   peers ROW FILE RECORDS
peers() {
    local command
    case "$1" in
        estate)
            echo 'named-checkconf -z named.conf'
            ;;
        estate-small)
            echo 'named-checkconf -z named.conf'
            echo 'nslint -c named.conf'
            ;;
        start-up)
            echo 'true'
            echo "named-checkzone -i local example. $2"
            echo "validns -p all -z example. $2"
            ;;
        signed)
            echo "named-checkzone -i local example. $2"
            echo "kzonecheck -d off -o example. $2"
            echo "nsd-checkzone example. $2"
            ;;
        *)
            echo "named-checkzone -i local example. $2"
            echo "validns -p all -z example. $2"
            echo "kzonecheck -o example. $2"
            echo "nsd-checkzone example. $2"
            ;;
    esac | while read -r command; do
        others "$3" "${command%% *}" "$command"
    done
}

# What we check and the program does not.
gaps() {
    local all='duplicates, alias loops, dangling aliases, PTR records, other zones'
    case "$1" in
        true) echo 'anything: this is the price of starting a program' ;;
        cp) echo 'anything: this is the price of writing the file' ;;
        dd) echo 'anything: this is the price of having the file on the disk' ;;
        named-checkzone) echo "$all" ;;
        named-checkconf) echo "$all; the rest of a zone after an error" ;;
        nslint) echo 'alias chains and loops, glue, TTLs; estates of more than 131,072 items' ;;
        validns) echo "hosts without address, glue, aliases in SRV; $all" ;;
        kzonecheck) echo "targets of MX and SRV, TTLs that differ in an RRset; $all" ;;
        nsd-checkzone) echo 'all but syntax, TTLs, SOA, and data beside a CNAME' ;;
    esac
}

# The package that a program came with; few programs tell their own version. Where /bin is a link to
# /usr/bin, dpkg may know the file by either name.
version() {
    local package
    package=$({ dpkg-query -S "$1" || dpkg-query -S "${1#/usr}"; } 2>/dev/null | cut -d : -f 1) &&
        dpkg-query -W -f '${Package} ${Version}' "$package" || echo 'unknown'
}

# Remembers a program for the table at the end; ours has its own line there.
#
#   note_program COMMAND
note_program() {
    local words
    read -r -a words <<<"$1"
    case "${words[0]}" in
        zonetidy | env) return ;;
    esac
    # shellcheck disable=SC2016
    printf '| `%s` | %s | %s |\n' "$1" "$(version "$(type -P "${words[0]}")")" \
        "$(gaps "${words[0]}")" | sed 's/[a-z0-9-]*\.zone\>/FILE/g' >>"$scratch/programs"
}

print_programs() {
    echo '| program | package | does not check |'
    echo '|---|---|---|'
    echo "| \`zonetidy check\` | $(zonetidy --version) | |"
    sort -u "$scratch/programs" 2>/dev/null || true
}
