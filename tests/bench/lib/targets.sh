# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2154
# For run.sh: what zonetidy wants to reach, and whether it did. Ratios of elapsed time unless it says
# otherwise; what was not measured says so.

records_of_targets=1000000

# The largest of the ratios: that against the fastest of the programs.
#
#   against_fastest ROW PROGRAM...
against_fastest() {
    local row=$1 program
    shift
    for program in "$@"; do
        result "$row" "$program" wall_ratio
    done | sort -g | tail -n 1
}

# How many times as fast as the other.
#
#   times_as_fast ROW LABEL
times_as_fast() {
    result "$1" "$2" wall_ratio | awk '$1 > 0 { print 1 / $1 }'
}

# What a fix run takes beyond a check, in copies by cp; it may come out below zero when the machine
# was disturbed.
fix_copies() {
    echo "$(result fix 'zonetidy check' wall_difference) $(result fix cp wall)" |
        awk 'NF == 2 && $2 > 0 { print $1 / $2 }'
}

milliseconds() {
    awk '{ print 1000 * $1 }'
}

# Prints a line of the table. `most` and `least` say on which side of its limits a figure belongs.
#
#   target most|least MUST AIM MEASURED WHAT         AIM may be -
target() {
    awk -v side="$1" -v must="$2" -v aim="$3" -v measured="$4" -v what="$5" '
        function reached(limit) { return side == "most" ? measured <= limit : measured >= limit }
        function verdict() {
            if (measured == "") return ""
            if (aim != "-" && reached(aim + 0)) return "met, and the aim"
            return reached(must + 0) ? "met" : "not met"
        }
        BEGIN {
            digits = must >= 10 ? 0 : must >= 1 ? 2 : 3
            shown = measured == "" ? "not measured" : sprintf("%.*f", digits, measured)
            printf "| %s | %s %s | %s | %s | %s |\n", what, side == "most" ? "≤" : "≥", must, aim,
                shown, verdict()
        }' </dev/null
}

print_targets() {
    local row checkers=(validns kzonecheck nsd-checkzone)
    echo
    if [ "$records" -ne "$records_of_targets" ]; then
        printf 'The targets are for %d records, these corpora have %d.\n\n' "$records_of_targets" \
            "$records"
    fi
    echo '| target | must | aim | measured | |'
    echo '|---|---|---|---|---|'
    for row in delegation mail; do
        target most 0.25 0.15 "$(against_fastest $row "${checkers[@]}")" \
            "$row, against the fastest of validns, kzonecheck, nsd-checkzone"
        target most 0.10 0.06 "$(result $row named-checkzone wall_ratio)" \
            "$row, against named-checkzone"
    done
    target most 0.40 0.25 "$(result signed nsd-checkzone wall_ratio)" \
        'signed, against nsd-checkzone'
    target most 1.2 1.05 "$(result delegation-5m 'zonetidy, delegation' record_ratio)" \
        'time per record, delegation-5m against delegation'
    target most 0.15 0.08 "$(result estate named-checkconf wall_ratio)" \
        'estate with two threads, against named-checkconf'
    target least 1.8 - "$(times_as_fast threads-estate 'zonetidy --jobs 1')" \
        'two threads, times as fast as one: estate'
    target least 1.5 - "$(times_as_fast threads-delegation 'zonetidy --jobs 1')" \
        'two threads, times as fast as one: delegation'
    target most 90 64 "$(result delegation ours bytes_per_record)" \
        'peak of memory, bytes per record: delegation'
    target most 90 64 "$(result delegation-5m ours bytes_per_record)" \
        'peak of memory, bytes per record: delegation-5m'
    target most 1.0 0.5 "$(result start-up validns wall_ratio)" 'start-up, against validns'
    target most 0.3 0.15 "$(result start-up named-checkzone wall_ratio)" \
        'start-up, against named-checkzone'
    target most 1.33 1.2 "$(result policy 'zonetidy --isolated' wall_ratio)" \
        'policy: a hundred rules and a hundred overrides, against none'
    target most 1.33 1.2 "$(result policy-threads 'zonetidy --isolated' wall_ratio)" \
        'policy: the same with two threads'
    target most 2 1 "$(result policy-load 'zonetidy --version' wall_difference | milliseconds)" \
        'policy-load: a run with builtin:strict beyond a start without any, in milliseconds'
    target most 3 1.5 "$(fix_copies)" 'fix: time beyond that of a check, in copies by cp'
}
