#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Measures zonetidy beside the programs of the same trade that are installed, and beside itself with
# other options: ours and the other in turn, A B A B, so that what disturbs the machine disturbs
# both. Prints tables in Markdown, the last one against the targets.
#
# First it holds what zonetidy finds against what the generator has put in, and fails when they
# differ: the speed of a wrong answer is worth nothing. It never fails because of seconds.
#
#   run.sh [OPTION...] ZONETIDY GENERATE
#
#     --short        the smoke test: 20,000 records, three pairs, and the bytes of the corpora
#     --records N    the size of each corpus (1000000)
#     --pairs N      how often each pair is run (5)
#     --row NAME     this row only, repeatable: start-up, delegation, delegation-relative,
#                    delegation-5m, mail, signed, estate, estate-small, threads, scanners,
#                    fix, policy, policy-load
#     --folder PATH  write the corpora to this new or empty folder, and leave them there
#
# The parts are in lib/: corpora.sh, programs.sh, measure.sh, targets.sh.
set -euo pipefail
export LC_ALL=C
# Programs of administrators may lie outside of a user's PATH.
PATH=$PATH:/usr/sbin:/sbin

all_rows='start-up delegation delegation-relative delegation-5m mail signed'
all_rows="$all_rows estate estate-small threads scanners fix policy policy-load"
seed=1
small_records=30          # of the zone that the start is measured with
starts_per_measurement=30 # one start is too short for the clock

fail() {
    printf 'bench: %s\n' "$*" >&2
    exit 1
}

say() {
    printf 'bench: %s\n' "$*" >&2
}

usage() {
    sed -n '1,/^# The parts/s/^#   //p' "$0" >&2
    exit 2
}

short=false
records=1000000
pairs=5
rows=
folder=
while [ $# -gt 0 ]; do
    case "$1" in
        --short)
            short=true
            records=20000
            pairs=3
            shift
            continue
            ;;
        -*) [ $# -ge 2 ] || usage ;;
    esac
    case "$1" in
        --records) records=$2 ;;
        --pairs) pairs=$2 ;;
        --row) rows="$rows $2" ;;
        --folder) folder=$2 ;;
        -*) usage ;;
        *) break ;;
    esac
    shift 2
done
[ $# -eq 2 ] || usage
for row in $rows; do
    [[ " $all_rows " == *" $row "* ]] || fail "there is no row $row, but these: $all_rows"
done
rows=${rows:-$all_rows}

lib=$(dirname "$(realpath "$0")")/lib
policy=$(dirname "$lib")/policy.yaml
# shellcheck source=tests/bench/lib/corpora.sh
. "$lib/corpora.sh"
# shellcheck source=tests/bench/lib/programs.sh
. "$lib/programs.sh"
# shellcheck source=tests/bench/lib/measure.sh
. "$lib/measure.sh"
# shellcheck source=tests/bench/lib/targets.sh
. "$lib/targets.sh"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# A command is a line of words: both programs go by names without a path.
mkdir "$scratch/bin"
ln -s "$(realpath "$1")" "$scratch/bin/zonetidy"
ln -s "$(realpath "$2")" "$scratch/bin/bench-generate"
PATH=$scratch/bin:$PATH
folder=${folder:-$scratch/corpora}
mkdir -p "$folder"
cd "$folder"
[ -z "$(ls -A)" ] || fail "$folder is not empty"

# ---- The rows

row_start_up() {
    bench-generate delegation-relative --records "$small_records" --seed "$seed" \
        --output start-up.zone >/dev/null
    repeat=$starts_per_measurement
    peers start-up start-up.zone "$small_records" |
        compare start-up "$small_records" zonetidy "$(check_command start-up.zone 1)"
    repeat=1
}

# One zone in one file, one thread.
row_zone() {
    local count
    make_corpus "$1"
    count=$(corpus_records "$1")
    if [ "$1" = delegation-relative ]; then
        check_records
    fi
    peers "$1" "$1.zone" "$count" | compare "$1" "$count" zonetidy "$(check_command "$1.zone" 1)"
}

# Five times as many records, against our own time for the usual number.
row_delegation_5m() {
    local count usual
    make_corpus delegation-5m
    make_corpus delegation
    count=$(corpus_records delegation-5m)
    usual=$(corpus_records delegation)
    others "$usual" "zonetidy, delegation" "$(check_command delegation.zone 1)" |
        compare delegation-5m "$count" zonetidy "$(check_command delegation-5m.zone 1)"
    printf '\nTime per record, against %s records: %.2f\n' "$usual" \
        "$(result delegation-5m 'zonetidy, delegation' record_ratio)"
}

# All zones of a server. named-checkconf has one thread only, but who waits for it can give us two;
# the small estate, of a size that nslint can take, is one thread against one.
row_estate() {
    local count jobs=2
    if [ "$1" = estate-small ]; then
        jobs=1
    fi
    make_corpus "$1"
    count=$(corpus_records "$1")
    (
        cd "$1"
        peers "$1" named.conf "$count" |
            compare "$1" "$count" "zonetidy --jobs $jobs" "$(estate_command $jobs)"
    )
}

# Two threads against one. What they find is the same to the byte.
#
#   compare_threads CORPUS COMMAND-OF-ONE COMMAND-OF-TWO
compare_threads() {
    local count
    count=$(corpus_records "$1")
    check_same_findings "$2" "$3"
    others "$count" 'zonetidy --jobs 1' "$2" |
        compare "threads-$1" "$count" 'zonetidy --jobs 2' "$3"
}

row_threads() {
    make_corpus delegation
    compare_threads delegation "$(check_command delegation.zone 1)" \
        "$(check_command delegation.zone 2)"
    make_corpus estate
    (
        cd estate
        compare_threads estate "$(estate_command 1)" "$(estate_command 2)"
    )
}

# Each scanner of the text, forced, against the one that is chosen. They read the same records.
row_scanners() {
    local scanner command count status
    make_corpus delegation
    count=$(corpus_records delegation)
    command=$(check_command delegation.zone 1)
    zonetidy records --zone example.=delegation.zone >"$scratch/records-default"
    for scanner in avx2 sse2 portable; do
        status=0
        ZONETIDY_SCANNER=$scanner zonetidy records --zone example.=delegation.zone \
            >"$scratch/records-scanner" 2>/dev/null || status=$?
        if [ "$status" -eq 2 ]; then
            say "this processor has no $scanner"
            continue
        fi
        cmp "$scratch/records-default" "$scratch/records-scanner" ||
            fail "the scanner $scanner reads other records"
        others "$count" "$scanner" "env ZONETIDY_SCANNER=$scanner $command"
    done >"$scratch/scanners"
    rm "$scratch"/records-*
    compare scanners "$count" 'zonetidy, by itself' "$command" <"$scratch/scanners"
}

# What a fix run costs beyond a check of the same file, in copies of that file by cp. A fix waits for
# the disk, which cp does not: dd shows the price of that.
row_fix() {
    local count
    make_corpus fix
    check_fix
    count=$(corpus_records fix)
    prepare=restore_fix
    {
        others "$count" 'zonetidy check' "$(check_command fix.zone 1)"
        others "$count" cp 'cp fix.zone copy.zone'
        others "$count" 'dd conv=fsync' 'dd if=fix.zone of=copy.zone bs=1M conv=fsync'
    } | compare fix "$count" 'zonetidy fix' "$(fix_command work.zone)"
    prepare=:
    rm -f work.zone copy.zone
    printf '\n(fix - check) / cp: %.2f\n' "$(fix_copies)"
}

# What a hundred rules and a hundred overrides cost beyond the rules that are always there.
row_policy() {
    local count jobs name=policy
    make_corpus delegation
    count=$(corpus_records delegation)
    policy_truth >"$scratch/policy.truth"
    check_findings "$scratch/policy.truth" "$(policy_command delegation.zone 1)"
    for jobs in 1 2; do
        others "$count" 'zonetidy --isolated' "$(check_command delegation.zone $jobs) --isolated" |
            compare "$name" "$count" 'zonetidy --policy' \
                "$(policy_command delegation.zone $jobs)"
        name='policy-threads'
    done
}

# The start with the largest policy that comes with the program, with the smallest, with that of the
# row above, and of the program without any.
row_policy_load() {
    local check
    bench-generate delegation-relative --records "$small_records" --seed "$seed" \
        --output start-up.zone >/dev/null
    check=$(check_command start-up.zone 1)
    repeat=$starts_per_measurement
    {
        others "$small_records" 'zonetidy --isolated' "$check --isolated"
        others "$small_records" 'zonetidy --policy' "$(policy_command start-up.zone 1)"
        others "$small_records" 'zonetidy --version' 'zonetidy --version'
    } | compare policy-load "$small_records" 'zonetidy --policy builtin:strict' \
        "$check --policy builtin:strict"
    repeat=1
}

run_row() {
    case "$1" in
        start-up) row_start_up ;;
        delegation-5m) row_delegation_5m ;;
        estate | estate-small) row_estate "$1" ;;
        threads) row_threads ;;
        scanners) row_scanners ;;
        fix) row_fix ;;
        policy) row_policy ;;
        policy-load) row_policy_load ;;
        *) row_zone "$1" ;;
    esac
}

load() {
    cut -d ' ' -f 1 /proc/loadavg
}

load_before=$(load)
for row in $rows; do
    run_row "$row"
done

model=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
system=$(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release)
printf '\n%s: medians of %d pairs, seed %d; %s, %d cores, %s; load %s before, %s at the end.\n\n' \
    "$(date +%F)" "$pairs" "$seed" "${model:-unknown processor}" "$(nproc)" "${system:-unknown system}" \
    "$load_before" "$(load)"
print_programs
print_targets
