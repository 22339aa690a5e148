#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# The hooks of .pre-commit-hooks.yaml under the real pre-commit: a repository of zones that uses
# them, and commits to it.
#
#   test_pre_commit.sh PROGRAM
. tests/support/cli.sh

can git pre-commit || {
    echo 'skipped: git or pre-commit is not there'
    exit 77
}

# The hooks find the program on PATH; nothing of the user's own configuration is read or written.
mkdir "$work/bin" "$work/home"
ln -s "$program" "$work/bin/zonetidy"
export PATH=$work/bin:$PATH HOME=$work/home PRE_COMMIT_HOME=$work/pre-commit PRE_COMMIT_COLOR=never
export GIT_AUTHOR_NAME=Admin GIT_AUTHOR_EMAIL=admin@example.com
export GIT_COMMITTER_NAME=Admin GIT_COMMITTER_EMAIL=admin@example.com
unset XDG_CACHE_HOME SKIP PRE_COMMIT

hooks=$work/hooks
mkdir "$hooks"
cp "$root/.pre-commit-hooks.yaml" "$hooks"
git -C "$hooks" init --quiet
git -C "$hooks" add .
git -C "$hooks" commit --quiet --message hooks
revision=$(git -C "$hooks" rev-parse HEAD)

# use_hook ID [ARGUMENT]: makes the working folder a repository that uses the hook. Its files are
# committed as they are.
use_hook() {
    cat >.pre-commit-config.yaml <<END
repos:
  - repo: $hooks
    rev: $revision
    hooks:
      - id: $1
        args: [${2-}]
END
    git init --quiet
    git add .
    git commit --quiet --message 'as it was'
    pre-commit install >"$out" 2>"$err" || fail 'pre-commit install' "$err"
}

# commit: commits what is staged; $out has what hooks say, $head says whether there is a new commit.
commit() {
    local before
    before=$(git rev-parse HEAD)
    run git commit --message 'a change'
    cat "$err" >>"$out"
    head=old
    [ "$(git rev-parse HEAD)" = "$before" ] || head=new
}

expect_refused() {
    expect_equal "$status $head" '1 old' 'status and commit'
}

expect_committed() {
    expect_equal "$status $head" '0 new' 'status and commit'
    expect_in_stdout 'Passed'
}

begin 'the example: check stops the commit, fix repairs, and then it passes'
mkdir zones
cp "$root"/zones/examples/* zones
mv zones/db.example.com bad
use_hook zonetidy zones/
mv bad zones/db.example.com
git add .
commit
expect_refused
expect_in_stdout 'error[mx-target-alias]: MX target mail.example.com. is an alias'
expect_in_stdout '  --> zones/db.example.com:12:36 (zone example.com.)'
cmp -s "$root/zones/examples/db.example.com" zones/db.example.com || fail 'the check wrote'
sed -i 's/id: zonetidy$/id: zonetidy-fix/' .pre-commit-config.yaml
git add .
commit
expect_refused
expect_in_stdout 'files were modified by this hook'
expect_in_stdout 'fixed zones/db.example.com:12:36: mx-target-alias'
expect_equal "$(grep -c 'MX *10 edge-1' zones/db.example.com)" 1 'repaired records'
git add .
commit
expect_committed
sed -i 's/id: zonetidy-fix$/id: zonetidy/' .pre-commit-config.yaml
git add .
commit
expect_committed

begin 'fix refuses what it cannot repair'
zone_text example.com >db.example.com
use_hook zonetidy-fix
echo 'loop IN CNAME loop' >>db.example.com
git add .
commit
expect_refused
expect_in_stdout 'error[cname-loop]'
expect_not_in_stdout 'files were modified'

begin 'a commit that only deletes a file runs the hook'
zone_text example.com "\$INCLUDE hosts" >db.example.com
echo 'host IN A 192.0.2.1' >hosts
echo notes >notes
use_hook zonetidy
git rm --quiet notes
commit
expect_committed
git rm --quiet hosts
commit
expect_refused
expect_in_stdout 'error[include-not-found]'

begin 'a change in one zone makes another one wrong, which is found'
zone_text example.com '@ IN MX 10 mail.example.net.' >db.example.com
zone_text example.net 'mail IN A 192.0.2.1' >db.example.net
use_hook zonetidy
zone_text example.net 'mail IN CNAME host' 'host IN A 192.0.2.1' >db.example.net
git add .
commit
expect_refused
expect_in_stdout ' --> db.example.com:5:12 (zone example.com.)'

begin 'names with blanks, and of zones that pre-commit takes for something else'
mkdir 'my zones'
for name in ai so py pl rs; do
    alias_zone "example.$name" >"my zones/db.example.$name"
done
use_hook zonetidy '"my zones"'
echo '; touched' >>'my zones/db.example.ai'
git add .
commit
expect_refused
for name in ai so py pl rs; do
    expect_in_stdout " --> my zones/db.example.$name:5:12 (zone example.$name.)"
done

begin 'what is staged counts, not what is not: pre-commit puts that aside'
zone_text example.com >db.example.com
use_hook zonetidy
echo '; a comment' >>db.example.com
git add .
echo 'loop IN CNAME loop' >>db.example.com
commit
expect_committed
echo '; another' >>db.example.com
git add .
zone_text example.com >db.example.com
commit
expect_refused
expect_in_stdout 'error[cname-loop]'
zone_text example.com | expect_file db.example.com

begin 'files that git does not know are looked at as well: pre-commit leaves them there'
zone_text example.com >db.example.com
use_hook zonetidy
alias_zone example.net >db.example.net
echo '; a comment' >>db.example.com
git add db.example.com
commit
expect_refused
expect_in_stdout ' --> db.example.net:5:12 (zone example.net.)'

begin 'no zone at all stops the commit: a hook that reads nothing must not pass'
echo notes >notes
use_hook zonetidy
echo more >>notes
git add .
commit
expect_refused
expect_in_stdout 'no zone found'

finish
