#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Which policy file is for which zone, and what its keys do to a run.
#
#   test_policy_files.sh PROGRAM
. tests/support/cli.sh

# policy [FILE] <TEXT: writes a policy file, with its version in front.
policy() {
    { echo 'version: 1'; cat; } >"${1:-zonetidy.yaml}"
}

# off FILE: a policy under which an alias_zone has no finding.
off() {
    policy "$1" <<<'rules: {ignore: [mx-target-alias]}'
}

# expect_told [FILE...]: these files, and no others, are told to have the finding of an alias_zone.
expect_told() {
    expect_status "$(($# > 0 ? 1 : 0))"
    local file
    for file in "$@"; do
        alias_finding "$file"
    done | expect_findings
}

# Nothing above the folder of a case is looked at.
repository() {
    mkdir .git
}

# ---- Discovery

begin 'the nearest file is for a zone, and each zone has its own in one run'
repository
mkdir -p plain/deep own/deep
for folder in . plain plain/deep own own/deep; do
    alias_zone "${folder//[.\/]/x}.example" >"$folder/db.${folder//[.\/]/x}.example"
done
off own/zonetidy.yaml
zonetidy check --format concise
expect_told db.x.example plain/db.plain.example plain/deep/db.plainxdeep.example
off zonetidy.yaml
policy own/zonetidy.yaml <<<'extends: builtin:recommended'
zonetidy check --format concise
expect_told own/db.own.example own/deep/db.ownxdeep.example
# Wherever the run is started, and however the files are called.
cd own/deep || exit 2
zonetidy check --format concise ../../plain/deep db.ownxdeep.example "$case_folder/db.x.example"
expect_told db.ownxdeep.example

begin 'the root of the repository ends the way up'
mkdir -p repository/zones
alias_zone example.com >repository/zones/db.example.com
off zonetidy.yaml
zonetidy check --format concise
expect_told
mkdir repository/.git
zonetidy check --format concise
expect_told repository/zones/db.example.com
off repository/zonetidy.yaml
zonetidy check --format concise
expect_told

begin 'what anybody may have left in a folder above is not taken'
mkdir -p shared/zones
alias_zone example.com >shared/zones/db.example.com
off shared/zonetidy.yaml
chmod 1777 shared
zonetidy check --format concise shared/zones
expect_told shared/zones/db.example.com
chmod 755 shared
zonetidy check --format concise shared/zones
expect_told

begin 'a policy and a folder may be symbolic links'
repository
mkdir -p real shared there
alias_zone example.com >real/db.example.com
policy shared/company.yaml <<<'overrides: [{files: "db.*", rules: {ignore: [mail]}}]'
ln -s ../shared/company.yaml real/zonetidy.yaml
ln -s real link
# Patterns are seen from where the policy really is.
zonetidy check --format concise link/db.example.com
expect_told link/db.example.com
rm real/zonetidy.yaml
off real/zonetidy.yaml
zonetidy check --format concise link/db.example.com
expect_told
# A link to a zone file is for the policy of the folder that it stands in.
ln -s ../real/db.example.com there/db.example.com
zonetidy check --format concise there/db.example.com
expect_told there/db.example.com

begin 'a folder that is called like a policy is told'
repository
alias_zone example.com >db.example.com
mkdir zonetidy.yaml
zonetidy check
expect_status 2
expect_no_stdout
expect_stderr <<END
zonetidy.yaml: error: "$case_folder/zonetidy.yaml" cannot be read: Is a directory
END

begin 'a policy with the other ending of its name is told, not passed over'
repository
mkdir sub
alias_zone example.com >sub/db.example.com
echo 'not even YAML: [' >zonetidy.yml
for arguments in check 'check sub/db.example.com' 'policy show sub/db.example.com'; do
    # shellcheck disable=SC2086 # words on purpose
    run "$program" $arguments
    expect_status 2
    expect_no_stdout
    expect_stderr <<'END'
zonetidy.yml: error: a policy is found by the name zonetidy.yaml: rename this file
END
done
zonetidy policy check
expect_status 2
expect_stdout <<'END'
zonetidy.yml: error: a policy is found by the name zonetidy.yaml: rename this file
END
off zonetidy.yaml
zonetidy check --format concise
expect_status 0
mv zonetidy.yaml zonetidy.yml
zonetidy check --format concise --policy zonetidy.yml
expect_status 0

begin 'a policy that is there and cannot be read is told, not passed over'
repository
mkdir below
alias_zone example.com >below/db.example.com
off zonetidy.yaml
ln -s nowhere.yaml below/zonetidy.yaml
zonetidy check --format concise
expect_status 2
expect_no_stdout
expect_stderr <<END
below/zonetidy.yaml: error: "$case_folder/below/zonetidy.yaml" cannot be read: No such file or directory
END
rm below/zonetidy.yaml
if modes_bind; then
    off below/zonetidy.yaml
    chmod 000 below/zonetidy.yaml
    run "${restricted[@]}" "$program" check
    expect_status 2
    expect_in_stderr 'below/zonetidy.yaml" cannot be read: Permission denied'
    chmod 644 below/zonetidy.yaml
    # Nor is it passed over when nobody may look whether it is there.
    mkdir below/deep
    alias_zone example.net >below/deep/db.example.net
    cd below/deep || exit 2
    chmod 600 ..
    run "${restricted[@]}" "$program" check db.example.net
    expect_status 2
    expect_no_stdout
    chmod 755 ..
else
    skip 'modes do not bind here'
fi

begin 'a policy is no zone file'
repository
alias_zone example.com >db.example.com
policy <<<'fix: {serial: keep}'
for command in check fix records; do
    zonetidy $command ./zonetidy.yaml
    expect_status 2
    expect_no_stdout
    # shellcheck disable=SC2016 # words of the message
    expect_in_stderr './zonetidy.yaml: a policy and no zone file; `zonetidy policy check` tells what is'
done
zonetidy check --format concise zonetidy.yaml db.example.com
expect_status 2
alias_finding db.example.com | expect_findings

begin 'folders may be deep'
repository
deep=$(printf 'd/%.0s' {1..200})
mkdir -p "$deep"
alias_zone example.com >"${deep}db.example.com"
off zonetidy.yaml
zonetidy check --format concise "${deep}db.example.com"
expect_told

# ---- Options

begin 'an option names the policy, or takes none'
repository
mkdir sub
alias_zone example.com >db.example.com
alias_zone example.net >sub/db.example.net
off zonetidy.yaml
policy other.yaml <<<'overrides: [{files: "sub/*", rules: {ignore: mail}}]'
zonetidy check --format concise --policy other.yaml
expect_told db.example.com
zonetidy check --format concise --policy builtin:load
expect_told
zonetidy check --format concise --isolated
expect_told db.example.com sub/db.example.net
zonetidy check --policy none.yaml
expect_status 2
expect_no_stdout
expect_stderr <<'END'
none.yaml: error: "none.yaml" cannot be read: No such file or directory
END
zonetidy fix --fix-rule custom:nobodys
expect_status 2
expect_no_stdout
expect_in_stderr '--fix-rule: error: no policy of these zones has a rule "custom:nobodys"'

begin 'the command line sets single keys for all policies'
repository
mkdir sub
alias_zone example.com >db.example.com
alias_zone example.net >sub/db.example.net
off sub/zonetidy.yaml
zonetidy check --format concise --set rules.ignore=mail
expect_told
zonetidy check --format concise --set rules.extend-select=mx-target-alias
expect_told db.example.com sub/db.example.net
zonetidy check --format concise --set 'overrides=[{files: "sub/*", rules: {select: mail}}]'
expect_told db.example.com sub/db.example.net
zonetidy check --format concise --set rules.severity.mx-target-alias=info --set report.show=info
expect_status 0
expect_findings <<'END'
db.example.com:5:12: info: mx-target-alias
sub/db.example.net:5:12: info: mx-target-alias
END
zonetidy check --format concise --set zones.exclude=sub
expect_told db.example.com
# Patterns are seen from the working folder.
cd sub || exit 2
off zonetidy.yaml
zonetidy check --format concise --set 'overrides=[{files: "db.*", rules: {select: mail}}]' .
expect_told db.example.net

begin 'a mistake on the command line is told once, however many policies there are'
repository
mkdir a b
alias_zone example.com >a/db.example.com
alias_zone example.net >b/db.example.net
off a/zonetidy.yaml
off b/zonetidy.yaml
zonetidy check --set rules.ignore=mx-target-alia --set extends=builtin:strict
expect_status 2
expect_no_stdout
expect_stderr <<'END'
--set extends: error: the command line extends no policy; --policy names the one to go by
 1 | extends
   | ^^^^^^^
--set rules.ignore: error: "mx-target-alia" is not a rule or a family of rules; there is "mx-target-alias"
 1 | mx-target-alia
   | ^^^^^^^^^^^^^^
END

# ---- Zones

begin 'a mistake in a file that several policies extend is told once'
repository
printf 'version: 1\nrulez: 1\n' >base.yaml
for folder in a b; do
    mkdir $folder
    alias_zone $folder.example >$folder/db.$folder.example
    policy $folder/zonetidy.yaml <<<'extends: ../base.yaml'
done
zonetidy check
expect_status 2
expect_no_stdout
expect_stderr <<'END'
base.yaml:2:1: error: there is no key "rulez" in a policy; there is a key "rules"
 2 | rulez: 1
   | ^^^^^
END

begin 'a policy says which files are zones, and which are left out'
repository
mkdir -p zones/archive
alias_zone example.com >zones/db.example.com
alias_zone example.net >zones/odd
alias_zone example.org >zones/archive/db.example.org
alias_zone example.edu >db.example.edu
policy <<'END'
zones:
  files: ["zones/**"]
  exclude: [zones/archive]
END
zonetidy check --format concise
expect_told zones/db.example.com zones/odd
# The policy is none, whatever its patterns match.
policy <<<'zones: {files: "*"}'
zonetidy check --format concise
expect_told db.example.edu

begin 'a policy says how the names of files tell their zones'
repository
# shellcheck disable=SC2016 # a directive
alias_zone example.com | grep -v -F '$ORIGIN' >internal-example.com.master
policy <<<'zones: {files: "*.master", origin: "internal-{origin}.master"}'
zonetidy check --format json
expect_status 1
expect_in_stdout '"message": "MX target mail.example.com. is an alias", "zone": "example.com."'

begin 'a policy maps zones to files, and so does the command line'
repository
mkdir zones
# shellcheck disable=SC2016 # a directive
alias_zone example.com | grep -v -F '$ORIGIN' >zones/first
cp zones/first zones/second
policy zones/zonetidy.yaml <<<'zones: {map: {mapped.example: first}}'
zonetidy check --format json
expect_in_stdout '"MX target mail.mapped.example. is an alias"'
rm zones/zonetidy.yaml
zonetidy check --format json --set 'zones.map={other.example: zones/second}'
expect_in_stdout '"MX target mail.other.example. is an alias"'

begin 'a map reaches no further than what is asked for'
repository
mkdir zones elsewhere
alias_zone example.com >zones/db.example.com
alias_zone example.net >elsewhere/net
alias_zone example.org >elsewhere/org
ln -s ../elsewhere zones/link
ln -s ../elsewhere/org zones/org
policy zones/zonetidy.yaml <<'END'
zones:
  map: {example.net: ../elsewhere/net, example.info: link/net, example.org: ./org}
END
for path in zones zones/. "$case_folder/zones"; do
    zonetidy check --format concise "$path"
    sed -i "s|$path/||" "$out"
    sed -i 's|^zones/||' "$out"
    expect_told db.example.com org
done
# The file itself may be asked for.
zonetidy policy show zones/org
expect_in_stdout '# What holds for zones/org, the zone example.org.'
zonetidy policy show zones/../zones/org
expect_in_stdout ', the zone example.org.'
policy zones/zonetidy.yaml <<<'zones: {map: {mapped.example: org}}'
zonetidy check --format json zones/org
expect_in_stdout '"zone": "mapped.example."'
zonetidy policy show zones/org
expect_in_stdout ', the zone mapped.example.'

begin 'that no file matches the patterns of a policy is told'
repository
alias_zone example.com >db.example.com
policy <<<'zones: {files: "*.zone"}'
zonetidy check
expect_status 2
expect_stderr <<'END'
zonetidy: .: no zone found; zonetidy.yaml:2 says which files are zones, and none of these is one
END

# ---- Overrides

begin 'overrides are for files, zones, owners and types'
repository
mkdir clients
zone_text example.com '@ IN MX 10 mail' 'sub IN MX 10 mail' 'mail IN CNAME host' \
    '_sip._tcp IN SRV 1 1 1 mail' 'host IN A 192.0.2.1' >db.example.com
alias_zone example.net >clients/db.example.net
told=(db.example.com:5:12 db.example.com:6:14 clients/db.example.net:5:12)
# told_but OVERRIDE [PLACE...]: the findings under an override.
told_but() {
    policy <<<"overrides: [{$1, rules: {ignore: mx-target-alias}}]"
    zonetidy check --format concise
    sed -n -E 's/^([^ ]*): error: mx-target-alias: .*/\1/p' "$out" | sort >seen
    printf '%s\n' "${@:2}" | sort | grep . >expected
    expect_same expected seen "other places for $1"
    rm seen expected
}
told_but 'zones: other.example' "${told[@]}"
told_but 'zones: example.com' "${told[2]}"
told_but 'files: "clients/**"' "${told[0]}" "${told[1]}"
told_but 'owners: "@"' "${told[1]}"
told_but 'owners: sub.example.com.' "${told[0]}" "${told[2]}"
told_but 'types: MX'
told_but 'types: SRV' "${told[@]}"
told_but 'zones: "*.com", owners: ["s*"]' "${told[0]}" "${told[2]}"

begin 'an override ends with its last day'
repository
alias_zone example.com >db.example.com
policy <<<'overrides: [{until: 2027-03-31, rules: {ignore: mail}}]'
zonetidy check --format concise --now 2027-03-31T23:59:59Z
expect_told
zonetidy check --format concise --now 2027-04-01
expect_findings <<'END'
db.example.com:5:12: error: mx-target-alias
zonetidy.yaml:2:21: warning: override-expired
END

begin 'an override can make a finding fail the run, or not'
repository
mkdir lab
alias_zone example.com >db.example.com
alias_zone example.net >lab/db.example.net
policy <<'END'
rules: {severity: {mx-target-alias: warning}}
report: {fail-on: error}
overrides: [{files: "lab/*", rules: {severity: {mx-target-alias: info}}}]
END
zonetidy check --format concise
expect_status 0
echo 'db.example.com:5:12: warning: mx-target-alias' | expect_findings
policy <<'END'
report: {fail-on: error, show: info}
overrides: [{files: "*.com", rules: {severity: {mx-target-alias: info}}}]
END
zonetidy check --format concise
expect_status 1
expect_findings <<'END'
db.example.com:5:12: info: mx-target-alias
lab/db.example.net:5:12: error: mx-target-alias
END
zonetidy check --format concise --set rules.severity.mx-target-alias=warning
expect_status 0

# ---- Report and fixes

begin 'a policy names the baseline, seen from its folder'
repository
mkdir -p zones
alias_zone example.com >zones/db.example.com
policy zones/zonetidy.yaml <<<'report: {baseline: accepted.json}'
cd zones || exit 2
zonetidy baseline create
expect_status 0
echo 'accepted.json: 1 finding' | expect_stderr
zonetidy check --format concise
expect_told

begin 'a policy raises serials in its own way, and clients are left alone'
repository
mkdir clients
alias_zone example.com >db.example.com
alias_zone example.net >clients/db.example.net
policy <<'END'
fix: {serial: date}
overrides: [{files: "clients/**", fix: {level: off}}]
END
zonetidy fix --diff --now 2026-11-22
expect_status 1
expect_stdout <<'END'
--- a/db.example.com
+++ b/db.example.com
@@ -1,7 +1,7 @@
 $ORIGIN example.com.
 $TTL 3600
-@ IN SOA ns.provider.example. hostmaster 1 7200 900 1209600 3600
+@ IN SOA ns.provider.example. hostmaster 2026112200 7200 900 1209600 3600
 @ IN NS ns.provider.example.
-@ IN MX 10 mail
+@ IN MX 10 host
 mail IN CNAME host
 host IN A 192.0.2.1
END
# --unsafe-fixes lifts no `off`.
zonetidy fix --unsafe-fixes --now 2026-11-22
expect_status 1
alias_zone example.net | expect_file clients/db.example.net
policy <<<'fix: {serial: keep}'
alias_zone example.com >db.example.com
zonetidy fix db.example.com
expect_status 0
alias_zone example.com | sed 's/ MX 10 mail$/ MX 10 host/' | expect_file db.example.com

finish
