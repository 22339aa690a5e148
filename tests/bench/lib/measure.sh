# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2154
# For run.sh: runs commands in pairs, keeps the results and prints them. The expressions in single
# quotes are those of awk.
# shellcheck disable=SC2016

repeat=1  # how often a command is run for one measurement
prepare=: # what to do before each measurement, out of its time

# Only GNU time tells the peak of memory.
gnu_time=$(type -P time || true)
if [ -n "$gnu_time" ] && ! "$gnu_time" --version 2>&1 | grep -q GNU; then
    gnu_time=
fi

# Runs a command once, which also fills the page cache. Sets `status`, and `peak` in KiB or to 0.
probe() {
    status=0
    peak=0
    $prepare
    if [ -n "$gnu_time" ]; then
        "$gnu_time" --quiet -f '%M' -o "$scratch/peak" "$@" </dev/null >/dev/null 2>&1 || status=$?
        peak=$(tail -n 1 "$scratch/peak")
    else
        "$@" </dev/null >/dev/null 2>&1 || status=$?
    fi
}

# Prints the elapsed and the processor time of a command, in seconds for one run.
measure() {
    local TIMEFORMAT='%R %U %S' i
    $prepare
    {
        time for ((i = 0; i < repeat; i++)); do
            "$@" </dev/null >/dev/null 2>&1 || true
        done
    } 2>&1 | awk -v repeat="$repeat" '{ printf "%.6f %.6f\n", $1 / repeat, ($2 + $3) / repeat }'
}

# The median of what an awk expression makes of the lines of standard input.
median() {
    awk "{ print ($1) }" | sort -g | awk '
        { value[NR] = $1 }
        END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}

# ---- Results, kept for the targets

#   keep ROW LABEL METRIC VALUE
keep() {
    printf '%s\t%s\t%s\t%s\n' "$@" >>"$scratch/results"
}

# Prints nothing when that was not measured.
#
#   result ROW LABEL METRIC
result() {
    awk -F '\t' -v row="$1" -v label="$2" -v metric="$3" '
        $1 == row && $2 == label && $3 == metric { print $4 }' "$scratch/results"
}

# ---- Tables

# Prints a line of a table. The two ratios are empty in our own.
#
#   table_line NAME RECORDS WALL CPU WALL-RATIO CPU-RATIO PEAK STATUS
table_line() {
    awk -v name="$1" -v records="$2" -v wall="$3" -v cpu="$4" -v wall_ratio="$5" \
        -v cpu_ratio="$6" -v peak="$7" -v status="$8" '
        function seconds(value) { return sprintf(value < 0.1 ? "%.4f" : "%.2f", value) }
        function ratio(value) { return value == "" ? "" : sprintf("%.2f", value) }
        BEGIN {
            many = records >= 10000
            printf "| %s | %s | %s | %s | %s | %s | %s | %s | %d |\n", name, seconds(wall),
                seconds(cpu), ratio(wall_ratio), ratio(cpu_ratio),
                many ? sprintf("%.0f", records / wall) : "",
                peak ? sprintf("%.1f", peak / 1024) : "",
                peak && many ? sprintf("%.0f", peak * 1024 / records) : "", status
        }'
}

# Runs the pairs of ours with one other command, keeps what they tell and adds a line to the table.
#
#   measure_pairs ROW RECORDS OTHER-RECORDS LABEL    with the arrays `ours` and `other`
measure_pairs() {
    local now=$scratch/pairs-now wall_ratio wall i
    probe "${other[@]}"
    rm -f "$now"
    for ((i = 0; i < pairs; i++)); do
        echo "$(measure "${ours[@]}") $(measure "${other[@]}")" >>"$now"
    done
    cat "$now" >>"$scratch/pairs"
    wall_ratio=$(median '$3 > 0 ? $1 / $3 : 0' <"$now")
    wall=$(median '$3' <"$now")
    keep "$1" "$4" wall "$wall"
    keep "$1" "$4" wall_ratio "$wall_ratio"
    keep "$1" "$4" wall_difference "$(median '$1 - $3' <"$now")"
    keep "$1" "$4" record_ratio "$(awk "BEGIN { print $wall_ratio * $3 / $2 }")"
    table_line "$4" "$3" "$wall" "$(median '$4' <"$now")" "$wall_ratio" \
        "$(median '$4 > 0 ? $2 / $4 : 0' <"$now")" "$peak" "$status" >>"$scratch/lines"
}

# Measures a row and prints its table. Standard input names what to compare with: a line for each,
# of records, label and command, with tabs between them. What is not installed is left out.
#
#   compare ROW RECORDS LABEL COMMAND
compare() {
    local row=$1 count=$2 label=$3 ours other other_count other_label command path i
    local ours_status ours_peak status peak
    read -r -a ours <<<"$4"
    probe "${ours[@]}"
    ours_status=$status ours_peak=$peak
    [ "$status" -le 1 ] || fail "ended with status $status: $4"
    rm -f "$scratch"/pairs "$scratch"/lines
    while IFS=$'\t' read -r other_count other_label command; do
        read -r -a other <<<"$command"
        # By its path: `true` is a command of the shell as well.
        if ! path=$(type -P "${other[0]}"); then
            say "${other[0]} is not installed"
            continue
        fi
        other[0]=$path
        measure_pairs "$row" "$count" "$other_count" "$other_label"
        note_program "$command"
    done
    if [ ! -s "$scratch/pairs" ]; then
        for ((i = 0; i < pairs; i++)); do
            measure "${ours[@]}" >>"$scratch/pairs"
        done
    fi
    if [ "$ours_peak" -gt 0 ]; then
        keep "$row" ours bytes_per_record "$((ours_peak * 1024 / count))"
    fi
    printf '\n**%s**, %s records\n\n' "$row" "$count"
    echo '| program | wall s | CPU s | wall, ours/its | CPU, ours/its | records/s | peak MiB' \
        '| bytes/record | exit status |'
    echo '|---|---|---|---|---|---|---|---|---|'
    table_line "**$label**" "$count" "$(median '$1' <"$scratch/pairs")" \
        "$(median '$2' <"$scratch/pairs")" '' '' "$ours_peak" "$ours_status"
    cat "$scratch/lines" 2>/dev/null || true
}
