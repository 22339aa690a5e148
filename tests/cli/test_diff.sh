#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# `fix --diff` writes nothing, and what it prints makes `git apply` and patch(1) do byte for byte
# what `fix` would do.
#
#   test_diff.sh PROGRAM
. tests/support/cli.sh

can git || {
    echo 'skipped: git is not there'
    exit 77
}

begin 'the difference alone is on standard output, everything else on standard error'
{ alias_zone example.com; echo 'loop IN CNAME loop'; } >db.example.com
remember
zonetidy fix --diff db.example.com
expect_status 1
expect_untouched
expect_stdout <<'END'
--- a/db.example.com
+++ b/db.example.com
@@ -1,8 +1,8 @@
 $ORIGIN example.com.
 $TTL 3600
-@ IN SOA ns.provider.example. hostmaster 1 7200 900 1209600 3600
+@ IN SOA ns.provider.example. hostmaster 2 7200 900 1209600 3600
 @ IN NS ns.provider.example.
-@ IN MX 10 mail
+@ IN MX 10 host
 mail IN CNAME host
 host IN A 192.0.2.1
 loop IN CNAME loop
END
expect_in_stderr 'error[cname-loop]'
expect_in_stderr 'would fix db.example.com:5:12: mx-target-alias'
expect_in_stderr 'nothing is written'

begin 'reports in other formats go to standard error too, and into files'
alias_zone example.com >db.example.com
zonetidy fix --diff --quiet --format json --format concise=concise db.example.com
expect_status 1
expect_in_stderr '"fixed": true'
expect_not_in_stdout '"fixed"'
expect_count 1 '^\+@ IN MX 10 host$'
expect_file concise </dev/null

begin 'an empty difference has the status of check, and prints nothing'
zone_text example.com >db.example.com
zonetidy fix --diff db.example.com
expect_status 0
expect_no_stdout
zone_text example.com 'loop IN CNAME loop' >db.example.com
zonetidy fix --diff db.example.com
expect_status 1
expect_no_stdout
zonetidy fix --diff --fail-on error --rule cname-loop=warning db.example.com
expect_status 0
expect_no_stdout

# applies_with NAME COMMAND...: the command makes the same of a copy of tree/ as `fix` does.
applies_with() {
    cp -a tree "$1"
    (cd "$1" && "${@:2}" <../difference) >"$out" 2>"$err"
    status=$?
    expect_status 0
    expect_same fixed "$1" "$1 makes another tree"
}

# applies [git]: the difference that `fix --diff` prints in the folder tree/ does what `fix` does,
# for git and patch, or for git alone.
applies() {
    cp -a tree fixed
    (cd fixed && "$program" fix --now 2026-11-21 . >"$out" 2>&1)
    if diff -r tree fixed >/dev/null; then
        fail 'fix repairs nothing' "$out"
    fi
    cd tree || exit 2
    remember
    zonetidy fix --diff --now 2026-11-21 .
    expect_untouched
    cd ..
    expect_status 1
    cp "$out" difference
    applies_with applied git apply --whitespace=nowarn
    if [ $# -eq 0 ] && can patch; then
        applies_with patched patch --quiet --strip=1 --binary
    fi
}

begin 'CRLF line ends'
mkdir tree
alias_zone example.com | sed 's/$/\r/' >tree/db.example.com
applies

begin 'CRLF line ends of every other line'
mkdir tree
alias_zone example.com | sed '1~2s/$/\r/' >tree/db.example.com
applies

begin 'no line end at the end, in a line that stays'
mkdir tree
alias_zone example.com | head -c -1 >tree/db.example.com
applies

begin 'no line end at the end, in a line that changes'
mkdir tree
{ zone_text example.com 'mail IN CNAME host' 'host IN A 192.0.2.1'; printf '@ IN MX 10 mail'; } \
    >tree/db.example.com
applies

begin 'no line end at the end, in a line that goes'
mkdir tree
{ zone_text example.com 'www IN A 192.0.2.1'; printf 'www IN A 192.0.2.1'; } >tree/db.example.com
applies

begin 'a byte order mark, blanks at line ends, and bytes that are no text'
mkdir tree
{ printf '\357\273\277'; alias_zone example.com | sed 's/$/ \t; \xe9\x01 /'; } >tree/db.example.com
applies

begin 'lines that look as those of a difference do'
mkdir tree
{
    alias_zone example.com
    printf '%s\n' '-- IN A 192.0.2.1' '+++ IN A 192.0.2.1' '-- IN A 192.0.2.1'
} >tree/db.example.com
applies

begin 'changes in the first and the last line, and far from each other'
mkdir tree
{
    printf '@ 3600 IN SOA ns.provider.example. hostmaster.example.com. 7 7200 900 1209600 3600\n'
    echo '@ 3600 IN NS ns.provider.example.'
    for i in {1..40}; do
        echo "m$i 3600 IN MX 10 c$i"
        seq 0 "$i" | sed 's/.*/; &/'
        echo "c$i 3600 IN CNAME host"
    done
    echo 'host 3600 IN A 192.0.2.1'
    echo 'host 3600 IN A 192.0.2.1'
} >tree/db.example.com
applies

begin 'several files, and an included one in a sub folder'
mkdir -p tree/zones/parts
alias_zone example.com >tree/zones/db.example.com
zone_text example.net "\$INCLUDE parts/mail" 'host IN A 192.0.2.1' >tree/zones/db.example.net
printf '%s\n' '@ IN MX 10 mail' 'mail IN CNAME host' >tree/zones/parts/mail
zone_text example.org >tree/db.example.org
applies
expect_equal "$(grep '^+++ ' difference | tr '\n' ' ')" \
    '+++ b/zones/db.example.com +++ b/zones/db.example.net +++ b/zones/parts/mail ' 'changed files'

begin 'file names with blanks, quotes, backslashes, tabs, line ends, and bytes that are no text'
names=('my zones' 'a "quoted" name' "o'clock" 'back\slash' $'tab\there' $'line\nend' $'\e[31mred'
    $'caf\xe9' 'käse' '-dash' "\$(dollar)" ' blank first')
for i in "${!names[@]}"; do
    mkdir -p "tree/${names[i]}"
    alias_zone "zone$i.example" >"tree/${names[i]}/${names[i]}"
done
applies
expect_equal "$(grep -c '^+++ ' difference)" "${#names[@]}" 'changed files'

begin 'a file name that ends with a blank, which patch does not know'
mkdir tree
alias_zone example.com >'tree/db.example.com '
applies git

begin 'a symbolic link: the difference is of the file behind it'
mkdir -p tree/real tree/zones
alias_zone example.com >tree/real/com
ln -s ../real/com tree/zones/db.example.com
applies
grep '^+++ ' difference >"$out"
expect_stdout <<<'+++ b/real/com'

# in_repository FOLDER PATH: what is printed in a folder of a git repository is applied there.
in_repository() {
    cp -a tree repository
    git init --quiet repository
    cd "repository/$1" || exit 2
    zonetidy fix --diff --now 2026-11-21 "$2"
    expect_status 1
    cp "$out" "$case_folder/difference"
    run git apply "$case_folder/difference"
    expect_status 0
    cd "$case_folder" || exit 2
    rm -rf repository/.git
    cp -a tree fixed
    (cd fixed && "$program" fix --now 2026-11-21 . >/dev/null 2>&1)
    expect_same fixed repository 'git apply makes another tree'
    rm -rf fixed repository
}

begin 'in a repository, a path given in any way'
mkdir -p tree/zones
alias_zone example.com >tree/zones/db.example.com
in_repository . zones
in_repository . ./zones//db.example.com
in_repository . zones/../zones
in_repository . "$case_folder/repository/zones"

begin 'in a sub folder of a repository'
mkdir -p tree/zones
alias_zone example.com >tree/zones/db.example.com
in_repository zones .
in_repository zones db.example.com

begin 'a file outside of the working folder, which git apply refuses: that is said'
mkdir zones here
alias_zone example.com >zones/db.example.com
cd here || exit 2
zonetidy fix --diff ../zones
expect_status 1
expect_in_stderr 'zonetidy: ../zones/db.example.com: outside of the working folder'
expect_in_stdout '+++ b/../zones/db.example.com'

finish
