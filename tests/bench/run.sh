#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Measures zonetidy beside the programs of the same trade that are installed: ours and each of them
# in turn, A B A B, so that what disturbs the machine disturbs both. Prints tables in Markdown.
#
# First it holds what zonetidy finds against what the generator has put in, and fails when they
# differ: the speed of a wrong answer is worth nothing. It never fails because of seconds.
#
#   run.sh [OPTION...] ZONETIDY GENERATE
#
#     --short        the smoke test: 20,000 records, three pairs, and the bytes of the corpora
#     --records N    the size of each corpus (1000000)
#     --pairs N      how often each pair is run (5)
#     --row NAME     this row only, repeatable: start-up, delegation, delegation-relative, mail,
#                    estate
#     --folder PATH  write the corpora to this new or empty folder, and leave them there
#
# shellcheck disable=SC2016  # the expressions in single quotes are those of awk
set -euo pipefail
export LC_ALL=C
# Programs of administrators may lie outside of a user's PATH.
PATH=$PATH:/usr/sbin:/sbin

all_rows='start-up delegation delegation-relative mail estate'
seed=1
small_records=30          # of the zone that the start is measured with
starts_per_measurement=30 # one start is too short for the clock
records_per_client=47     # in an estate, reverse zones included

fail() {
    printf 'bench: %s\n' "$*" >&2
    exit 1
}

say() {
    printf 'bench: %s\n' "$*" >&2
}

usage() {
    sed -n '/^#   run\.sh/,/^# shellcheck/s/^#   //p' "$0" >&2
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
zonetidy=$(realpath "$1")
generate=$(realpath "$2")

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
folder=${folder:-$scratch/corpora}
mkdir -p "$folder"
cd "$folder"
[ -z "$(ls -A)" ] || fail "$folder is not empty"

# ---- The corpora and the truth about them

# What the generator makes for --short, by cksum: the same on every machine. Who changes it on
# purpose changes these numbers, and measures again what docs/performance.md says.
short_checksum() {
    case "$1" in
        delegation) echo 2701759533 ;;
        delegation-relative) echo 2490071393 ;;
        mail) echo 612220227 ;;
        estate) echo 945127678 ;;
    esac
}

check_bytes() {
    local actual
    actual=$(find . \( -path "./$1.*" -o -path "./$1/*" \) -type f | sort | xargs cat | cksum |
        cut -d ' ' -f 1)
    [ "$actual" = "$(short_checksum "$1")" ] ||
        fail "the corpus $1 is not the one that was measured: its cksum is $actual"
}

# Makes the corpus of a row; `corpus_records` is how many records it has.
make_corpus() {
    local size=(--records "$records") output=$1.zone tally
    if [ "$1" = estate ]; then
        size=(--zones $((records / records_per_client)))
        output=estate
    fi
    tally=$("$generate" "$1" "${size[@]}" --seed "$seed" --output "$output")
    say "$1: $tally"
    corpus_records=${tally#*records=}
    corpus_records=${corpus_records%% *}
    if $short; then
        check_bytes "$1"
    fi
}

# Compares what zonetidy finds with the list TRUTH: each mistake once, and nothing else by the rules
# that are in the list. Where nothing is wrong, nothing is found.
#
#   check_findings TRUTH ARGUMENT...
check_findings() {
    local truth=$1 status=0
    shift
    "$zonetidy" check "$@" --format concise --quiet >"$scratch/concise" || status=$?
    [ "$status" -le 1 ] || fail "zonetidy ended with status $status: check $*"
    cut -f 1-3 "$truth" | sort >"$scratch/expected"
    # A finding is FILE:LINE:COLUMN: LEVEL: RULE: MESSAGE
    awk -F '\t' -v OFS='\t' '
        FILENAME == ARGV[1] { rules[$1]; count++; next }
        count == 0 || $3 in rules { split($1, place, ":"); print $3, place[1], place[2] }
    ' "$truth" FS=': ' "$scratch/concise" | sort >"$scratch/found"
    diff "$scratch/expected" "$scratch/found" >&2 ||
        fail "mistakes (<) and findings (>) differ: check $*"
    say "$(wc -l <"$scratch/found") findings, as it should be"
}

# Every record is read, and the two styles of a delegation zone have the same ones.
check_records() {
    "$generate" delegation --records "$records" --seed "$seed" --output other.zone >/dev/null
    "$zonetidy" records --zone example.=other.zone >"$scratch/records-absolute"
    "$zonetidy" records --zone example.=delegation-relative.zone >"$scratch/records-relative"
    cmp "$scratch/records-absolute" "$scratch/records-relative" || fail 'the two styles differ'
    [ "$(wc -l <"$scratch/records-relative")" -eq "$records" ] || fail "not all records were read"
    rm other.zone "$scratch"/records-*
}

# ---- The programs

# The programs to compare with in a row, with their arguments for the zone file in question.
peers() {
    case "$1" in
        estate)
            echo 'named-checkconf -z named.conf'
            ;;
        start-up)
            echo 'true'
            echo "named-checkzone -i local example. $2"
            echo "validns -p all -z example. $2"
            ;;
        *)
            echo "named-checkzone -i local example. $2"
            echo "validns -p all -z example. $2"
            echo "kzonecheck -o example. $2"
            echo "nsd-checkzone example. $2"
            ;;
    esac
}

# What we check and the program does not.
gaps() {
    local all='duplicates, alias loops, dangling aliases, PTR records, other zones'
    case "$1" in
        true) echo 'anything: this is the price of starting a program' ;;
        named-checkzone) echo "$all" ;;
        named-checkconf) echo "$all; the rest of a zone after an error" ;;
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

# ---- Measuring

# Only GNU time tells the peak of memory.
gnu_time=$(type -P time || true)
if [ -n "$gnu_time" ] && ! "$gnu_time" --version 2>&1 | grep -q GNU; then
    gnu_time=
fi

# Runs a command once, which also fills the page cache. Sets `status`, and `peak` in KiB or to 0.
probe() {
    status=0
    peak=0
    if [ -n "$gnu_time" ]; then
        "$gnu_time" --quiet -f '%M' -o "$scratch/peak" "$@" </dev/null >/dev/null 2>&1 || status=$?
        peak=$(tail -n 1 "$scratch/peak")
    else
        "$@" </dev/null >/dev/null 2>&1 || status=$?
    fi
}

# Runs a command `repeat` times; prints its elapsed and its processor time, in seconds for one run.
measure() {
    local TIMEFORMAT='%R %U %S' i
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

# Prints a line of the table. The two ratios are empty in our own.
#
#   table_line NAME WALL CPU WALL-RATIO CPU-RATIO PEAK STATUS
table_line() {
    awk -v name="$1" -v wall="$2" -v cpu="$3" -v wall_ratio="$4" -v cpu_ratio="$5" -v peak="$6" \
        -v status="$7" -v records="$corpus_records" '
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

# Runs the pairs of a row and prints its table. `corpus_records` and `repeat` are set.
#
#   measure_row NAME ZONE-FILE ARGUMENT...      the arguments of zonetidy
measure_row() {
    local row=$1 file=$2 peer program path i ours=("$zonetidy" check "${@:3}")
    local ours_status ours_peak
    probe "${ours[@]}"
    ours_status=$status ours_peak=$peak
    [ "$status" -le 1 ] || fail "ended with status $status: ${ours[*]}"
    rm -f "$scratch"/pairs "$scratch"/lines
    while read -r -a peer; do
        program=${peer[0]}
        if ! path=$(type -P "$program"); then
            say "$program is not installed"
            continue
        fi
        peer[0]=$path
        probe "${peer[@]}"
        rm -f "$scratch/pairs-now"
        for ((i = 0; i < pairs; i++)); do
            echo "$(measure "${ours[@]}") $(measure "${peer[@]}")" >>"$scratch/pairs-now"
        done
        cat "$scratch/pairs-now" >>"$scratch/pairs"
        table_line "$program" "$(median '$3' <"$scratch/pairs-now")" \
            "$(median '$4' <"$scratch/pairs-now")" \
            "$(median '$3 > 0 ? $1 / $3 : 0' <"$scratch/pairs-now")" \
            "$(median '$4 > 0 ? $2 / $4 : 0' <"$scratch/pairs-now")" \
            "$peak" "$status" >>"$scratch/lines"
        printf '| `%s` | %s | %s |\n' "$program${peer[1]:+ ${peer[*]:1}}" "$(version "$path")" \
            "$(gaps "$program")" | sed "s/ $file/ FILE/" >>"$scratch/programs"
    done < <(peers "$row" "$file")
    printf '\n**%s**, %s records\n\n' "$row" "$corpus_records"
    echo '| program | wall s | CPU s | wall, ours/its | CPU, ours/its | records/s | peak MiB' \
        '| bytes/record | exit status |'
    echo '|---|---|---|---|---|---|---|---|---|'
    if [ ! -s "$scratch/pairs" ]; then
        for ((i = 0; i < pairs; i++)); do
            measure "${ours[@]}" >>"$scratch/pairs"
        done
    fi
    table_line '**zonetidy**' "$(median '$1' <"$scratch/pairs")" \
        "$(median '$2' <"$scratch/pairs")" '' '' "$ours_peak" "$ours_status"
    cat "$scratch/lines" 2>/dev/null || true
}

run_row() {
    local file=$1.zone
    case "$1" in
        start-up)
            repeat=$starts_per_measurement
            corpus_records=$small_records
            "$generate" delegation-relative --records "$small_records" --seed "$seed" \
                --output "$file" >/dev/null
            measure_row "$1" "$file" --zone "example.=$file"
            ;;
        estate)
            make_corpus "$1"
            cd estate
            check_findings truth.txt --named-conf named.conf
            measure_row "$1" named.conf --named-conf named.conf
            cd ..
            ;;
        *)
            make_corpus "$1"
            if [ "$1" = delegation-relative ]; then
                check_records
            fi
            if [ "$1" != mail ]; then
                : >"$file.truth"
            fi
            check_findings "$file.truth" --zone "example.=$file"
            measure_row "$1" "$file" --zone "example.=$file"
            ;;
    esac
}

load() {
    cut -d ' ' -f 1 /proc/loadavg
}

repeat=1
load_before=$(load)
for row in $rows; do
    run_row "$row"
    repeat=1
done

model=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
system=$(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release)
printf '\nMedians of %d pairs, seed %d; %s, %d cores, %s; load %s before, %s at the end.\n\n' \
    "$pairs" "$seed" "${model:-unknown processor}" "$(nproc)" "${system:-unknown system}" \
    "$load_before" "$(load)"
echo '| program | package | does not check |'
echo '|---|---|---|'
echo "| \`zonetidy check\` | $("$zonetidy" --version) | |"
sort -u "$scratch/programs" 2>/dev/null || true
