# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
# For tests/conformance/*.sh, which are called as `script PROGRAM` in the root of the project: the
# programs that zonetidy is compared with, and what is known of disagreements. What zonetidy says is
# asked in every mode and has to be the same, so that one comparison with another program stands for
# all of them.

. tests/support/zone_files.sh

# Programs of administrators may lie outside of a user's PATH.
PATH=$PATH:/usr/sbin:/sbin
export LC_ALL=C

program=$(realpath "$1") || exit 2
conformance=tests/conformance
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0
known=0
file=

# fail WHAT [FILE]: says what is wrong with the zone file $file, and shows a file.
fail() {
    failed=1
    printf 'FAIL %s: %s\n' "${file#../shared/}" "$1"
    if [ $# -gt 1 ]; then
        head -n 12 "$2" | cut -c 1-200 | sed 's/^/    /'
    fi
}

. tests/support/modes.sh

peer_version() {
    case "$1" in
        bind) named-compilezone -v ;;
        knot) kzonecheck --version | awk '{ print $NF }' ;;
        nsd) nsd-checkzone -h 2>&1 | sed -n 's/^Version \([0-9.]*[0-9]\).*/\1/p' ;;
        ldns) ldns-read-zone -v | sed -n 's/.*ldns version \([0-9.]*\).*/\1/p' ;;
    esac 2>/dev/null
}

# Whether a peer is installed in the version that the disagreements are known of: others disagree in
# other places. Says so when not.
peer_is_usable() {
    local wanted version
    wanted=$(awk -v peer="$1" '$1 == "version" && $2 == peer { print $3 }' \
        "$conformance/disagreements.txt")
    version=$(peer_version "$1")
    case "$version" in
        "$wanted" | "$wanted".*) return 0 ;;
        '') echo "$1 is not installed: not compared" ;;
        *) echo "$1 is $version, and the disagreements are known of $wanted: not compared" ;;
    esac
    return 1
}

# What named-checkzone and named-compilezone are told, so that only what keeps a server from loading
# a zone makes them fail.
# shellcheck disable=SC2034 # for the scripts
bind_options=(-i none -k ignore -m ignore -n ignore -r ignore -T ignore -W ignore -M ignore
    -S ignore)

# A path in two parts, of which neither is empty.
# shellcheck disable=SC2034
path_split() {
    folder=${1%/*}
    name=${1##*/}
}

# find_flaws ZONE FILE: fills the file `rules` with the names of the rules that find something, a
# line each; once more as NAME@apex when it is about the apex; `unreadable` when it is no zone
# text at all.
find_flaws() {
    in_every_mode . check --format json --show info --zone "$1=$2"
    awk -F '"' -v status="$status" '
        function found(rule) {
            if (!seen[rule]++) { print rule }
        }
        /^  \{"rule": "/ {
            found($4)
            if (match($0, /"zone": "[^"]*", "view": [^ ]*, "owner": "[^"]*"/)) {
                split(substr($0, RSTART, RLENGTH), words, "\"")
                if (words[4] == words[length(words) - 1]) { found($4 "@apex") }
            }
        }
        END { if (status > 1) { print "unreadable" } }' "$work/out" >"$work/rules"
}

# Who refuses a zone with findings of a rule.
declare -A refusers=()
while read -r rule peers; do
    refusers[$rule]=" $peers "
done < <(grep -v '^#' "$conformance/load_class.txt" | grep .)

# refused_by PEER: whether one of the rules that found something says that the peer refuses the
# zone.
refused_by() {
    local rule
    while read -r rule; do
        if [[ ${refusers[$rule]-} == *" $1 "* ]]; then
            return 0
        fi
    done <"$work/rules"
    return 1
}

# The lines of disagreements.txt, taken apart.
known_line=() known_peer=() known_what=() known_files=() known_said=() known_seen=()
while IFS='	' read -r number peer what files said _; do
    known_line+=("$number")
    known_peer+=("${peer// /}")
    known_what+=("${what// /}")
    known_files+=("${files// /}")
    said=${said#"${said%%[![:blank:]]*}"}
    known_said+=("${said%"${said##*[![:blank:]]}"}")
    known_seen+=(0)
done < <(awk '!/^(#|version|[[:blank:]]*$)/ { gsub(/ \| /, "\t"); print NR "\t" $0 }' \
    "$conformance/disagreements.txt")

# says PATTERN LINE...: whether a line matches. Without a process for each question, as there are
# thousands of them.
says() {
    local pattern=$1 line
    shift
    for line; do
        if [[ $line =~ $pattern ]]; then
            return 0
        fi
    done
    return 1
}

# disagreement PEER WHAT FILE DETAILS: a known one is counted, others are shown and make the test
# fail. DETAILS is a file with what the peer said and what was found. The shared data is called
# data/, wherever it lies.
disagreement() {
    local label i lines
    label=${3#../shared/}
    mapfile -t lines <"$4"
    for i in "${!known_line[@]}"; do
        # shellcheck disable=SC2053 # it is a pattern
        if [ "${known_peer[i]}" = "$1" ] && [ "${known_what[i]}" = "$2" ] &&
            [[ $label == ${known_files[i]} ]] && says "${known_said[i]}" "${lines[@]}"; then
            known=$((known + 1))
            known_seen[i]=1
            return
        fi
    done
    failed=1
    printf 'FAIL %s: %s %s\n' "$label" "$1" "$2"
    head -n 12 "$4" | cut -c 1-200 | sed 's/^/    /'
}

# disagreements_end PEER...: a line about one of these peers that was not needed makes the test
# fail, unless it is about the shared data and there is none.
# shellcheck disable=SC2034
disagreements_end() {
    local i
    for i in "${!known_line[@]}"; do
        if [[ " $* " != *" ${known_peer[i]} "* ]] || [ "${known_seen[i]}" = 1 ]; then
            continue
        fi
        if [[ ${known_files[i]} == data/* ]] && [ ! -d "$shared_data" ]; then
            continue
        fi
        failed=1
        printf '%s:%s: no longer true: ' "$conformance/disagreements.txt" "${known_line[i]}"
        sed -n "${known_line[i]}p" "$conformance/disagreements.txt"
    done
}
