# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2154
# For run.sh: makes the corpora, each once, in the working folder, and holds what zonetidy finds in
# them against the truth.

records_per_client=47   # in an estate, reverse zones included
small_estate_part=10    # how many times as many records the other estate has
small_estate_zones=2000 # at most: nslint has room for 131,072 of its items
now=2026-11-21          # new serials are made from the date

# What the generator makes for --short, by cksum: the same on every machine. Who changes it on
# purpose changes these numbers, and measures again what docs/performance.md says.
short_checksum() {
    case "$1" in
        delegation) echo 2701759533 ;;
        delegation-relative) echo 2490071393 ;;
        delegation-5m) echo 2132692806 ;;
        mail) echo 612220227 ;;
        fix) echo 730605489 ;;
        signed) echo 3171446276 ;;
        estate) echo 945127678 ;;
        estate-small) echo 386090356 ;;
    esac
}

check_bytes() {
    local actual
    actual=$(find . \( -path "./$1.*" -o -path "./$1/*" \) -type f | sort | xargs cat | cksum |
        cut -d ' ' -f 1)
    [ "$actual" = "$(short_checksum "$1")" ] ||
        fail "the corpus $1 is not the one that was measured: its cksum is $actual"
}

# ---- Commands of ours

#   check_command FILE JOBS
check_command() {
    echo "zonetidy check --jobs $2 --zone example.=$1"
}

# In the folder of an estate.
#
#   estate_command JOBS
estate_command() {
    echo "zonetidy check --jobs $1 --named-conf named.conf"
}

fix_command() {
    echo "zonetidy fix --jobs 1 --now $now --zone example.=$1"
}

#   policy_command FILE JOBS
policy_command() {
    echo "$(check_command "$1" "$2") --policy $policy"
}

# ---- Right answers

# Compares what a command of ours finds with the list TRUTH: each mistake once, and nothing else by
# the rules that are in the list. Where nothing is wrong, nothing is found.
#
#   check_findings TRUTH COMMAND
check_findings() {
    local truth=$1 status=0 command
    read -r -a command <<<"$2"
    "${command[@]}" --format concise --quiet >"$scratch/concise" || status=$?
    [ "$status" -le 1 ] || fail "ended with status $status: $2"
    cut -f 1-3 "$truth" | sort >"$scratch/expected"
    # A finding is FILE:LINE:COLUMN: LEVEL: RULE: MESSAGE
    awk -F '\t' -v OFS='\t' '
        FILENAME == ARGV[1] { rules[$1]; count++; next }
        count == 0 || $3 in rules { split($1, place, ":"); print $3, place[1], place[2] }
    ' "$truth" FS=': ' "$scratch/concise" | sort >"$scratch/found"
    diff "$scratch/expected" "$scratch/found" >&2 || fail "mistakes (<) and findings (>) differ: $2"
    say "$(wc -l <"$scratch/found") findings, as it should be"
}

# Two commands of ours report the same bytes.
check_same_findings() {
    local number=0 status command
    for command in "$@"; do
        status=0
        # shellcheck disable=SC2086 # words
        $command --format concise --quiet >"$scratch/same-$number" || status=$?
        number=$((number + 1))
        [ "$status" -le 1 ] || fail "ended with status $status: $command"
    done
    cmp "$scratch/same-0" "$scratch/same-1" || fail "these differ: $1, $2"
}

# What two rules of the policy find in delegation.zone: a name server, and the addresses of a network
# but for those owners that an override excepts. The other rules find nothing there.
policy_truth() {
    awk -v OFS='\t' '
        $4 == "NS" && $5 == "ns1.dns4711.test." { print "custom:ns-retired", FILENAME, FNR }
        $4 == "A" && $5 ~ /^10\.64\.([0-9]|1[0-5])\./ && $1 !~ /^[^.]*\.s/ {
            print "custom:address-retired-net", FILENAME, FNR
        }
    ' delegation.zone
}

# Every record is read, and the two styles of a delegation zone have the same ones.
check_records() {
    local style
    make_corpus delegation
    for style in delegation delegation-relative; do
        zonetidy records --zone "example.=$style.zone" >"$scratch/records-$style"
    done
    cmp "$scratch"/records-* || fail 'the two styles differ'
    [ "$(wc -l <"$scratch/records-delegation")" -eq "$records" ] || fail 'not all records were read'
    rm "$scratch"/records-*
}

# What stands in fix.zone after its repair: each MX record of the truth names what its alias, on the
# line below it, leads to; and the serial, which is alone with its comment, is the next one.
repaired_zone() {
    awk -v OFS= '
        FNR == NR { is_wrong[$3]; next }
        $0 ~ /; serial$/ { sub($1, $1 + 1) }
        !(FNR in is_wrong) { print; next }
        {
            front = substr($0, 1, length($0) - length($NF))
            getline alias
            print front, substr(alias, match(alias, /[^ \t]+$/))
            print alias
        }
    ' fix.zone.truth fix.zone
}

# A repair changes these bytes and no others, and leaves nothing to find.
check_fix() {
    local command
    restore_fix
    read -r -a command <<<"$(fix_command work.zone)"
    "${command[@]}" --quiet >/dev/null || fail "ended with status $?: ${command[*]}"
    repaired_zone | cmp - work.zone || fail 'the repaired zone is not as it should be'
    check_findings /dev/null "$(check_command work.zone 1)"
}

# A fresh copy to repair, and none where cp will write one.
restore_fix() {
    rm -f work.zone copy.zone
    cp fix.zone work.zone
}

# ---- Making them

# How many records the corpus has that was made.
corpus_records() {
    cat "$scratch/count-$1"
}

# The kind of a corpus, and its size.
#
#   generate_corpus NAME
generate_corpus() {
    local zones=$((records / records_per_client)) small
    case "$1" in
        delegation-5m)
            bench-generate delegation --records $((5 * records)) --seed "$seed" --output "$1.zone"
            ;;
        estate)
            bench-generate estate --zones "$zones" --seed "$seed" --output "$1"
            ;;
        estate-small)
            small=$((zones / small_estate_part))
            small=$((small < small_estate_zones ? small : small_estate_zones))
            bench-generate estate --zones "$small" --seed "$seed" --output "$1"
            ;;
        *)
            bench-generate "$1" --records "$records" --seed "$seed" --output "$1.zone"
            ;;
    esac
}

# Makes a corpus, unless a row before has done it, and checks the findings in it.
make_corpus() {
    local tally
    if [ -e "$scratch/count-$1" ]; then
        return
    fi
    tally=$(generate_corpus "$1")
    say "$1: $tally"
    tally=${tally#*records=}
    echo "${tally%% *}" >"$scratch/count-$1"
    if $short; then
        check_bytes "$1"
    fi
    if [ -d "$1" ]; then
        (
            cd "$1" || exit
            check_findings truth.txt "$(estate_command 1)"
        )
    else
        if [ ! -e "$1.zone.truth" ]; then
            : >"$1.zone.truth"
        fi
        check_findings "$1.zone.truth" "$(check_command "$1.zone" 1)"
    fi
}
