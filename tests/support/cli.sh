# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
# For the scripts tests/cli/test_*.sh, which are called as `script PROGRAM` in the root of the
# project and begin with
#
#   . tests/support/cli.sh
#
# A script is a list of cases. `begin` opens one, in a fresh folder that is the working folder then;
# `zonetidy` runs the program and keeps what came out of it; the `expect_` functions look at that,
# or at files. What is not as expected is shown, as a difference where there is one, and the script
# goes on: one run tells all that is wrong. The last line of a script is `finish`.
#
# What a case needs of the system (a program, a right) is asked with `can`; a case that cannot be
# run says why, and a script that could run none of its cases ends with status 77.

set -u
# What is piped into an expectation is compared in this shell, which keeps the count of failures.
shopt -s lastpipe

# shellcheck disable=SC2034 # for the scripts
root=$PWD
program=$(realpath "$1") || exit 2

work=$(mktemp -d) || exit 2
temporary=("$work")

# A signal to a child that has not become another program yet would run this in the child too.
remove_temporary() {
    if [ "$BASHPID" = "$$" ]; then
        cd / && rm -rf "${temporary[@]}"
    fi
}
trap remove_temporary EXIT

out=$work/stdout
err=$work/stderr
status=0

# Nothing of the caller's surroundings shows in an output, and nothing is read from the terminal; a
# hook of git leaves its own behind.
export LC_ALL=C TERM=dumb TZ=UTC
export GIT_CEILING_DIRECTORIES=$work GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
unset SOURCE_DATE_EPOCH NO_COLOR GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX
umask 022
exec </dev/null

# The longest that one run of the program may take, whatever its input is.
readonly seconds_max=30

case_name='before the first case'
case_count=0
check_count=0
skip_count=0
failed=0

# begin SENTENCE: opens a case.
begin() {
    case_name=$1
    case_count=$((case_count + 1))
    case_folder=$work/case-$case_count
    mkdir "$case_folder"
    cd "$case_folder" || exit 2
}

# fail WHAT [FILE]: tells what is wrong, and shows a file.
fail() {
    failed=1
    printf 'FAIL %s: %s\n' "$case_name" "$1"
    if [ $# -gt 1 ]; then
        # A report of ten thousand lines is of no use to anybody who looks for the difference.
        head -n 60 "$2" | cut -c 1-300 | sed 's/^/    /'
    fi
}

# skip WHY: says that this case is not run. The caller leaves it then.
skip() {
    skip_count=$((skip_count + 1))
    printf 'skipped %s: %s\n' "$case_name" "$1"
}

# can COMMAND...: whether these programs are there.
can() {
    command -v "$@" >/dev/null 2>&1
}

# run COMMAND...: runs a command, and keeps $status and the files $out and $err. Standard input is
# that of the call.
run() {
    status=0
    timeout "$seconds_max" "$@" >"$out" 2>"$err" || status=$?
    if [ "$status" -eq 124 ]; then
        fail "not done after $seconds_max seconds: $*"
    fi
}

# The mode of a file binds everybody but root; without these two capabilities, root as well. What is
# run behind this prefix has to obey modes: see modes_bind().
restricted=(env)
if [ "$(id -u)" -eq 0 ]; then
    restricted=(setpriv --inh-caps=-all '--bounding-set=-dac_override,-dac_read_search')
fi

modes_bind() {
    : >"$work/locked"
    chmod 000 "$work/locked"
    "${restricted[@]}" true 2>/dev/null && ! "${restricted[@]}" cat "$work/locked" 2>/dev/null
}

# What is run behind this prefix may mount file systems that nobody else sees; empty when that is
# forbidden here. The folder $work/mount is for that.
mkdir "$work/mount"
private_mounts=()
for options in --mount '--mount --map-root-user'; do
    # shellcheck disable=SC2034,SC2086 # for the scripts; words of options
    if unshare $options mount -t tmpfs tmpfs "$work/mount" 2>/dev/null; then
        read -r -a private_mounts <<<"unshare $options"
        break
    fi
done

# zonetidy ARGUMENT...: runs the program.
zonetidy() {
    run "$program" "$@"
}

expect_status() {
    check_count=$((check_count + 1))
    if [ "$status" -ne "$1" ]; then
        fail "exit status $status, expected $1" "$err"
    fi
}

# expect_same EXPECTED SEEN WHAT: compares two files, or two folders with all that is in them.
expect_same() {
    check_count=$((check_count + 1))
    if ! diff -r -u --text "$1" "$2" >"$work/difference" 2>&1; then
        fail "$3 (expected lines have a -, lines of this run a +)" "$work/difference"
    fi
}

# The text that follows, in a here-document or through a pipe, is what came out.
expect_stdout() {
    cat >"$work/expected"
    expect_same "$work/expected" "$out" 'another standard output'
}

# The same for a report in the format concise, without its messages: those are for people.
expect_findings() {
    sed -i -E 's/^(.*:[0-9]+:[0-9]+: [a-z]+: [a-z0-9-]+): .*/\1/' "$out"
    expect_stdout
}

expect_no_stdout() {
    expect_same /dev/null "$out" 'another standard output'
}

expect_stderr() {
    cat >"$work/expected"
    expect_same "$work/expected" "$err" 'another standard error'
}

# expect_file PATH: the same for a file.
expect_file() {
    cat >"$work/expected"
    expect_same "$work/expected" "$1" "$1: another text"
}

# contains FILE TEXT: whether the text stands in the file; it is no pattern.
contains() {
    grep -q -F -e "$2" "$1"
}

expect_in_stdout() {
    check_count=$((check_count + 1))
    contains "$out" "$1" || fail "'$1' is not in standard output" "$out"
}

expect_in_stderr() {
    check_count=$((check_count + 1))
    contains "$err" "$1" || fail "'$1' is not in standard error" "$err"
}

expect_not_in_stdout() {
    check_count=$((check_count + 1))
    if contains "$out" "$1"; then
        fail "'$1' is in standard output" "$out"
    fi
}

expect_not_in_stderr() {
    check_count=$((check_count + 1))
    if contains "$err" "$1"; then
        fail "'$1' is in standard error" "$err"
    fi
}

# expect_equal SEEN EXPECTED WHAT: compares two words.
expect_equal() {
    check_count=$((check_count + 1))
    if [ "$1" != "$2" ]; then
        fail "$3: '$1', expected '$2'"
    fi
}

# expect_count NUMBER PATTERN: how many lines of standard output an extended expression matches.
expect_count() {
    expect_equal "$(grep -c -E -e "$2" "$out")" "$1" "lines of standard output that match $2"
}

# What there is in the working folder, one line for each file; it changes when a file is written,
# replaced or only touched.
snapshot() {
    find . ! -type d -printf '%P %y %i %n %m %U:%G %s %T@ %l\n' | sort
}

# remember: keeps how the working folder looks now, for expect_untouched.
remember() {
    snapshot >"$work/before"
}

expect_untouched() {
    snapshot >"$work/after"
    expect_same "$work/before" "$work/after" "files were touched"
}

# zone_text NAME [LINE...]: a zone in which nothing is wrong, and further lines.
zone_text() {
    # shellcheck disable=SC2016 # directives, not variables
    printf '$ORIGIN %s.\n$TTL 3600\n' "$1"
    printf '%s\n' '@ IN SOA ns.provider.example. hostmaster 1 7200 900 1209600 3600' \
        '@ IN NS ns.provider.example.' "${@:2}"
}

# alias_zone NAME: a zone with an error that `fix` repairs: lines 3 and 5 change.
alias_zone() {
    zone_text "$1" '@ IN MX 10 mail' 'mail IN CNAME host' 'host IN A 192.0.2.1'
}

# alias_zone_fixed NAME: the same zone behind `fix`.
alias_zone_fixed() {
    alias_zone "$1" | sed -e 's/ hostmaster 1 / hostmaster 2 /' -e 's/ MX 10 mail$/ MX 10 host/'
}

# alias_finding FILE: the finding of an alias_zone, for expect_findings.
alias_finding() {
    printf '%s:5:12: error: mx-target-alias\n' "$1"
}

# Ends a script.
finish() {
    if [ "$failed" -eq 0 ] && [ "$check_count" -eq 0 ]; then
        [ "$skip_count" -gt 0 ] && exit 77
        echo 'FAIL nothing was checked'
        exit 1
    fi
    exit "$failed"
}
