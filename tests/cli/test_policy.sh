#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# policy check, show, test: what is wrong in a policy, what it comes to, what its own rules do.
#
#   test_policy.sh PROGRAM
. tests/support/cli.sh

# A tree with a policy that extends another one, with overrides and a custom rule.
tree() {
    mkdir -p .git zones
    cat >base.yaml <<'END'
version: 1
extends: builtin:recommended
rules:
  severity: {cname-dangling: error, zone-file-name: info}
custom:
  - id: spf-present
    message: "{zone} has no SPF record"
    match: {each: zone}
    require: {exists: {type: TXT, owner: "@"}}
    severity: info
END
    cat >zonetidy.yaml <<'END'
version: 1
extends: ./base.yaml
zones:
  files: ["zones/db.*"]
  external: {cdn.example: trusted, old.example: absent}
rules:
  ignore: [ttl-mismatch]
  reply: {mx-target-alias: ["421 no", "a \"b\""]}
fix:
  level: safe
  rules: {alias: unsafe}
report: {show: info}
overrides:
  - zones: "*.com"
    rules: {severity: {cname-dangling: warning}}
    fix: {serial: keep}
  - files: ["zones/db.*.net"]
    rules: {ignore: [mail]}
  - owners: [legacy]
    types: CNAME
    rules: {ignore: [cname-dangling]}
    fix: {level: off}
    reason: "appliance # 4"
  - zones: example.com
    rules: {ignore: [alias]}
    until: 2020-01-01
custom:
  - id: mx-in-house
    message: "mail of {zone} goes to {rdata.exchange}"
    match: {type: MX}
    require: {rdata.exchange: "mail.example.com."}
    tests:
      - bad: "@ MX 10 other.example."
        message: "mail of example.com. goes to other.example."
      - ok: "@ MX 10 mail.example.com."
END
    alias_zone example.com >zones/db.example.com
    alias_zone example.net >zones/db.example.net
    printf '%s\n' 'legacy IN CNAME gone' 'new IN CNAME gone' 'at IN CNAME cdn.example.' \
        'x IN CNAME old.example.' 'p 60 IN A 192.0.2.3' 'p 30 IN A 192.0.2.4' |
        tee -a zones/db.example.com >>zones/db.example.net
}

# without_severities: `policy show` without the long list of rules.
without_severities() {
    awk '/^  [a-z]/ { inside = 0 } /^  severity:$/ { inside = 1 } !inside' "$out" >shown
    mv shown "$out"
}

# expect_severity RULE LEVEL PLACE: the line of a rule.
expect_severity() {
    awk '/^  [a-z]/ { inside = 0 } /^  severity:$/ { inside = 1 } inside' "$out" |
        sed -n -E "s/^    $1: ([a-z]+) +# (.*)/\\1 \\2/p" >line
    expect_equal "$(cat line)" "$2 $3" "line of $1"
}

begin 'check tells all that is wrong, with each place'
mkdir .git
cat >base.yaml <<'END'
version: 1
report: {fail-on: alweys}
END
cat >zonetidy.yaml <<'END'
version: 1
extends: [./base.yaml, ./none.yaml]
rules:
  sevrity: {ptr-missing: error}
  ignore: [ptr-misssing]
root: yes
END
zonetidy policy check
expect_status 2
sed -i "s|$PWD/||" "$out"
expect_stdout <<'END'
zonetidy.yaml:2:24: error: "./none.yaml" cannot be read: No such file or directory
 2 | extends: [./base.yaml, ./none.yaml]
   |                        ^^^^^^^^^^^
zonetidy.yaml:4:3: error: there is no key "sevrity" in the rules; there is a key "severity"
 4 |   sevrity: {ptr-missing: error}
   |   ^^^^^^^
zonetidy.yaml:5:12: error: "ptr-misssing" is not a rule or a family of rules; there is "ptr-missing"
 5 |   ignore: [ptr-misssing]
   |            ^^^^^^^^^^^^
zonetidy.yaml:6:7: error: "yes" is not true or false; write true
 6 | root: yes
   |       ^^^
base.yaml:2:19: error: "alweys" is not a level; it is info, warning or error
 2 | report: {fail-on: alweys}
   |                   ^^^^^^
END
echo 'zonetidy.yaml: 5 errors' | expect_stderr
cp zonetidy.yaml other.yaml
zonetidy policy check base.yaml zonetidy.yaml --set report.show=no
expect_status 2
expect_count 1 '^base.yaml:2:19: '
expect_count 1 '^--set report.show: error: "no" is not a level'
echo '2 policy files: 6 errors' | expect_stderr
zonetidy policy check --quiet other.yaml
expect_status 2
expect_stderr </dev/null
zonetidy policy show
expect_status 2
expect_no_stdout
expect_in_stderr 'zonetidy.yaml:4:3: error: '

begin 'what is no good YAML is told with the other place, and hides no other mistake'
printf '%s\n' 'version: 1' 'rules:' '  ignore: [mail]' '  ignore: [maul]' >zonetidy.yaml
zonetidy policy check
expect_status 2
expect_stdout <<'END'
zonetidy.yaml:4:3: error: the key "ignore" is there twice
 4 |   ignore: [maul]
   |   ^^^^^^
zonetidy.yaml:3:3: note: this is the other one
 3 |   ignore: [mail]
   |   ^^^^^^
zonetidy.yaml:4:12: error: "maul" is not a rule or a family of rules; there is "mail"
 4 |   ignore: [maul]
   |            ^^^^
END

begin 'check is content with a good policy, and with none'
zonetidy policy check
expect_status 0
expect_no_stdout
echo 'builtin:recommended: no errors' | expect_stderr
tree
cd zones || exit 2
zonetidy policy check
expect_status 0
expect_no_stdout
expect_in_stderr 'zonetidy.yaml: no errors'

begin 'a file that is none, or not there, is told'
mkdir folder
zonetidy policy check folder none.yaml builtin:strikt
expect_status 2
expect_stdout <<'END'
folder: error: "folder" cannot be read: Is a directory
none.yaml: error: "none.yaml" cannot be read: No such file or directory
builtin:strikt: error: no policy of the program is called "strikt"; there is builtin:strict
END

begin 'show prints what holds for a zone file, and where it is said'
tree
zonetidy policy show zones/db.example.com --set rules.severity.soa-missing=warning
expect_status 0
expect_stderr </dev/null
expect_severity cname-dangling warning zonetidy.yaml:15
expect_severity zone-file-name info base.yaml:4
expect_severity ttl-mismatch off zonetidy.yaml:7
expect_severity mx-target-alias error builtin:recommended:8
expect_severity soa-missing warning '--set rules.severity.soa-missing'
expect_severity custom:mx-in-house warning zonetidy.yaml:28
expect_severity custom:spf-present info base.yaml:6
without_severities
sed -i '/^    cname-.*: unsafe/d; /^    dname-.*: unsafe/d; /^  rules:$/d' "$out"
expect_stdout <<'END'
# What holds for zones/db.example.com, the zone example.com.
# From builtin:recommended, base.yaml, zonetidy.yaml, --set rules.severity.soa-missing
version: 1
extends: []                                 # it is all here
zones:
  files: ["zones/db.*"]                     # zonetidy.yaml:4
  external:
    cdn.example.: trusted                   # zonetidy.yaml:5
    old.example.: absent                    # zonetidy.yaml:5
rules:
  reply:
    mx-target-alias:
      - 421 no                              # zonetidy.yaml:8
      - "a \"b\""                           # zonetidy.yaml:8
fix:
  level: safe                               # zonetidy.yaml:10
  serial: keep                              # zonetidy.yaml:16
suppressions:
  inline: allow                             # builtin:recommended:15
report:
  fail-on: warning                          # builtin:recommended:19
  show: info                                # zonetidy.yaml:12
overrides:
  - zones: "*.com"                          # zonetidy.yaml:14, holds: see above
    rules: {severity: {cname-dangling: warning}}
    fix: {serial: keep}
  - files: ["zones/db.*.net"]               # zonetidy.yaml:17, does not hold here
    rules: {ignore: [mail]}
  - owners: [legacy]                        # zonetidy.yaml:19, holds for such findings
    types: CNAME
    rules: {ignore: [cname-dangling]}
    fix: {level: off}
    reason: "appliance # 4"
  - zones: example.com                      # zonetidy.yaml:24, has ended
    rules: {ignore: [alias]}
    until: 2020-01-01
  - rules: {severity: {soa-missing: warning}}  # --set rules.severity.soa-missing
    until: 9999-12-31
custom:
  - id: spf-present                         # base.yaml:6
    message: "{zone} has no SPF record"
    match: {each: zone}
    require: {exists: {type: TXT, owner: "@"}}
    severity: info
  - id: mx-in-house                         # zonetidy.yaml:28
    message: "mail of {zone} goes to {rdata.exchange}"
    match: {type: MX}
    require: {rdata.exchange: mail.example.com.}
    tests:
      - {bad: "@ MX 10 other.example.", message: "mail of example.com. goes to other.example."}
      - {ok: "@ MX 10 mail.example.com."}
END

begin 'the name of a file that is not there yet tells its zone'
tree
zonetidy policy show zones/db.new.example.net
expect_status 0
expect_in_stdout '# What holds for zones/db.new.example.net, the zone new.example.net.'
expect_severity mx-target-alias off zonetidy.yaml:18
expect_severity cname-dangling error base.yaml:4
zonetidy policy show zones/db.example.com --now 2019-12-31T23:59:59Z
expect_severity cname-loop off zonetidy.yaml:25
zonetidy policy show zones/db.example.com --now 2020-01-01T23:59:59Z
expect_severity cname-loop off zonetidy.yaml:25
zonetidy policy show zones/db.example.com --now 2020-01-02
expect_severity cname-loop error builtin:recommended:8
zonetidy policy show elsewhere/123 --isolated
expect_status 0
expect_in_stdout '# What holds for elsewhere/123, of which nobody knows the zone'
expect_in_stdout '# From builtin:recommended'

begin 'show takes a policy, and no file means that of the working folder'
tree
zonetidy policy show base.yaml
expect_status 0
expect_severity cname-dangling error base.yaml:4
expect_severity ttl-mismatch warning builtin:recommended:8
zonetidy policy show
cp "$out" own
zonetidy policy show zonetidy.yaml
expect_stdout <own
expect_severity cname-dangling error base.yaml:4
expect_in_stdout '  - zones: "*.com"                          # zonetidy.yaml:14'
zonetidy policy show zones/
expect_stdout <own
zonetidy policy show base.yaml --policy zonetidy.yaml
expect_status 2
expect_in_stderr 'base.yaml is a policy itself: no other one goes with it'
zonetidy policy show base.yaml zonetidy.yaml
expect_status 2
expect_in_stderr 'the command policy show takes one FILE'

begin 'a policy of the program is printed as it is'
for file in "$root"/policies/*.yaml; do
    zonetidy policy show "builtin:$(basename "$file" .yaml)"
    expect_status 0
    expect_stdout <"$file"
done
zonetidy policy show builtin:strict --set report.show=warning
expect_status 0
expect_severity ttl-mismatch error builtin:strict:11
expect_in_stdout '  show: warning                             # --set report.show'
zonetidy policy show builtin:strickt
expect_status 2
expect_in_stderr 'there is builtin:strict'

begin 'what show prints is a policy that says the same'
tree
for set in report.show=info fix.level=off rules.severity.mx-target-alias=info "rules.select=[alias]" \
    "rules.severity={cname-dangling: info}"; do
    for zone in example.com example.net; do
        # What is found in the policy itself stands elsewhere in its copy.
        zonetidy check --format concise --set "$set" --rule override-expired=off "zones/db.$zone"
        cp "$out" findings
        zonetidy policy show --set "$set" "zones/db.$zone"
        cp "$out" shown.yaml
        zonetidy policy check shown.yaml
        expect_status 0
        zonetidy check --format concise --policy shown.yaml --rule override-expired=off \
            "zones/db.$zone"
        expect_stdout <findings
        zonetidy policy show --set "$set"
        cp "$out" shown.yaml
        zonetidy check --format concise --policy shown.yaml --rule override-expired=off \
            "zones/db.$zone"
        expect_stdout <findings
    done
done
expect_equal "$(wc -l <findings)" 5 'findings at last'

begin 'that holds for patterns and paths of other folders too'
mkdir -p .git clients/acme
alias_zone example.com >clients/acme/db.example.com
printf '%s\n' 'a IN CNAME gone' >>clients/acme/db.example.com
cat >company.yaml <<'END'
version: 1
zones: {map: {example.com: clients/acme/db.example.com}}
report: {baseline: accepted.json}
overrides:
  - files: "*"
    rules: {ignore: mail}
  - files: "clients/**"
    rules: {severity: {cname-dangling: error}}
  - files: "clients/**"
    owners: a
    fix: {level: off}
  - files: "*"
    fix: {serial: keep}
    until: 2020-01-01
END
cat >clients/acme/zonetidy.yaml <<'END'
version: 1
extends: ../../company.yaml
overrides:
  - files: "db.*"
    rules: {severity: {mx-target-alias: warning}}
END
for set in report.show=info 'overrides=[{files: "clients/**", rules: {ignore: alias}}]' \
    'zones.map={example.com: clients/acme/db.example.com}' rules.severity.alias=info; do
    zonetidy policy show --set "$set" clients/acme/db.example.com
    expect_status 0
    cp "$out" clients/acme/shown.yaml
    zonetidy policy show --policy clients/acme/shown.yaml clients/acme/db.example.com
    expect_status 0
    sed -E 's/ *#.*//; /^$/d' clients/acme/shown.yaml >before
    sed -E -i 's/ *#.*//; /^$/d' "$out"
    expect_stdout <before
done
grep -v '^    [a-z]' clients/acme/shown.yaml | sed -n '/^# override/p; /^overrides:/,$p' >seen
cat >expected <<'END'
# override company.yaml:5, does not hold here
overrides:
  - rules: {severity: {cname-dangling: error}}  # company.yaml:7, holds: see above, without its files
  - owners: a                               # company.yaml:9, holds for such findings, without its files
  - files: "*"                              # company.yaml:12, has ended, seen from .
  - files: "db.*"                           # clients/acme/zonetidy.yaml:4, holds: see above
  - rules: {severity: {alias: info}}        # --set rules.severity.alias
END
expect_same expected seen 'other overrides'

begin 'a rule that an override selects keeps the severity that it had while it was off'
mkdir .git
alias_zone example.com >db.example.com
printf '%s\n' 'p 60 IN A 192.0.2.3' 'p 90 IN A 192.0.2.4' >>db.example.com
cat >zonetidy.yaml <<'END'
version: 1
extends: builtin:strict
rules: {ignore: [ttl-mismatch]}
overrides: [{owners: p, rules: {extend-select: ttl-mismatch}}]
END
zonetidy policy show db.example.com
cp "$out" shown.yaml
expect_severity ttl-mismatch off zonetidy.yaml:3
expect_in_stdout '  - rules: {severity: {ttl-mismatch: error}}  # for overrides that select these'
for policy in zonetidy.yaml shown.yaml; do
    zonetidy check --format concise --policy $policy db.example.com
    expect_status 1
    expect_findings <<'END'
db.example.com:5:12: error: mx-target-alias
db.example.com:9:1: error: ttl-mismatch
END
done

begin 'policies of the program hold for the same after show'
tree
for file in "$root"/policies/*.yaml; do
    name=builtin:$(basename "$file" .yaml)
    zonetidy check --format concise --policy "$name" zones
    cp "$out" findings
    zonetidy policy show --policy "$name" zones/db.example.com
    cp "$out" shown.yaml
    zonetidy check --format concise --policy shown.yaml zones
    expect_stdout <findings
done

begin 'texts are written so that no terminal acts upon them, and are read as the same'
printf '%s\n' 'version: 1' 'report: {baseline: "a\u202e\n\tb"}' >odd.yaml
zonetidy policy show odd.yaml
expect_in_stdout '  baseline: "a\U0000202e\n\tb"              # odd.yaml:2'
cp "$out" again.yaml
zonetidy policy show again.yaml
expect_in_stdout '  baseline: "a\U0000202e\n\tb"              # again.yaml:'
printf '%s\n' 'version: 1' 'suppressions: {names: {"x: y": mail, "z:": mail, "#": [alias]}}' \
    "report: {baseline: 'it is \"a\" \\ b:'}" >odd.yaml
zonetidy policy show odd.yaml
expect_in_stdout '    "x: y":'
expect_in_stdout '    "z:":'
expect_in_stdout '  baseline: "it is \"a\" \\ b:"             # odd.yaml:3'
cp "$out" again.yaml
zonetidy policy show again.yaml
expect_in_stdout '  baseline: "it is \"a\" \\ b:"             # again.yaml:'

begin 'a policy further up that is not looked at is told'
tree
mkdir below
printf 'version: 1\n' >below/zonetidy.yaml
hint='below/zonetidy.yaml: zonetidy.yaml further up is not looked at'
zonetidy policy check below/zonetidy.yaml
expect_status 0
expect_in_stderr "$hint"
zonetidy policy show below/db.example.org
expect_in_stderr "$hint"
zonetidy check --policy below/zonetidy.yaml zones
expect_not_in_stderr 'further up'
printf 'root: true\n' >>below/zonetidy.yaml
zonetidy policy check below/zonetidy.yaml
expect_not_in_stderr 'further up'
printf 'version: 1\nextends: ../zonetidy.yaml\n' >below/zonetidy.yaml
zonetidy policy check below/zonetidy.yaml
expect_status 0
expect_not_in_stderr 'further up'

begin 'tests of custom rules are run'
tree
zonetidy policy test
expect_status 0
expect_no_stdout
echo '2 tests of 2 rules: all passed; 1 rule has no test' | expect_stderr
sed -i 's/goes to other.example./goes to another.example./; s/ok: "@ MX 10 mail/ok: "@ MX 10 male/' \
    zonetidy.yaml
zonetidy policy test
expect_status 1
expect_stdout <<'END'
zonetidy.yaml:34:18: failed: custom:mx-in-house: the message is another one
 34 |         message: "mail of example.com. goes to another.example."
    |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    expected:
        mail of example.com. goes to another.example.
    found:
        mail of example.com. goes to other.example.
zonetidy.yaml:35:13: failed: custom:mx-in-house: the rule finds something here: mail of example.com. goes to male.example.com.
 35 |       - ok: "@ MX 10 male.example.com."
    |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^
END
echo '2 tests of 2 rules: 2 failed; 1 rule has no test' | expect_stderr
zonetidy policy test --isolated
expect_status 0
echo 'the policy has no custom rules' | expect_stderr
zonetidy policy test zones
expect_status 2
expect_in_stderr "'zones': a PATH goes with --unused"
echo 'nonsense: 1' >>zonetidy.yaml
zonetidy policy test
expect_status 2
expect_in_stderr 'there is no key "nonsense"'

begin 'a rule whose expression costs too much for its test, or to select anything, is told'
cat >zonetidy.yaml <<'END'
version: 1
custom:
  - id: costly
    message: m
    match: {type: TXT, rdata.text: {regex: '^(a|aa)+\d'}}
    forbid: {ttl: 3600}
    tests:
      - ok: "@ TXT aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"
END
zonetidy policy test
expect_status 0
expect_in_stderr 'custom:costly: matching an expression of this rule'
printf '@ 60 TXT aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\n' >db.example.com
zonetidy policy test --unused db.example.com
expect_status 1
expect_in_stdout 'match of custom:costly selects nothing'
expect_in_stderr 'custom:costly: matching an expression of this rule'

begin 'what is of no use is listed'
tree
cat >>zonetidy.yaml <<'END'
  - id: no-such-type
    message: "{owner}"
    match: {type: CAA}
    forbid: {ttl: 1}
  - id: not-run
    message: "{owner}"
    match: {type: CAA}
    forbid: {ttl: 1}
    severity: "off"
END
sed -i 's|files: \["zones/db.\*"\]|files: ["zones/db.*", "other/*"]|' zonetidy.yaml
zonetidy policy test --unused
expect_status 1
expect_stdout <<'END'
zonetidy.yaml:4:25: unused: the pattern matches the file of none of these zones
 4 |   files: ["zones/db.*", "other/*"]
   |                         ^^^^^^^^^
zonetidy.yaml:24:5: unused: the override has ended
 24 |   - zones: example.com
    |     ^
zonetidy.yaml:36:9: unused: match of custom:no-such-type selects nothing in these zones
 36 |   - id: no-such-type
    |         ^^^^^^^^^^^^
END
echo '3 of 11 parts of policies unused in 2 zones' | expect_stderr
zonetidy policy test --unused zones/db.example.com
expect_status 1
expect_in_stdout 'zonetidy.yaml:17:5: unused: the override holds for none of these zones'

begin 'zones, patterns and external names that nothing has to do with are listed'
mkdir -p .git zones/archive zones/empty
alias_zone example.com >zones/db.example.com
alias_zone example.net >zones/odd
alias_zone example.org >zones/archive/db.example.org
printf '%s\n' 'a IN CNAME cdn.example.' 'b IN CNAME x.wild.example.' 'c IN CNAME way.example.' \
    >>zones/db.example.com
cat >zonetidy.yaml <<'END'
version: 1
zones:
  exclude: ["**/archive", "zones/archive/**", zones/empty]
  origin: ["db.{origin}", "{origin}.master"]
  map:
    example.net: zones/odd
    outside.example: ../odd
  external:
    cdn.example: trusted
    "*.wild.example": trusted
    way.example: {alias-of: end.example}
    end.example: absent
    nobody.example: trusted
END
zonetidy policy test --unused zones
expect_status 1
grep -E '^zonetidy' "$out" >seen
cat >expected <<'END'
zonetidy.yaml:3:27: unused: the pattern leaves out nothing that was searched
zonetidy.yaml:4:27: unused: the pattern tells the zone of none of these files
zonetidy.yaml:7:5: unused: no zone of these is read from the file that is mapped
zonetidy.yaml:13:5: unused: no rule asks for this name in these zones
END
expect_same expected seen 'other parts'
echo '4 of 12 parts of policies unused in 2 zones' | expect_stderr
# Where nothing is searched, nothing can be left out.
zonetidy policy test --unused zones/db.example.com
expect_status 1
expect_not_in_stdout 'leaves out nothing'
expect_in_stdout 'zonetidy.yaml:6:5: unused: no zone of these is read'
# A rule that is off asks for nothing.
zonetidy policy test --unused --set rules.ignore=alias zones
expect_in_stdout 'zonetidy.yaml:9:5: unused: no rule asks for this name'

begin 'of very many parts the first thousand are listed'
mkdir .git
alias_zone example.com >db.example.com
{ printf 'version: 1\nzones:\n  external:\n'; seq 20000 | sed 's/.*/    n&.example: absent/'; } >zonetidy.yaml
zonetidy policy test --unused
expect_status 1
expect_equal "$(tail -n 1 "$out")" 'and 19000 more' 'the last line'
echo '20000 of 20000 parts of policies unused in 1 zone' | expect_stderr

begin 'a parent is of use when it is to one of its policies'
tree
mkdir -p a b
for folder in a b; do
    printf 'version: 1\nextends: ../base.yaml\n' >$folder/zonetidy.yaml
done
cat >>base.yaml <<'END'
overrides:
  - zones: example.org
    rules: {ignore: [mail]}
  - zones: example.info
    rules: {ignore: [mail]}
END
alias_zone example.org >a/db.example.org
alias_zone example.edu >b/db.example.edu
zonetidy policy test --unused a b
expect_status 1
expect_count 1 '^base.yaml:[0-9]+:5: unused: the override holds for none'
expect_in_stdout 'base.yaml:14:5: unused'
zonetidy policy test --unused a none
expect_status 2

begin 'an unknown action is told'
zonetidy policy chekc
expect_status 2
expect_in_stderr "'chekc' is no action of the command policy; the nearest is 'check'"
zonetidy help policy
expect_status 0
expect_in_stdout 'policy check [FILE...]'
expect_in_stdout 'policy schema'

finish
