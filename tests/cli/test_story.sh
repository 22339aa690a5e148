#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# The story that began the project: mail of a client was refused because the client's MX names an
# alias to a host of the provider. zones/examples has that client, the provider, the reverse zone,
# and a second client whose zone is right.
#
#   test_story.sh PROGRAM
. tests/support/cli.sh

# A copy of the examples, as they stand in the project.
copy_examples() {
    mkdir zones
    cp -r "$root/zones/examples" zones
}

begin 'one thing is wrong in the examples: the MX of the first client'
copy_examples
zonetidy check --show info --format concise zones/examples
expect_status 1
expect_findings <<'END'
zones/examples/db.example.com:12:36: error: mx-target-alias
END
expect_in_stderr '1 error in 1 of 4 zones; 1 fixable with zonetidy fix'

begin 'each hop of the alias path is named, in the two files it goes through'
copy_examples
zonetidy check --format json zones/examples
awk -f "$root/tests/support/json_values.awk" "$out" >values
grep -E '\.related|\.edits' values >hops
expect_file hops <<'END'
.findings[0].related[0].message	"alias: mail.example.com. -> smtp.hosting.example."
.findings[0].related[0].location.file	"zones/examples/db.example.com"
.findings[0].related[0].location.line	16
.findings[0].related[0].location.column	1
.findings[0].related[0].location.end_line	16
.findings[0].related[0].location.end_column	54
.findings[0].related[0].location.byte_start	790
.findings[0].related[0].location.byte_end	843
.findings[0].related[1].message	"alias: smtp.hosting.example. -> edge-1.hosting.example."
.findings[0].related[1].location.file	"zones/examples/hosting.example.zone"
.findings[0].related[1].location.line	13
.findings[0].related[1].location.column	1
.findings[0].related[1].location.end_line	13
.findings[0].related[1].location.end_column	24
.findings[0].related[1].location.byte_start	385
.findings[0].related[1].location.byte_end	408
.findings[0].fix.edits[0].file	"zones/examples/db.example.com"
.findings[0].fix.edits[0].byte_start	615
.findings[0].fix.edits[0].byte_end	619
.findings[0].fix.edits[0].text	"edge-1.hosting.example."
END

begin 'nothing is said about the second client, alone or together with the others'
copy_examples
zonetidy check --show info zones/examples/db.example.net
expect_status 0
expect_no_stdout
zonetidy check --show info --format json zones/examples
expect_not_in_stdout example.net

begin 'without the zone of the provider the end of the alias is unknown: no repair'
copy_examples
rm zones/examples/hosting.example.zone
cp -r zones before
zonetidy fix --format json zones/examples
expect_status 1
expect_in_stdout '"rule": "mx-target-alias"'
expect_in_stdout '"fix": null, "fix_refused": "smtp.hosting.example. is outside the loaded zones'
expect_same before/examples zones/examples 'fix wrote'

begin 'the difference is the repair and a new serial, and is the same on every day it is made'
copy_examples
for _ in 1 2; do
    zonetidy fix --diff --now 2026-11-21 zones/examples
    expect_status 1
    expect_stdout <<'END'
--- a/zones/examples/db.example.com
+++ b/zones/examples/db.example.com
@@ -1,7 +1,7 @@
 ; The zone of a client. Its mail goes to a host of the hosting provider, through an alias.
 $TTL 1h
 @               IN      SOA     ns1.hosting.example. hostmaster.example.com. (
-                                2026112001      ; serial
+                                2026112100      ; serial
                                 2h              ; refresh
                                 15m             ; retry
                                 2w              ; expire
@@ -9,7 +9,7 @@
                 IN      NS      ns1.hosting.example.
                 IN      NS      ns2.hosting.example.
 
-                IN      MX      10 mail         ; all mail to the provider
+                IN      MX      10 edge-1.hosting.example.         ; all mail to the provider
                 IN      TXT     "v=spf1 mx -all"
                 IN      A       192.0.2.80
 www             IN      A       192.0.2.80
END
done
expect_same "$root/zones/examples" zones/examples 'fix --diff wrote'

begin 'the repair is what was asked for, and behind it nothing is left to say or to do'
copy_examples
zonetidy fix --now 2026-11-21 zones/examples
expect_status 0
expect_no_stdout
expect_stderr <<'END'
fixed zones/examples/db.example.com:12:36: mx-target-alias: name edge-1.hosting.example. in the MX record
  - example.com. 3600 MX 10 mail.example.com.
  + example.com. 3600 MX 10 edge-1.hosting.example.
  serial of example.com. 2026112001 -> 2026112100 in zones/examples/db.example.com
fixed 1 finding in 1 file; no findings left in 4 zones
END
zonetidy check --show info zones/examples
expect_status 0
expect_no_stdout
remember
zonetidy fix --now 2026-11-21 zones/examples
expect_status 0
expect_untouched

begin 'the day comes from --now, else from SOURCE_DATE_EPOCH'
copy_examples
for now in 2026-12-24 2026-12-24T18:00:00Z 1798135200; do
    zonetidy fix --diff --now "$now" zones/examples
    expect_in_stdout '+                                2026122400      ; serial'
done
run env SOURCE_DATE_EPOCH=1798135200 "$program" fix --diff zones/examples
expect_in_stdout '+                                2026122400      ; serial'

begin 'the README shows what is really printed'
cd "$root" || exit 2
# The first block behind the line that names the command.
awk '
    /^```/ && inside { exit }
    inside
    /^```/ && named { inside = 1 }
    !inside && /zonetidy check zones\/examples/ { named = 1 }
' README.md >"$work/expected"
zonetidy check zones/examples
# A report ends with an empty line, a block in the README need not.
sed -i '$ { /^$/ d }' "$out"
expect_same "$work/expected" "$out" 'the example in the README is another one'

finish
