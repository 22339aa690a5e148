/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/analysis.h"
#include "tests/support/random.h"
#include "tests/support/test_policy.h"
#include "tests/support/zone_text.h"
#include "zones/base/buffer.h"

#define HEAD "$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n NS ns\nns A 192.0.2.1\n"

/* A zone that the changed one speaks of and that speaks of the changed one. */
#define OTHER \
    "$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n NS ns\nns A 192.0.2.2\n" \
    "m MX 1 w.example.\nn MX 1 a.example.\no CNAME x.example.\np MX 1 o\nd TXT x\nd TXT x\n" \
    "q MX 1 alias\nalias CNAME ns\nr MX 1 c.example.\ns CNAME l.far.example.\n"

#define REVERSE \
    "$TTL 60\n@ SOA ns.example. hostmaster.example. 1 2 3 4 5\n NS ns.example.\n" \
    "1 PTR a.example.\n2 PTR c.example.\n3 PTR b.example.\n4 PTR o.example.net.\n"

/* Holds what analysis_run_again() finds behind the replacements in the zone example. against what
 * analysis_run() finds: with REREAD_BOTH the program ends when anything differs. */
static void compare_findings(const char *before,
                             const struct replacement *replacements,
                             size_t count)
{
    const struct zone_text texts[] = {
        {.name = "example.", .text = before},
        {.name = "example.net.", .text = OTHER},
        {.name = "2.0.192.in-addr.arpa.", .text = REVERSE},
    };
    struct test_policy *policy =
        test_policy_new("version: 1\nzones: {external: {far.test: trusted}}\n");
    struct zone_set *set = zone_texts_read(texts, 3);
    set->reread_way = REREAD_BOTH;
    struct findings *findings = analysis_run(set, &policy->terms);
    const struct source_change change = {0, replacements, count};
    struct zone_set *changed = zone_set_change(set, &change, 1);
    struct findings *again = analysis_run_again(changed, &policy->terms, findings);
    findings_free(again);
    zone_set_free(changed);
    findings_free(findings);
    zone_set_free(set);
    test_policy_free(policy);
}

struct change_case {
    const char *text;
    const char *old;
    const char *new;
};

static void another_answer_for_another_name_is_seen(void **state)
{
    (void)state;
    static const struct change_case cases[] = {
        /* The data of an alias, of an address, of a policy, of a server. */
        {HEAD "c CNAME a\na A 192.0.2.3\nb A 192.0.2.4\nd MX 1 c\n", "CNAME a", "CNAME b"},
        {HEAD "c CNAME a\na A 192.0.2.3\nd MX 1 c\n", "CNAME a", "CNAME d"},
        {HEAD "h A 192.0.2.9\nk CNAME z\nz A 192.0.2.3\ni CNAME k\n", "CNAME z", "CNAME i"},
        {HEAD "a A 192.0.2.1\nb A 192.0.2.4\n", "a A 192.0.2.1", "a A 192.0.2.9"},
        {HEAD "d MX 1 c\nc CNAME ns\ne A 192.0.2.6\n_mta-sts.d TXT \"v=STSv1; id=1\"\n", "v=STS",
         "v=XTS"},
        {HEAD "s NS a.s\na.s A 192.0.2.4\nb.s A 192.0.2.5\n", "NS a.s", "NS b.s"},
        /* The letters of an alias, which a repair elsewhere copies. */
        {HEAD "d MX 1 c\ne A 192.0.2.6\nc CNAME Ns\n", "Ns\n", "nS\n"},
        {HEAD "d MX 1 c\ne A 192.0.2.6\nc CNAME ns\nf A 192.0.2.6\n", "CNAME ns\n",
         "CNAME ns.example.\n"},
        /* The first of two equal ones, which another finding shows. */
        {HEAD "d MX 1 c\ne A 192.0.2.6\nc CNAME ns\nc 60 CNAME ns\n", "c CNAME ns\n", ""},
        {HEAD "e A 192.0.2.6\na A 192.0.2.9\na 60 A 192.0.2.9\n", "a A 192.0.2.9\n", ""},
        /* Names that become known, or unknown. */
        {HEAD "a MX 1 far.test.\nb MX 1 far.test.\nc MX 1 x.test.\n", "1 x.test.", "1 ns"},
        {HEAD "a MX 1 x.test.\nb MX 1 ns\nc MX 1 x.test.\n", "MX 1 ns\n", "MX 1 x.test.\n"},
        {HEAD "a MX 1 x.test.\nb MX 1 ns\nc MX 1 x.test.\n", "MX 1 x.test.\nb", "MX 1 ns\nb"},
        /* Whether the file may be edited at all. */
        {HEAD "a TXT x\na TXT x\nb MX 1 c\nc CNAME ns\ne TXT y\nf MX 1 ns\n", "f MX 1 ns",
         "f MX 1 ns ; {{"},
        {"; x\n" HEAD "a TXT x\na TXT x\nb A 192.0.2.3\nc MX 1 ns\n;\n", "MX 1 ns\n;",
         "MX 1 ns ; do not edit"},
        /* A template, whose repair hangs on all that it makes. */
        {HEAD "$GENERATE 1-2 g$ MX \"1 c\"\ng1 MX 2 ns\ng2 TXT x\nc CNAME ns\n", "MX 2 ns",
         "MX 1 ns"},
        {HEAD "$GENERATE 1-2 g$ MX \"1 c\"\ng1 MX 2 c\nh TXT x\nc CNAME ns\n", "MX 2 c", "MX 2 ns"},
        {HEAD "c CNAME ns\n$GENERATE 1-2 g$ MX \"1 c\"\nh TXT x\ng1 MX 2 .\nk TXT x\n", "MX 2 .",
         "MX 2 ns"},
        {HEAD "$GENERATE 1-2 g$ MX \"1 c\"\nh TXT x\nk MX 2 .\nl TXT x\nc CNAME ns\n", "MX 2 .",
         "MX 2 ns"},
        /* Comments in front of a record, which go with it. */
        {HEAD "c A 192.0.2.3\nd TXT x\ne TXT x\n; zonetidy: ignore-rrset[alias]\n; y\n"
              "c A 192.0.2.3\nf TXT x\n",
         "; zonetidy: ignore-rrset[alias]\n", ""},
        {HEAD "c A 192.0.2.3\nd TXT x\ne TXT x\n; x\n; y\nc A 192.0.2.3\nf TXT x\n", "; x",
         "; zonetidy: ignore[alias]"},
        /* What is only moved. */
        {HEAD "h TXT x\nb MX 1 c\nc CNAME ns\nd TXT y\nd TXT y\nx CNAME y\n", "b MX 1 c",
         "b MX 10 ns"},
        {HEAD "h TXT x\nh TXT x\nb MX 1 c\n MX 1 ns\nc CNAME ns\nd TXT y\nd TXT y\n", "b MX 1 c\n ",
         "b "},
        {HEAD "b MX 1 c\nc CNAME ns\n", "hostmaster 1", "hostmaster 2026112100"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *place = strstr(cases[i].text, cases[i].old);
        assert_non_null(place);
        const struct replacement replacement = {
            .start = (uint64_t)(place - cases[i].text),
            .end = (uint64_t)(place - cases[i].text) + strlen(cases[i].old),
            .text = bytes_from_string(cases[i].new),
        };
        compare_findings(cases[i].text, &replacement, 1);
    }
}

static void random_suppression(uint64_t *random, struct buffer *text)
{
    static const char *const words[] = {"ignore",       "ignore",     "ignore-rrset",
                                        "ignore-start", "ignore-end", "ignore-fiel"};
    static const char *const lists[] = {"[records]",      "[mail]",        "[alias, records]",
                                        "[cname-danglin", "[suppression]", "[reverse,mail] -- why"};
    buffer_add_string(text, " ; zonetidy: ");
    buffer_add_string(text, words[random_below(random, 6)]);
    buffer_add_string(text, lists[random_below(random, 6)]);
}

/* Words and lines by which anything can become something else. */
static void random_line(uint64_t *random, struct buffer *text)
{
    static const char *const owners[] = {
        "a",   "b",     "c",   "x",   "y",          "d",          "l",
        "sub", "h.sub", "*.w", "far", "_mta-sts.d", "_25._tcp.x", "",
    };
    static const char *const hosts[] = {
        "a",
        "b",
        "c",
        "x",
        "y",
        "l",
        "ns",
        "h.sub",
        "q.w",
        "far.test.",
        "example.net.",
        ".",
        "alias.example.net.",
        "a.example",
        "o.example.net.",
    };
    static const char *const hosted[] = {"MX 1", "MX 2",      "CNAME", "CNAME",
                                         "NS",   "SRV 1 2 3", "PTR"};
    static const char *const others[] = {
        "A 192.0.2.3", "A 192.0.2.1",   "AAAA ::1",    "TXT x",
        "TXT v=STSv1", "TLSA 3 1 1 00", "A 192.0.2.4",
    };
    buffer_add_string(text, owners[random_below(random, 14)]);
    buffer_add_string(text, random_below(random, 8) == 0 ? " 30 " : " ");
    if (random_below(random, 5) < 3) {
        buffer_add_string(text, hosted[random_below(random, 7)]);
        buffer_add_byte(text, ' ');
        buffer_add_string(text, hosts[random_below(random, 15)]);
    } else {
        buffer_add_string(text, others[random_below(random, 7)]);
    }
    buffer_add_string(text, random_below(random, 6) == 0 ? " ; note" : "");
    if (random_below(random, 6) == 0) {
        random_suppression(random, text);
    }
    buffer_add_byte(text, '\n');
    if (random_below(random, 10) == 0) {
        random_suppression(random, text);
        buffer_add_string(text, random_below(random, 2) == 0 ? "\n; note\n" : "\n");
    }
}

static void what_is_found_again_is_what_is_found_anew(void **state)
{
    (void)state;
    uint64_t random = 3;
    for (unsigned round = 0; round < 6000; round++) {
        struct buffer text = {0};
        buffer_add_string(&text, HEAD);
        for (uint32_t i = 4 + random_below(&random, 24); i > 0; i--) {
            random_line(&random, &text);
        }
        if (random_below(&random, 8) == 0) {
            buffer_add_string(&text, "$GENERATE 1-3 g$ MX \"1 c\"\ng1 TXT x\n");
        }
        buffer_add_byte(&text, '\0');
        const char *start = buffer_string(&text);
        struct buffer lines[3] = {{0}, {0}, {0}};
        struct replacement replacements[3];
        size_t count = 0;
        for (const char *at = start + strlen(HEAD); *at != '\0' && count < 3;) {
            const char *end = strchr(at, '\n') + 1;
            uint32_t kind = random_below(&random, 8);
            if (kind < 3) {
                struct replacement *replacement = &replacements[count];
                *replacement = (struct replacement){
                    (uint64_t)(at - start), (uint64_t)(end - start), {NULL, 0}};
                const char *word = strstr(at, "MX ");
                if (kind == 0) {
                    random_line(&random, &lines[count]);
                    replacement->text = buffer_bytes(&lines[count]);
                } else if (kind == 1 && word != NULL && word < end) {
                    replacement->start = (uint64_t)(word - start) + 3;
                    replacement->end = (uint64_t)(end - start) - 1;
                    replacement->text = bytes_from_string("3 ns");
                }
                count++;
            }
            at = end;
        }
        compare_findings(start, replacements, count);
        for (size_t i = 0; i < 3; i++) {
            buffer_free(&lines[i]);
        }
        buffer_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_answer_for_another_name_is_seen),
        cmocka_unit_test(what_is_found_again_is_what_is_found_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
