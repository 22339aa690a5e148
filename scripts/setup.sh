#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Installs what is needed to build zonetidy, with the package manager of Debian or Ubuntu.
#
#   scripts/setup.sh            what the program is built with
#   scripts/setup.sh --tests    also what the tests use: clang with its sanitizers, and the programs
#                               that zonetidy is compared with
#
# What is there already is left alone; run again, it does nothing. Works as root or through sudo.
set -euo pipefail

say() {
    printf 'setup: %s\n' "$*"
}

fail() {
    printf 'setup: %s\n' "$*" >&2
    exit 1
}

has() {
    command -v "$1" >/dev/null 2>&1
}

# Programs of administrators may lie outside of a user's PATH.
PATH=$PATH:/usr/sbin:/sbin

has_library() {
    has pkg-config && pkg-config --exists "$1"
}

has_cmake() {
    has cmake || return 1
    local version
    version=$(cmake --version | awk 'NR == 1 { print $3 }')
    [ "$(printf '3.25\n%s\n' "$version" | sort -V | head -n 1)" = 3.25 ]
}

# The sanitizers' run-time libraries are a package of their own since Debian 12.
has_sanitizers() {
    has clang || return 1
    echo 'int main(void) { return 0; }' |
        clang -x c -fsanitize=address,undefined,fuzzer-no-link - -o /dev/null 2>/dev/null
}

# What reads policies by their JSON Schema; for a python of the user's own, the modules of the system
# are not there.
has_validator() {
    local python
    for python in python3 /usr/bin/python3; do
        if "$python" -c 'import jsonschema, yaml' 2>/dev/null; then
            return 0
        fi
    done
    return 1
}

# One line each: whether a run can do without it, the test for it, and the packages that bring it,
# of which the first that has it is taken (a comma joins what belongs together): Knot's checker has
# moved between packages.
needs() {
    cat <<'END'
must has gcc                gcc,libc6-dev
must has make               make
must has_cmake              cmake
must has pkg-config         pkg-config
must has_library ldns       libldns-dev
must has_library yaml-0.1   libyaml-dev
must has_library jansson    libjansson-dev
must has_library libpcre2-8 libpcre2-dev
must has_library cmocka     libcmocka-dev
END
    if $tests; then
        cat <<'END'
must has git                git
may has_sanitizers          clang,libclang-rt-dev clang
may has clang-tidy          clang-tidy
may has named-compilezone   bind9-utils bind9utils
may has kzonecheck          knot-dnssecutils knot-dnsutils knot
may has ldns-read-zone      ldnsutils
may has pre-commit          pre-commit
may has getfacl             acl
may has getfattr            attr
may has strace              strace
may has nsd-checkzone       nsd
may has_validator           python3-jsonschema,python3-yaml
END
    fi
}

tests=false
case "${1-}" in
    '') ;;
    --tests) tests=true ;;
    *) fail "unknown argument $1; only --tests is known" ;;
esac

missing=$(needs | while read -r grade rest; do
    # `rest` is: test, its argument if it has one, packages.
    # shellcheck disable=SC2086
    set -- $rest
    test=$1
    shift
    case "$test" in
        has | has_library)
            test="$test $1"
            shift
            ;;
    esac
    $test || printf '%s|%s|%s\n' "$grade" "$test" "$*"
done)

if [ -z "$missing" ]; then
    say 'nothing is missing'
    exit 0
fi

# Ends with the list of what is missing; a failure only when nothing can be built without it.
leave_to_user() {
    say "$1; these have to be installed by other means"
    say '(the names are those of Debian):'
    printf '%s\n' "$missing" | while IFS='|' read -r _ _ packages; do
        printf '    %s\n' "${packages%% *}" | tr ',' ' '
    done
    case "$missing" in
        *'must|'*) exit 1 ;;
    esac
    say 'the program can be built; the tests that need them will be skipped'
    exit 0
}

if ! has apt-get; then
    leave_to_user 'this system has no apt-get'
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    has sudo || leave_to_user 'this is not root, and there is no sudo'
    as_root=(sudo)
fi

# No questions. A name server that comes along with its checker is not to be started: with these two
# variables, systemctl and init scripts leave services alone during the installation.
apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1 RUNLEVEL=1 \
        apt-get -q -y -o Dpkg::Use-Pty=0 "$@" </dev/null
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT

say 'reading the lists of packages'
if ! apt update >"$log" 2>&1; then
    cat "$log" >&2
    say 'apt-get update failed; going on with the lists that are there'
fi

# Whether it worked is asked of the test, not of apt-get: a service that could not be started makes
# apt-get fail though its checker is in place, and then every later apt-get as well.
left_out=0
while IFS='|' read -r grade test choices; do
    for choice in $choices; do
        packages=${choice//,/ }
        say "installs $packages"
        # shellcheck disable=SC2086
        apt install --no-install-recommends $packages >"$log" 2>&1 || true
        hash -r
        if $test; then
            break
        fi
        cat "$log" >&2
    done
    if $test; then
        continue
    fi
    wanted=${choices%% *}
    case "$grade $test" in
        'must has_cmake')
            fail 'cmake 3.25 or newer is needed, and this release has none' ;;
        must*)
            fail "${wanted//,/ } could not be installed, and nothing can be built without it" ;;
        *)
            say "could not install ${wanted//,/ }; the tests that need it will be skipped"
            left_out=$((left_out + 1))
            ;;
    esac
done <<<"$missing"

# Of nsd only the checker is wanted: its package enables the server, which shall not run here.
case "$missing" in
    *'has nsd-checkzone'*)
        if has systemctl; then
            "${as_root[@]}" systemctl disable --quiet nsd.service 2>/dev/null || true
            "${as_root[@]}" systemctl stop --quiet nsd.service 2>/dev/null || true
        fi
        ;;
esac

if [ "$left_out" -eq 0 ]; then
    say 'everything is there'
fi
