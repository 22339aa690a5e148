/* SPDX-License-Identifier: BSD-3-Clause */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/rule.h"
#include "cli/report.h"
#include "tests/support/test_policy.h"

static const struct rule alias_rule = {.name = "mx-target-alias",
                                       .severity = SEVERITY_ERROR,
                                       .fix = FIX_SAFE};
static const struct rule style_rule = {.name = "crlf", .severity = SEVERITY_INFO, .fix = FIX_SAFE};

/* A zone, a file that it includes, and one finding in them. */
struct fixture {
    struct name_table *names;
    struct zone zone;
    struct zone_set set;
    struct test_policy *policy;
    struct finding finding;
    struct fix fix;
    struct report report;
    struct report_item item;
};

static struct fixture *fixture_new(const char *zone_text, const char *included_text)
{
    struct fixture *fixture = memory_get_zeroed(1, sizeof(*fixture));
    enum flaw_kind flaw;
    fixture->set.sources = source_list_new();
    source_list_add_text(fixture->set.sources, "./zones/db.example.com",
                         bytes_from_string(zone_text));
    source_list_add_text(fixture->set.sources, "/srv/dns/zones/mail.inc",
                         bytes_from_string(included_text));
    fixture->names = name_table_new(0);
    fixture->zone.apex =
        name_from_text(fixture->names, bytes_from_string("example.com."), NULL, &flaw);
    fixture->policy = test_policy_new(NULL);
    fixture->finding = (struct finding){
        .rule = &alias_rule,
        .severity = SEVERITY_ERROR,
        .zone = &fixture->zone,
        .message = "MX target mail.example.com. is an alias",
    };
    test_policy_own(fixture->policy, &fixture->finding);
    static char folder[] = "/srv/dns";
    fixture->report = (struct report){.set = &fixture->set, .folder = folder};
    fixture->item = (struct report_item){.finding = &fixture->finding, .set = &fixture->set};
    return fixture;
}

static void fixture_free(struct fixture *fixture)
{
    VECTOR_FREE(&fixture->finding.related);
    VECTOR_FREE(&fixture->finding.notes);
    VECTOR_FREE(&fixture->fix.edits);
    VECTOR_FREE(&fixture->zone.scopes);
    source_list_free(fixture->set.sources);
    name_table_free(fixture->names);
    test_policy_free(fixture->policy);
    free(fixture);
}

/* The first place of a text in a source. */
static struct span span_of(const struct fixture *fixture, uint32_t source, const char *text)
{
    struct bytes all = source_list_get(fixture->set.sources, source)->text;
    const uint8_t *found = memmem(all.data, all.length, text, strlen(text));
    assert_non_null(found);
    return (struct span){(uint64_t)(found - all.data), (uint32_t)strlen(text), source};
}

static void relate(struct fixture *fixture, struct span span, const char *message)
{
    struct related related = {message, span, &fixture->zone};
    VECTOR_PUSH(&fixture->finding.related, related);
}

static void edit(struct fixture *fixture, struct span span, const char *text)
{
    struct edit edit = {.span = span,
                        .expected = source_list_bytes(fixture->set.sources, span),
                        .text = bytes_from_string(text)};
    VECTOR_PUSH(&fixture->fix.edits, edit);
    fixture->finding.fix = &fixture->fix;
}

static void assert_text(const struct fixture *fixture, const char *expected)
{
    struct buffer text = {0};
    report_add_full(&fixture->report, &fixture->item, false, 80, &text);
    assert_string_equal(buffer_string(&text), expected);
    buffer_free(&text);
}

static void a_finding_shows_its_line_hops_reasons_and_fix(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new("@ SOA ns1 x (\n"
                                          "  1 2 3 4 5 )\n"
                                          "@\tMX\t10 mail\n"
                                          "\n\n\n\n\n\n\n"
                                          "mail CNAME smtp.example.net.\n",
                                          "smtp CNAME edge\n");
    struct finding *finding = &fixture->finding;
    finding->span = span_of(fixture, 0, "mail");
    finding->label = "means mail.example.com.";
    relate(fixture, span_of(fixture, 0, "mail CNAME smtp.example.net."),
           "alias: mail.example.com. -> smtp.example.net.");
    relate(fixture, span_of(fixture, 1, "smtp CNAME edge"),
           "alias: smtp.example.net. -> edge.example.net.");
    VECTOR_PUSH(&finding->notes, "edge.example.net. has addresses");
    finding->why = "RFC 2181 section 10.3 forbids it";
    finding->references = "RFC 2181 section 10.3; RFC 5321 section 5.1";
    finding->help = "name the end of the chain in the MX record";
    fixture->fix.title = "name edge.example.net. in the MX record";
    fixture->fix.safety = FIX_SAFE;
    edit(fixture, finding->span, "edge.example.net.");
    assert_text(fixture,
                "error[mx-target-alias]: MX target mail.example.com. is an alias\n"
                "  --> zones/db.example.com:3:9 (zone example.com.)\n"
                "   |\n"
                " 3 | @       MX      10 mail\n"
                "   |                    ^^^^ means mail.example.com.\n"
                "   |\n"
                "  ::: zones/db.example.com:11:1 (zone example.com.)\n"
                "   |\n"
                "11 | mail CNAME smtp.example.net.\n"
                "   | ---------------------------- alias: mail.example.com. -> smtp.example.net.\n"
                "   |\n"
                "  ::: zones/mail.inc:1:1 (zone example.com.)\n"
                "   |\n"
                " 1 | smtp CNAME edge\n"
                "   | --------------- alias: smtp.example.net. -> edge.example.net.\n"
                "   |\n"
                "   = note: edge.example.net. has addresses\n"
                "   = why: RFC 2181 section 10.3 forbids it (RFC 5321 section 5.1)\n"
                "   = help: name the end of the chain in the MX record\n"
                "   = fix: safe: name edge.example.net. in the MX record (1 file)\n"
                "          `mail` -> `edge.example.net.`\n"
                "\n");
    fixture_free(fixture);
}

static void a_place_in_an_included_file_tells_who_includes_it(void **state)
{
    (void)state;
    struct fixture *fixture =
        fixture_new("$ORIGIN example.com.\n$INCLUDE mail.inc\n", "x MX 1 y\n");
    struct scope own = {.source = 0, .parent = SCOPE_NONE};
    struct scope included = {
        .source = 1, .parent = 0, .include = span_of(fixture, 0, "$INCLUDE mail.inc")};
    VECTOR_PUSH(&fixture->zone.scopes, own);
    VECTOR_PUSH(&fixture->zone.scopes, included);
    fixture->zone.view = "internal";
    fixture->finding.span = span_of(fixture, 1, "y");
    assert_text(fixture, "error[mx-target-alias]: MX target mail.example.com. is an alias\n"
                         " --> zones/mail.inc:1:8 (zone example.com., view internal, included at "
                         "zones/db.example.com:2)\n"
                         "  |\n"
                         "1 | x MX 1 y\n"
                         "  |        ^\n"
                         "\n");
    fixture_free(fixture);
}

static void an_empty_span_and_a_long_one_mark_one_line(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new("", "a (\r\n  b\r\n");
    fixture->finding.span = (struct span){0, 0, 0};
    assert_text(fixture, "error[mx-target-alias]: MX target mail.example.com. is an alias\n"
                         " --> zones/db.example.com:1:1 (zone example.com.)\n"
                         "  |\n"
                         "1 |\n"
                         "  | ^\n"
                         "\n");
    fixture->finding.span = (struct span){2, 9, 1};
    fixture->finding.zone = NULL;
    assert_text(fixture, "error[mx-target-alias]: MX target mail.example.com. is an alias\n"
                         " --> zones/mail.inc:1:3\n"
                         "  |\n"
                         "1 | a (\n"
                         "  |   ^\n"
                         "\n");
    fixture_free(fixture);
}

static void a_label_that_does_not_fit_goes_below(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new("@ 3600 IN MX 10 mail.example.com\n", "");
    fixture->finding.span = span_of(fixture, 0, "mail.example.com");
    fixture->finding.label = "no dot at the end, so this means mail.example.com.example.com.";
    assert_text(fixture,
                "error[mx-target-alias]: MX target mail.example.com. is an alias\n"
                " --> zones/db.example.com:1:17 (zone example.com.)\n"
                "  |\n"
                "1 | @ 3600 IN MX 10 mail.example.com\n"
                "  |                 ^^^^^^^^^^^^^^^^\n"
                "  |               no dot at the end, so this means mail.example.com.example.com.\n"
                "\n");
    fixture_free(fixture);
}

static void a_fix_tells_what_it_needs(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new("a MX 1 b\na MX 1 c\n", "");
    fixture->finding.span = span_of(fixture, 0, "b");
    fixture->finding.rule = &style_rule;
    fixture->finding.severity = SEVERITY_INFO;
    fixture->fix.title = "keep one";
    fixture->fix.safety = FIX_UNSAFE;
    fixture->fix.unsafe_because = "a TLSA record is tied to b.example.com.";
    edit(fixture, span_of(fixture, 0, "b"), "d");
    edit(fixture, span_of(fixture, 0, "a MX 1 c\n"), "");
    edit(fixture, (struct span){0, 0, 1}, "x A 192.0.2.1\n");
    fixture->item.not_fixed_because = "the proof of another fix failed";
    assert_text(fixture, "info[crlf]: MX target mail.example.com. is an alias\n"
                         " --> zones/db.example.com:1:8 (zone example.com.)\n"
                         "  |\n"
                         "1 | a MX 1 b\n"
                         "  |        ^\n"
                         "  |\n"
                         "  = fix: unsafe: keep one (2 files)\n"
                         "         `b` -> `d`\n"
                         "         zones/db.example.com:2: delete `a MX 1 c\\n`\n"
                         "         zones/mail.inc:1: insert `x A 192.0.2.1\\n`\n"
                         "         because a TLSA record is tied to b.example.com.\n"
                         "         taken only with --fix-rule crlf --unsafe-fixes\n"
                         "         not taken: the proof of another fix failed\n"
                         "\n");
    fixture->finding.fix_level = FIX_LEVEL_UNSAFE;
    fixture->finding.fix_is_named = true;
    assert_int_equal(finding_fix_needs(&fixture->finding), 0);
    fixture->finding.fix_level = FIX_LEVEL_OFF;
    assert_int_equal(finding_fix_needs(&fixture->finding), FIX_NEEDS_POLICY);
    fixture_free(fixture);
}

static void a_withheld_fix_says_why(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new("a MX 1 b\n", "");
    fixture->finding.span = span_of(fixture, 0, "b");
    fixture->finding.references = "RFC 2181 section 10.3";
    fixture->finding.fix_refused = "the zone is signed";
    assert_text(fixture, "error[mx-target-alias]: MX target mail.example.com. is an alias\n"
                         " --> zones/db.example.com:1:8 (zone example.com.)\n"
                         "  |\n"
                         "1 | a MX 1 b\n"
                         "  |        ^\n"
                         "  |\n"
                         "  = why: RFC 2181 section 10.3\n"
                         "  = fix: withheld: the zone is signed\n"
                         "\n");
    fixture_free(fixture);
}

static void sentences_are_broken_between_words(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new("a MX 1 b\n", "");
    struct finding *finding = &fixture->finding;
    finding->span = span_of(fixture, 0, "b");
    finding->why = "one two three four five six seven eight nine ten eleven twelve thir een 14";
    finding->help = "one two three four five six seven eight nine ten eleven twelve thir een x";
    finding->fix_refused = "a-word-that-is-longer-than-all-the-room-that-there-is-in-a-line-of-"
                           "eighty-columns stays whole";
    assert_text(fixture,
                "error[mx-target-alias]: MX target mail.example.com. is an alias\n"
                " --> zones/db.example.com:1:8 (zone example.com.)\n"
                "  |\n"
                "1 | a MX 1 b\n"
                "  |        ^\n"
                "  |\n"
                "  = why: one two three four five six seven eight nine ten eleven twelve thir een\n"
                "         14\n"
                "  = help: one two three four five six seven eight nine ten eleven twelve thir\n"
                "          een x\n"
                "  = fix: withheld: a-word-that-is-longer-than-all-the-room-that-there-is-in-a-"
                "line-of-eighty-columns\n"
                "         stays whole\n"
                "\n");
    fixture_free(fixture);
}

static void hostile_texts_cannot_reach_the_terminal(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new("a TXT \"\033]0;x\a\" b\n", "");
    struct finding *finding = &fixture->finding;
    finding->span = span_of(fixture, 0, "b");
    finding->message = "two\nlines";
    finding->label = "\033[2J";
    finding->help = "\xff";
    assert_text(fixture, "error[mx-target-alias]: two\\nlines\n"
                         " --> zones/db.example.com:1:16 (zone example.com.)\n"
                         "  |\n"
                         "1 | a TXT \"\\x1B]0;x\\x07\" b\n"
                         "  |                      ^ \\x1B[2J\n"
                         "  |\n"
                         "  = help: \\xFF\n"
                         "\n");
    fixture_free(fixture);
}

/* Without its colours, the coloured text is the plain one. */
static void colour_adds_nothing_but_escape_sequences(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new("a MX 1 b\nb CNAME c\n", "");
    struct finding *finding = &fixture->finding;
    finding->span = span_of(fixture, 0, "b");
    finding->label = "means b.example.com.";
    finding->help = "help";
    relate(fixture, span_of(fixture, 0, "b CNAME c"), "alias");
    struct buffer plain = {0};
    struct buffer colored = {0};
    struct buffer stripped = {0};
    report_add_full(&fixture->report, &fixture->item, false, 80, &plain);
    report_add_full(&fixture->report, &fixture->item, true, 80, &colored);
    for (size_t i = 0; i < colored.length; i++) {
        if (colored.data[i] == '\033') {
            while (colored.data[i] != 'm') {
                i++;
            }
        } else {
            buffer_add_byte(&stripped, colored.data[i]);
        }
    }
    assert_true(colored.length > plain.length);
    assert_string_equal(buffer_string(&stripped), buffer_string(&plain));
    buffer_free(&plain);
    buffer_free(&colored);
    buffer_free(&stripped);
    fixture_free(fixture);
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_shows_its_line_hops_reasons_and_fix),
        cmocka_unit_test(a_place_in_an_included_file_tells_who_includes_it),
        cmocka_unit_test(an_empty_span_and_a_long_one_mark_one_line),
        cmocka_unit_test(a_label_that_does_not_fit_goes_below),
        cmocka_unit_test(a_fix_tells_what_it_needs),
        cmocka_unit_test(a_withheld_fix_says_why),
        cmocka_unit_test(sentences_are_broken_between_words),
        cmocka_unit_test(hostile_texts_cannot_reach_the_terminal),
        cmocka_unit_test(colour_adds_nothing_but_escape_sequences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
