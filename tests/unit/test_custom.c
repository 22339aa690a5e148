/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/custom_run.h"

/* The findings, one a line: the marked text and the message. */
static void list_findings(const struct custom_run *run, struct buffer *text)
{
    const struct findings *findings = run->check.findings;
    for (size_t i = 0; i < findings->items.count; i++) {
        const struct finding *finding = findings->items.items[i];
        struct bytes marked = source_list_bytes(run->set->sources, finding->span);
        buffer_add_format(text, "[%.*s] %s\n", (int)marked.length, (const char *)marked.data,
                          finding->message);
    }
}

#define HEAD "$TTL 3600\n@ SOA ns host 1 2 3 4 5\n NS ns\nns A 192.0.2.53\n"

struct finding_case {
    const char *rule; /* without the id */
    const char *zone; /* behind HEAD */
    const char *findings;
};

static void assert_findings_in_a_way(const struct finding_case *one, bool as_group, bool counts)
{
    struct arena *arena = arena_new();
    const struct zone_text zones[] = {
        {.name = "example.com.", .text = arena_format(arena, "%s%s", HEAD, one->zone)},
        {.name = "other.example.",
         .text = "$TTL 60\n@ SOA a b 1 2 3 4 5\n NS a\na A 192.0.2.1\nc CNAME a\n"
                 "d CNAME x.outside.test.\n"},
    };
    struct custom_run run;
    struct buffer found = {0};
    custom_run_start(&run, (struct custom_way){.as_group = as_group, .counts = counts},
                     arena_format(arena, "- {id: a, %s}", one->rule), zones, 2);
    list_findings(&run, &found);
    if (strcmp(buffer_string(&found), one->findings) != 0) {
        fail_msg("{%s} over `%s`%s finds\n%sinstead of\n%s", one->rule, one->zone,
                 as_group ? " in a group" : "", buffer_string(&found), one->findings);
    }
    buffer_free(&found);
    custom_run_end(&run);
    arena_free(arena);
}

/* However the rules are run. */
static void assert_findings(const struct finding_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_findings_in_a_way(&cases[i], false, false);
        assert_findings_in_a_way(&cases[i], true, false);
        assert_findings_in_a_way(&cases[i], true, true);
    }
}

static void values_are_compared_as_what_they_are(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"message: m, match: {type: MX}, require: {rdata.exchange: [a.test, B.test.]}",
         "@ MX 1 A.Test.\n@ MX 2 b.test.\n@ MX 3 c.test.\n", "[c.test.] m\n"},
        {"message: m, match: {type: MX}, forbid: {rdata.preference: [0, 20]}",
         "@ MX 20 a\n@ MX 2 b\n@ MX 0 .\n", "[20] m\n[0] m\n"},
        {"message: m, match: {type: MX}, require: {rdata.preference: {min: 10, max: 20}}",
         "@ MX 9 a\n@ MX 10 a\n@ MX 20 a\n@ MX 21 a\n", "[9] m\n[21] m\n"},
        {"message: m, match: {zone: example.com}, forbid: {ttl: {max: 5m}}",
         "a 300 A 192.0.2.1\nb 301 A 192.0.2.1\n"
         "c 4m TXT x\n",
         "[300] m\n[4m] m\n"},
        {"message: m, match: {type: SOA, zone: example.com}, forbid: {rdata.minimum: {max: 1m}}",
         "", "[5] m\n"},
        {"message: m, match: {type: [A, AAAA]}, require: {rdata.address: {network: [192.0.2.0/24, "
         "'2001:db8::/32']}}",
         "a A 192.0.2.9\na A 198.51.100.1\na AAAA 2001:db8::1\na AAAA 2001:db9::1\n",
         "[198.51.100.1] m\n[2001:db9::1] m\n"},
        {"message: m, match: {type: A}, forbid: {rdata.address: 198.51.100.1}",
         "a A 198.51.100.1\na A 198.51.100.2\n", "[198.51.100.1] m\n"},
        {"message: m, match: {type: TXT}, forbid: {rdata.text: {glob: 'v=spf1 *+all'}}",
         "@ TXT \"v=spf1 ip4:192.0.2.0/24 \" \"+all\" ; x\n@ TXT \"v=spf1 -all\"\n",
         "[\"v=spf1 ip4:192.0.2.0/24 \" \"+all\"] m\n"},
        {"message: m, match: {type: TXT}, forbid: {rdata.text: a}", "@ TXT a\n@ TXT A\n",
         "[a] m\n"},
        {"message: m, match: {type: TXT}, forbid: {rdata.text: {regex: '^a+$', glob: '*aa'}}",
         "@ TXT a\n@ TXT aa\n@ TXT aab\n", "[aa] m\n"},
        {"message: m, match: {type: CNAME, zone: example.com}, require: {rdata.cname: "
         "{glob: ['*.example.com', '**.cdn.test.']}}",
         "a CNAME ns\nb CNAME X.CDN.test.\nc CNAME a.b.example.com.\n", "[a.b.example.com.] m\n"},
        {"message: m, match: {type: PTR}, require: {rdata.ptrdname: {regex: '^host[0-9]+\\.'}}",
         "a PTR HOST1\nb PTR host\n", "[host] m\n"},
        {"message: m, match: {type: CAA}, forbid: {rdata.tag: issue, rdata.value: {glob: '*;*'}}",
         "@ CAA 0 issue \"a;b\"\n@ CAA 0 issue \"a\"\n@ CAA 0 iodef \"a;\"\n", "[\"a;b\"] m\n"},
        {"message: '{rdata.tag}', match: {type: CAA}, forbid: {rdata.tag: Issue}",
         "@ CAA 0 ISSUE \"a\"\n@ CAA 0 issue \"a\"\n@ CAA 0 iodef \"issue\"\n",
         "[ISSUE] issue\n[issue] issue\n"},
        {"message: m, match: {type: TLSA}, require: {rdata.certificate-usage: [2, 3], "
         "rdata.certificate-association-data: {regex: "
         "'^[0-9A-F]{4}$'}}",
         "a TLSA 3 1 1 ab cd\nb TLSA 1 1 1 abcd\nc TLSA 3 1 1 ab\n", "[1] m\n[ab] m\n"},
        {"message: m, match: {type: SRV}, forbid: {rdata.port: 0}",
         "_a._tcp SRV 0 0 0 ns\n_b._tcp SRV 0 0 1 ns\n", "[0] m\n"},
        {"message: m, match: {type: HTTPS}, forbid: {rdata.target-name: SVC.example.com}",
         "a HTTPS 1 svc\nb HTTPS 1 x\n", "[svc] m\n"},
    };
    assert_findings(cases, sizeof(cases) / sizeof(cases[0]));
}

static void what_is_required_and_what_is_forbidden_are_both_looked_at(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"message: m, match: {type: MX}, require: {rdata.exchange: a.test}, forbid: {ttl: 5}",
         "@ 5 MX 1 a.test.\n@ 6 MX 1 a.test.\n@ 6 MX 1 b.test.\n", "[5] m\n[b.test.] m\n"},
        {"message: m, match: {type: MX}, require: {ttl: {min: 6}}, forbid: {rdata.exchange: "
         "a.test}",
         "@ 5 MX 1 b.test.\n@ 6 MX 1 a.test.\n@ 6 MX 1 b.test.\n", "[5] m\n[a.test.] m\n"},
        {"message: m, match: {type: MX, rdata.exchange: {glob: '**'}}, require: {rdata.exchange: "
         "a.test}, forbid: {ttl: 5}",
         "@ 5 MX 1 a.test.\n", "[5] m\n"},
        {"message: m, match: {type: MX}, require: {rdata.exchange: a.test, ttl: 6}",
         "@ 5 MX 1 a.test.\n@ 6 MX 1 a.test.\n@ 6 MX 1 b.test.\n", "[5] m\n[b.test.] m\n"},
        {"message: m, match: {type: MX}, require: {rdata.exchange: [ns.example.com, "
         "b.example.com], target.is: address}",
         "@ MX 1 ns\n@ MX 2 b\n@ MX 3 ns.other.example.\n", "[b] m\n[ns.other.example.] m\n"},
        {"message: m, match: {type: MX}, forbid: {rdata.exchange: a.test, ttl: 6}",
         "@ 5 MX 1 a.test.\n@ 6 MX 1 a.test.\n@ 6 MX 1 b.test.\n", "[a.test.] m\n"},
        {"message: '{target}', match: {type: MX}, require: {target.is: [address, outside], "
         "rdata.exchange: {glob: '*.test'}}",
         "@ MX 1 x\n@ MX 2 a.test.\n@ MX 3 a.other.example.\n",
         "[x] x.example.com.\n[a.other.example.] a.other.example.\n"},
    };
    assert_findings(cases, sizeof(cases) / sizeof(cases[0]));
}

static void records_are_selected_by_owner_zone_and_type(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"message: '{owner} {type}', match: {owner: '@', zone: '*.com'}, forbid: {type: [MX, TXT]}",
         "@ MX 1 a.test.\na MX 1 a.test.\n TXT x\n", "[MX] example.com. MX\n"},
        {"message: '{owner}', match: {type: A, owner: ['legacy-*', ns]}, forbid: {ttl: 3600}",
         "legacy-1 A 192.0.2.1\nlegacy-1.x A 192.0.2.1\nwww A 192.0.2.1\n",
         "[ns A 192.0.2.53] ns.example.com.\n[legacy-1 A 192.0.2.1] legacy-1.example.com.\n"},
        {"message: '{owner}', match: {type: A, owner: ns.example.com.}, forbid: {ttl: 3600}", "",
         "[ns A 192.0.2.53] ns.example.com.\n"},
        {"message: '{owner}', match: {type: A, owner: nothing}, forbid: {ttl: 3600}", "", ""},
        {"message: '{owner}', match: {type: A, owner: ['**.\\*', '*-old', 'a\\.*']}, forbid: {ttl: "
         "3600}",
         "* A 192.0.2.1\nx.* A 192.0.2.1\nx-old A 192.0.2.1\na\\.b A 192.0.2.1\na.b A 192.0.2.1\n"
         "* TXT x\n",
         "[* A 192.0.2.1] *.example.com.\n[x.* A 192.0.2.1] x.*.example.com.\n"
         "[x-old A 192.0.2.1] x-old.example.com.\n[a\\.b A 192.0.2.1] a\\.b.example.com.\n"},
        {"message: '{owner} {target}', match: {type: MX, owner: ['mail*', '*-mx']}, forbid: "
         "{target.is: outside}",
         "mail1 MX 1 a.test.\nmail1 MX 1 ns\nx-mx MX 1 a.test.\nx MX 1 a.test.\n",
         "[a.test.] mail1.example.com. a.test.\n[a.test.] x-mx.example.com. a.test.\n"},
        {"message: '{owner}', match: {type: A}, forbid: {owner: ns}, unless: {zone: '*.com'}", "",
         ""},
        {"message: '{owner}', match: {type: A}, forbid: {owner: a}", "", "[a] a.other.example.\n"},
        {"message: m, match: {type: TYPE65280}, forbid: {owner: a}",
         "a TYPE65281 \\# 0\na TYPE65280 \\# 0\n", "[a] m\n"},
        {"message: m, match: {has: {type: HINFO}, type: A}, forbid: {ttl: 3600}",
         "a HINFO a b\na A 192.0.2.1\n", "[a A 192.0.2.1] m\n"},
        {"message: m, match: {has: {type: HINFO, owner: '*'}, type: A}, forbid: {ttl: 3600}",
         "a HINFO a b\n", "[ns A 192.0.2.53] m\n"},
        {"message: m, match: {type: A, zone: '*.com'}, require: {exists: {type: [AAAA, CAA]}}",
         "a A 192.0.2.1\na CAA 0 issue x\nb A 192.0.2.1\nb HINFO a b\n",
         "[ns A 192.0.2.53] m\n[b A 192.0.2.1] m\n"},
    };
    assert_findings(cases, sizeof(cases) / sizeof(cases[0]));
}

static void targets_are_judged_by_what_the_zones_prove(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"message: '{target} is {target.end}', match: {type: MX}, forbid: {target.is: alias}",
         "@ MX 1 c.other.example.\n@ MX 2 a.other.example.\n@ MX 3 x.test.\n@ MX 0 .\n",
         "[c.other.example.] c.other.example. is a.other.example.\n"},
        {"message: m, match: {type: MX}, require: {target.is: address}",
         "@ MX 1 c.other.example.\n@ MX 2 x.other.example.\n@ MX 3 x.test.\n@ MX 0 .\n"
         "@ MX 4 t\nt TXT x\n@ MX 5 d.other.example.\n",
         "[x.other.example.] m\n[t] m\n"},
        {"message: m, match: {type: [MX, CNAME], zone: '*.com'}, forbid: {target.is: missing}",
         "@ MX 1 c.other.example.\n@ MX 2 x.other.example.\n@ MX 3 x.test.\n@ MX 4 t\nt TXT x\n"
         "l CNAME l\n",
         "[x.other.example.] m\n[l] m\n"},
        {"message: m, match: {type: [MX, CNAME]}, forbid: {target.is: outside}",
         "@ MX 1 c.other.example.\n@ MX 2 x.other.example.\n@ MX 3 x.test.\n@ MX 5 "
         "d.other.example.\n@ MX 6 x.sub\nsub NS ns.test.\n@ MX 0 .\n",
         "[x.test.] m\n[d.other.example.] m\n[x.outside.test.] m\n"},
        {"message: m, match: {type: MX, target.is: [alias, missing]}, forbid: {ttl: 3600}",
         "@ MX 1 c.other.example.\n@ MX 2 x.other.example.\n@ MX 3 x.test.\n",
         "[@ MX 1 c.other.example.] m\n[@ MX 2 x.other.example.] m\n"},
        /* Whoever may be excepted is. */
        {"message: m, match: {type: MX}, forbid: {ttl: 3600}, unless: {target.is: address}",
         "@ MX 1 c.other.example.\n@ MX 2 x.other.example.\n@ MX 3 x.test.\n",
         "[@ MX 2 x.other.example.] m\n"},
        {"message: m, match: {type: MX}, require: {target.is: [alias, outside]}",
         "@ MX 1 c.other.example.\n@ MX 2 a.other.example.\n@ MX 3 x.test.\n",
         "[a.other.example.] m\n"},
    };
    assert_findings(cases, sizeof(cases) / sizeof(cases[0]));
}

static void zones_are_looked_at_as_a_whole(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"message: '{zone} has none', match: {each: zone, zone: example.com}, require: {exists: "
         "{type: CAA, owner: '@'}}",
         "", "[@ SOA ns host 1 2 3 4 5] example.com. has none\n"},
        {"message: m, match: {each: zone}, require: {exists: {type: CAA, owner: '@'}}",
         "@ CAA 0 issue a\n", "[@ SOA a b 1 2 3 4 5] m\n"},
        {"message: m, match: {each: zone, has: {type: MX}}, require: {exists: {type: TXT, owner: "
         "_dmarc}}",
         "a MX 1 x.test.\n", "[@ SOA ns host 1 2 3 4 5] m\n"},
        {"message: m, match: {each: zone, has: {type: MX}}, require: {exists: {type: TXT, owner: "
         "_dmarc}}",
         "a MX 1 x.test.\n_dmarc TXT x\n", ""},
        {"message: m, match: {each: zone}, forbid: {exists: {type: HINFO}}",
         "a HINFO a b\na CAA 0 issue x\n", "[a HINFO a b] m\n"},
        {"message: m, match: {each: zone}, forbid: {exists: {type: A, owner: ['x*', '*.x']}}",
         "a.x A 192.0.2.1\n", "[a.x A 192.0.2.1] m\n"},
        /* An entry that was not read may be the record. */
        {"message: m, match: {each: zone, zone: '*.com'}, require: {exists: {type: CAA}}",
         "a A nonsense\n", ""},
        {"message: m, match: {type: A, zone: '*.com'}, require: {exists: {type: CAA, owner: '**'}}",
         "a A nonsense\n", ""},
    };
    assert_findings(cases, sizeof(cases) / sizeof(cases[0]));
}

static void messages_say_what_stands_in_the_record(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"message: '{{zone}} {zone} {owner} {type} {ttl} {rdata}', match: {type: MX}, forbid: "
         "{ttl: 5}",
         "A\\.b 5 MX 1 X.test.\n", "[5] {zone} example.com. a\\.b.example.com. MX 5 1 x.test.\n"},
        {"message: '{rdata.preference}/{rdata.exchange}', match: {type: MX}, forbid: {ttl: 5}",
         "a 5 MX 01 X.test.\n", "[5] 1/x.test.\n"},
        {"message: '<{rdata.text}>', match: {type: TXT}, forbid: {ttl: 5}",
         "a 5 TXT \"a\\\"b\" \"\\010\\195\\188\"\n", "[5] <a\\\"b\\010\\195\\188>\n"},
        {"message: '{rdata}', match: {type: TYPE65280}, forbid: {ttl: 5}",
         "a 5 TYPE65280 \\# 1 ab\n", "[5] \\# 1 AB\n"},
    };
    assert_findings(cases, sizeof(cases) / sizeof(cases[0]));
}

static void a_word_of_a_message_is_cut(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char data[300];
    memset(data, 'x', sizeof(data));
    const char *zone = arena_format(arena, "a 5 TXT \"%.250s\" \"%.250s\"\n", data, data);
    const char *expected = arena_format(arena, "[5] <%.256s...>\n", data);
    const struct finding_case one = {
        "message: '<{rdata.text}>', match: {type: TXT}, forbid: {ttl: 5}", zone, expected};
    assert_findings(&one, 1);
    arena_free(arena);
}

static void a_finding_is_like_that_of_any_rule(void **state)
{
    (void)state;
    static const struct zone_text zone = {.name = "example.com.",
                                          .text = HEAD "a MX 1 b\nb CNAME ns\nc A 192.0.2.1\n"};
    struct custom_run run;
    custom_run_start(&run, (struct custom_way){.as_group = true, .counts = true},
                     "- {id: no-alias, message: m, match: {type: MX}, forbid: {target.is: alias}, "
                     "severity: error, why: because, docs: 'https://wiki.example/'}\n"
                     "- {id: nothing, message: m, match: {type: TXT}, forbid: {ttl: 1}}\n"
                     "- {id: addresses, message: m, match: {type: A}, forbid: {ttl: 1}}\n",
                     &zone, 1);
    assert_int_equal(run.check.findings->items.count, 1);
    const struct finding *finding = run.check.findings->items.items[0];
    assert_string_equal(finding->rule->name, "custom:no-alias");
    assert_int_equal(finding->severity, SEVERITY_ERROR);
    assert_string_equal(finding->why, "because");
    assert_string_equal(finding->references, "https://wiki.example/");
    assert_string_equal(finding->owner, "a.example.com.");
    assert_int_equal(finding->type, TYPE_MX);
    assert_int_equal(finding->related.count, 1);
    assert_string_equal(finding->related.items[0].message,
                        "alias: b.example.com. -> ns.example.com.");
    assert_null(finding->fix);
    assert_int_equal(custom_rows_selected(run.rows, 0), 1);
    assert_int_equal(custom_rows_selected(run.rows, 1), 0);
    assert_int_equal(custom_rows_selected(run.rows, 2), 2);
    custom_run_end(&run);
}

static void a_ttl_is_written_in_front_of_class_and_type_and_as_the_old_one_was(void **state)
{
    (void)state;
    static const char text[] =
        HEAD "a IN A 192.0.2.1\nb A 192.0.2.1\nc IN 2 A 192.0.2.1\nd IN 2S A 192.0.2.1\n";
    static const struct {
        const char *in_front_of;
        const char *text;
        const char *title;
    } expected[] = {
        {"IN A", "60 ", "set the TTL to 60"},
        {"A 192.0.2.1\nc", "60 ", "set the TTL to 60"},
        {"2 A", "60", "set the TTL to 60"},
        {"2S A", "1m", "set the TTL to 1m"},
    };
    static const struct zone_text zone = {.name = "example.com.", .text = text};
    struct custom_run run;
    custom_run_start(&run, (struct custom_way){.as_group = true},
                     "- {id: a, message: m, match: {owner: [a, b, c, d]}, require: {ttl: 60}, fix: "
                     "{set: {ttl: 1m}, level: safe}}\n",
                     &zone, 1);
    const struct findings *findings = run.check.findings;
    assert_int_equal(findings->items.count, sizeof(expected) / sizeof(expected[0]));
    for (size_t i = 0; i < findings->items.count; i++) {
        const struct fix *fix = findings->items.items[i]->fix;
        assert_int_equal(fix->safety, FIX_SAFE);
        assert_string_equal(fix->title, expected[i].title);
        assert_int_equal(fix->edits.count, 1);
        assert_ptr_equal(text + fix->edits.items[0].span.start,
                         strstr(text, expected[i].in_front_of));
        assert_true(bytes_equal(fix->edits.items[0].text, bytes_from_string(expected[i].text)));
    }
    custom_run_end(&run);
}

static void an_expression_that_costs_too_much_finds_nothing_and_is_told(void **state)
{
    (void)state;
    static const struct zone_text zone = {
        .name = "example.com.",
        .text = HEAD "a TXT aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\n"};
    struct custom_run run;
    custom_run_start(&run, (struct custom_way){.as_group = true, .counts = true},
                     "- {id: a, message: m, match: {type: TXT}, forbid: {rdata.text: {regex: "
                     "'^(a|aa)+\\d'}}}\n"
                     "- {id: b, message: m, match: {type: TXT}, require: {rdata.text: {regex: "
                     "'^(a|aa)+\\d'}}}\n"
                     "- {id: c, message: m, match: {type: TXT}, forbid: {rdata.text: {regex: "
                     "'^a+b'}}}\n",
                     &zone, 1);
    assert_int_equal(run.check.findings->items.count, 1);
    assert_true(custom_rows_was_costly(run.rows, 0));
    assert_true(custom_rows_was_costly(run.rows, 1));
    assert_false(custom_rows_was_costly(run.rows, 2));
    custom_run_end(&run);
}

static void generated_records_are_told_apart(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"message: '{owner}', match: {type: A, owner: 'h*'}, forbid: {rdata.address: 192.0.2.2}",
         "$GENERATE 1-3 h$ A 192.0.2.$\n", "[192.0.2.$] h2.example.com.\n"},
    };
    assert_findings(cases, sizeof(cases) / sizeof(cases[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_compared_as_what_they_are),
        cmocka_unit_test(what_is_required_and_what_is_forbidden_are_both_looked_at),
        cmocka_unit_test(records_are_selected_by_owner_zone_and_type),
        cmocka_unit_test(targets_are_judged_by_what_the_zones_prove),
        cmocka_unit_test(zones_are_looked_at_as_a_whole),
        cmocka_unit_test(messages_say_what_stands_in_the_record),
        cmocka_unit_test(a_word_of_a_message_is_cut),
        cmocka_unit_test(a_finding_is_like_that_of_any_rule),
        cmocka_unit_test(a_ttl_is_written_in_front_of_class_and_type_and_as_the_old_one_was),
        cmocka_unit_test(an_expression_that_costs_too_much_finds_nothing_and_is_told),
        cmocka_unit_test(generated_records_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
