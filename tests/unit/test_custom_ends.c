/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/custom_ends.h"
#include "tests/support/custom_rules.h"
#include "tests/support/zone_text.h"

/* A list of the ends of the first condition of `match`; false when there is none. */
static bool ends_of_match(struct custom_ends_list *list, const char *match, struct arena *arena)
{
    struct buffer told = {0};
    const char *rule = arena_format(
        arena, "- {id: a, message: m, match: {%s, type: NS}, forbid: {ttl: 1}}", match);
    struct custom_rules rules = custom_rules_read(rule, arena, &told);
    if (told.length > 0) {
        fail_msg("`%s`: %s", match, buffer_string(&told));
    }
    buffer_free(&told);
    bool added = custom_ends_add(list, &rules.items.items[0].match.items[0]);
    custom_rules_end(&rules);
    return added;
}

static const struct name *apex_of(struct arena *arena)
{
    return name_of(arena, "example.com.");
}

static void what_a_pattern_does_not_begin_and_end_with_is_told_off(void **state)
{
    (void)state;
    static const struct {
        const char *match;
        const char *name;
        bool has;
    } cases[] = {
        {"owner: www", "www.example.com.", true},
        {"owner: www", "ww.example.com.", false},
        {"owner: www", "www.a.example.com.", false},
        {"owner: 'mail*'", "mail-1.example.com.", true},
        {"owner: 'mail*'", "mai.example.com.", false},
        {"owner: 'mail*'", "xmail.example.com.", false},
        {"owner: 'long-beginning-*'", "long-begi.example.com.", true},
        {"owner: '*-old'", "a-old.example.com.", true},
        {"owner: '*-old'", "a-new.example.com.", false},
        {"owner: '*-old'", "a.old.example.com.", false},
        {"owner: '*._domainkey'", "s1._domainkey.example.com.", true},
        {"owner: '*._domainkey'", "s1._domainkez.example.com.", false},
        {"owner: '*._domainkey'", "s1.xdomainkey.example.com.", true}, /* eight octets count */
        {"owner: '**.\\*'", "*.example.com.", true},
        {"owner: '**.\\*'", "a.*.example.com.", true},
        {"owner: '**.\\*'", "a.example.com.", false},
        {"owner: 'a\\.b*'", "a\\.b1.example.com.", true},
        {"owner: 'a\\.b*'", "a.b1.example.com.", false},
        {"owner: '*.a\\.b'", "1.a\\.b.example.com.", true},
        {"owner: '*.a\\.b'", "1.a.b.example.com.", false},
        {"owner: '*.net.'", "a.net.", true},
        {"owner: '*.net.'", "a.example.com.", false},
        {"owner: [www, 'mail*', 'a.*.net.']", "mail.example.com.", true},
        {"owner: [www, 'mail*', 'a.*.net.']", "a.b.net.", true},
        {"owner: [www, 'mail*', 'a.*.net.']", "a.b.com.", false},
        {"rdata.nsdname: [ns1.a.test., ns2.b.test.]", "ns2.b.test.", true},
        {"rdata.nsdname: [ns1.a.test., ns2.b.test.]", "ns3.b.test.", false},
        {"rdata.nsdname: [ns1.a.test., ns2.b.test.]", "ns2.c.test.", false},
        {"rdata.nsdname: {glob: ['*.dyn.test', '**.lan']}", "a.dyn.test.", true},
        {"rdata.nsdname: {glob: ['*.dyn.test', '**.lan']}", "a.b.lan.", true},
        {"rdata.nsdname: {glob: ['*.dyn.test', '**.lan']}", "lan.", true},
        {"rdata.nsdname: {glob: ['*.dyn.test', '**.lan']}", "a.xlan.", true},
        {"rdata.nsdname: {glob: ['*.dyn.test', '**.lan']}", "a.dxn.test.", false},
        {"rdata.nsdname: {glob: ['*.dyn.test', '**.lan']}", ".", false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena *arena = arena_new();
        struct custom_ends_list list = {0};
        const struct name *name = name_of(arena, cases[i].name);
        if (!ends_of_match(&list, cases[i].match, arena)) {
            fail_msg("`%s` has no ends", cases[i].match);
        }
        if (custom_ends_have(&list, name_wire(name), name_wire(apex_of(arena))) != cases[i].has) {
            fail_msg("`%s` and %s", cases[i].match, cases[i].name);
        }
        VECTOR_FREE(&list.items);
        arena_free(arena);
    }
}

static void a_condition_that_any_name_may_fulfil_adds_nothing(void **state)
{
    (void)state;
    static const char *const conditions[] = {
        "owner: '@'",
        "owner: '**'",
        "owner: [www, '*']",
        "owner: ['mail*', '[ab]*']",
        "rdata.nsdname: {glob: ['a.**', '*']}",
        "rdata.nsdname: {regex: '^ns'}",
    };
    for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++) {
        struct arena *arena = arena_new();
        struct custom_ends_list list = {0};
        if (ends_of_match(&list, conditions[i], arena) || list.items.count > 0) {
            fail_msg("`%s` has ends", conditions[i]);
        }
        VECTOR_FREE(&list.items);
        arena_free(arena);
    }
}

/* All names of three short labels at most, of characters that patterns have meanings for. */
static void whatever_a_pattern_matches_has_its_ends(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "a*",
        "*b",
        "a*b",
        "*.b",
        "a.*",
        "**.b",
        "a.**",
        "\\**",
        "**.\\*",
        "*\\.b",
        "a\\.*",
        "?b",
        "[ab]b",
        "{a,b}b",
        "a{a,b}",
        "*.b.example.com.",
        "a*.example.com.",
        "**.com.",
        "ab",
    };
    static const char *const labels[] = {"a", "b", "ab", "ba", "*", "a\\.b", "\\.b", "a\\."};
    enum { LABELS = sizeof(labels) / sizeof(labels[0]) };
    struct arena *arena = arena_new();
    size_t matched = 0;
    for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
        struct custom_ends_list list = {0};
        bool has_ends =
            ends_of_match(&list, arena_format(arena, "owner: '%s'", patterns[i]), arena);
        struct glob_flaw flaw;
        const struct owner_pattern *pattern =
            owner_pattern_new(bytes_from_string(patterns[i]), arena, &flaw);
        struct owner owner = {0};
        for (size_t k = 0; k < LABELS * (LABELS + 1); k++) {
            const char *second = k < LABELS ? "" : labels[(k - LABELS) / LABELS];
            const char *text = arena_format(arena, "%s.%s%sexample.com.", labels[k % LABELS],
                                            second, k < LABELS ? "" : ".");
            owner_start(&owner, name_of(arena, text), apex_of(arena));
            bool matches = owner_pattern_matches(pattern, &owner);
            matched += matches;
            if (matches && has_ends &&
                !custom_ends_have(&list, name_wire(owner.name), name_wire(owner.apex))) {
                fail_msg("`%s` matches %s", patterns[i], text);
            }
        }
        VECTOR_FREE(&list.items);
    }
    assert_true(matched > 100);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_pattern_does_not_begin_and_end_with_is_told_off),
        cmocka_unit_test(a_condition_that_any_name_may_fulfil_adds_nothing),
        cmocka_unit_test(whatever_a_pattern_matches_has_its_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
