#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# What is loaded at the start: a check of a small zone must not pay for the library of rare types,
# nor for the cryptography that this one needs (cmake/ldns.cmake).
#
#   test_start.sh PROGRAM
. tests/support/cli.sh

# The search for leaks cannot work in a process that is traced.
export ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0

# loads LIBRARY ARGUMENTS...: whether a run of the program opens it.
loads() {
    strace -f -o calls -e trace=open,openat "$program" "${@:2}" >/dev/null 2>&1
    grep -v ENOENT calls | grep -q "/lib$1\.so"
}

# One record of each type that ldns reads, as it is printed.
rare_records() {
    printf 'r.example.com. 3600 IN %s\n' \
        'NSAP 0x47000580ffff000000321099991111222233334444' \
        'APL 1:192.0.2.0/24 !2:2001:0db8:0000:0000:0000:0000:0000:0000/32' \
        'HIP 2 200100107b1a74df365639cc39f1d578 AQIDBA== rvs.example.com.' \
        'NID 10 0014:4fff:ff20:ee64' \
        'L64 10 2001:0db8:1140:1000' \
        'EUI48 00-00-5e-00-53-2a' \
        'EUI64 00-00-5e-ef-10-00-00-2a'
}

begin 'common types load neither ldns nor libcrypto, and rare ones do'
if can strace && strace -o /dev/null true 2>/dev/null; then
    zone_text example.com '@ IN MX 10 mail' 'mail IN A 192.0.2.1' '@ IN CAA 0 issue "ca.example"' \
        >db.example.com
    alias_zone example.org >db.example.org
    for arguments in 'check .' 'check --format json .' 'fix --diff .' 'records .' 'resolve mail.example.org .' '--version'; do
        for library in ldns ssl crypto; do
            # shellcheck disable=SC2086 # words
            loads $library $arguments
            expect_equal $? 1 "lib$library with $arguments"
        done
    done
    rare_records >>db.example.com
    loads ldns check .
    expect_equal $? 0 'libldns with rare types'
else
    skip 'processes cannot be traced here'
fi

begin 'rare types are read and printed, from their own form and from the generic one'
{ zone_text example.com && rare_records; } >db.example.com
zonetidy check .
expect_status 0
zonetidy records .
expect_status 0
sed -i '/^r\.example/!d' "$out"
rare_records | expect_stdout
zone_text example.com '@ IN TYPE108 \# 6 00005e00532a' >db.example.com
zonetidy records .
expect_in_stdout 'EUI48 00-00-5e-00-53-2a'
zone_text example.com '@ IN TYPE108 \# 5 00005e0053' >db.example.com
zonetidy check .
expect_status 1

begin 'without ldns, a zone of rare types is not judged, and any other is'
soname=$(grep -a -o -m 1 'libldns\.so\.[0-9]*' "$program" | head -n 1)
mkdir broken
: >"broken/$soname"
zone_text example.com '@ IN MX 10 mail' 'mail IN A 192.0.2.1' >db.example.com
LD_LIBRARY_PATH=$PWD/broken zonetidy check .
expect_status 0
rare_records >>db.example.com
LD_LIBRARY_PATH=$PWD/broken zonetidy check .
expect_status 3
expect_in_stderr "$soname"
expect_in_stderr 'ldns is needed for APL'

begin 'the note that packages get their dependencies from names ldns'
if can readelf; then
    readelf --wide --sections "$program" | grep -q '\.note\.dlopen  *NOTE '
    expect_equal $? 0 'a section of type NOTE'
    readelf --string-dump=.note.dlopen "$program" >dump
    grep -q -F "\"soname\":[\"$soname\"]" dump
    expect_equal $? 0 'the name in the note'
else
    skip 'no readelf'
fi

finish
