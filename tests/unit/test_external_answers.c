/* SPDX-License-Identifier: BSD-3-Clause */
/* What the operator says of names outside of the loaded zones: what the resolver answers by it, and
 * what rules find by it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/analysis.h"
#include "analyzer/resolver.h"
#include "analyzer/rule.h"
#include "tests/support/test_policy.h"
#include "tests/support/zone_text.h"

#define HEAD "$TTL 3600\n@ SOA ns hostmaster 1 7200 900 604800 300\n@ NS ns\nns A 192.0.2.53\n"

static const struct policy_source source = {.path = "zonetidy.yaml",
                                            .text = {(const uint8_t *)"1\n2\n3\n", 6}};

static struct bytes wire(struct arena *arena, const char *text)
{
    return name_wire(name_of(arena, text));
}

/* The operator's words, one of each kind and more where they lead to each other. */
static struct external_names *words_new(struct arena *arena)
{
    static const struct external_address ipv4[] = {{TYPE_A, {192, 0, 2, 1}}};
    const struct policy_place line_1 = {&source, 0, 1};
    const struct policy_place line_2 = {&source, 2, 3};
    struct external_names *words = external_names_new();
    external_names_add_trusted(words, wire(arena, "trusted.test."), line_1);
    external_names_add_absent(words, wire(arena, "absent.test."), line_2);
    external_names_add_addresses(words, wire(arena, "ipv4.test."), ipv4, 1, line_1);
    external_names_add_alias(words, wire(arena, "in.test."), wire(arena, "ns.example."), line_2);
    external_names_add_alias(words, wire(arena, "out.test."), wire(arena, "ipv4.test."), line_1);
    external_names_add_alias(words, wire(arena, "unsaid.test."), wire(arena, "far.test."), line_1);
    external_names_add_alias(words, wire(arena, "gone.test."), wire(arena, "absent.test."), line_1);
    external_names_add_alias(words, wire(arena, "loop.test."), wire(arena, "loop.example."),
                             line_1);
    external_names_add_trusted(words, wire(arena, "ftp.example."), line_1);
    external_names_add_absent(words, wire(arena, "a.sub.example."), line_1);
    external_names_add_trusted(words, wire(arena, "*.below.test."), line_1);
    return words;
}

static const char *answer_text(const struct answer *answer, struct arena *arena)
{
    static const char *const ends[] = {
        [ANSWER_DATA] = "data", [ANSWER_NO_DATA] = "no data",   [ANSWER_NO_NAME] = "no name",
        [ANSWER_LOOP] = "loop", [ANSWER_TOO_LONG] = "too long", [ANSWER_UNKNOWN] = "unknown",
    };
    const char *text = "";
    char target[NAME_TEXT_BYTES_MAX];
    for (size_t i = 0; i < answer->hop_count; i++) {
        const struct hop *hop = &answer->hops[i];
        assert_int_equal(hop->kind == HOP_EXTERNAL, hop->external != NULL);
        assert_int_equal(hop->kind == HOP_EXTERNAL, hop->zone == NULL);
        text = arena_format(arena, "%s%s %s ", text, hop->kind == HOP_EXTERNAL ? "x->" : "->",
                            name_to_text(hop->target, target));
    }
    assert_int_equal(answer->end == ANSWER_UNKNOWN, answer->reason != UNKNOWN_NOTHING);
    bool by_word = answer->external != NULL && answer->end != ANSWER_UNKNOWN;
    assert_true(!by_word || (answer->zone == NULL && answer->node == NULL));
    return arena_format(arena, "%s%s%s", text, ends[answer->end], by_word ? " by word" : "");
}

static void the_word_counts_where_no_loaded_zone_answers(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        type_mask wanted;
        const char *answer;
    } cases[] = {
        {"far.test.", MASK_ADDRESS, "unknown"},
        /* Which addresses, and what else there is, is not said. */
        {"trusted.test.", MASK_ADDRESS, "data by word"},
        {"trusted.test.", MASK_ALL & ~(type_mask)MASK_CNAME, "data by word"},
        {"trusted.test.", MASK_AAAA, "unknown"},
        {"trusted.test.", MASK_TXT, "unknown"},
        {"a.below.test.", MASK_ADDRESS, "data by word"},
        {"below.test.", MASK_ADDRESS, "unknown"},
        {"absent.test.", MASK_ADDRESS, "no name by word"},
        {"absent.test.", MASK_TXT, "no name by word"},
        {"x.absent.test.", MASK_TXT, "unknown"},
        {"ipv4.test.", MASK_ADDRESS, "data by word"},
        {"ipv4.test.", MASK_A, "data by word"},
        {"ipv4.test.", MASK_AAAA, "no data by word"},
        {"ipv4.test.", MASK_AAAA | MASK_TXT, "unknown"},
        {"ipv4.test.", MASK_MX, "unknown"},
        /* Aliases lead on, into the zones and out of them. */
        {"in.test.", MASK_ADDRESS, "x-> ns.example. data"},
        {"in.test.", MASK_AAAA, "x-> ns.example. no data"},
        {"in.test.", MASK_CNAME, "data by word"},
        {"out.test.", MASK_ADDRESS, "x-> ipv4.test. data by word"},
        {"unsaid.test.", MASK_ADDRESS, "x-> far.test. unknown"},
        {"gone.test.", MASK_ADDRESS, "x-> absent.test. no name by word"},
        {"www.example.", MASK_ADDRESS, "-> out.test. x-> ipv4.test. data by word"},
        {"loop.example.", MASK_ADDRESS, "-> loop.test. x-> loop.example. loop"},
        {"loop.test.", MASK_ADDRESS, "x-> loop.example. -> loop.test. loop"},
        /* The loaded zones have the first word; a delegation leaves it to others. */
        {"ftp.example.", MASK_ADDRESS, "no name"},
        {"a.sub.example.", MASK_ADDRESS, "no name by word"},
        {"b.sub.example.", MASK_ADDRESS, "unknown"},
        {"absent.test.", MASK_DS, "unknown"},
    };
    const struct zone_text text = {
        .name = "example.",
        .text =
            HEAD "www CNAME out.test.\nloop CNAME loop.test.\nsub NS ns.sub\nns.sub A 192.0.2.9\n",
    };
    struct arena *arena = arena_new();
    struct zone_set *set = zone_texts_read(&text, 1);
    struct external_names *words = words_new(arena);
    const struct zone *nears[] = {NULL, set->zones.items[0]};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]) * 2; i++) {
        const struct vantage from = {set, nears[i % 2], words};
        struct answer answer;
        resolve(&from, name_of(arena, cases[i / 2].name), cases[i / 2].wanted, arena, &answer);
        if (strcmp(answer_text(&answer, arena), cases[i / 2].answer) != 0) {
            fail_msg("%s: %s", cases[i / 2].name, answer_text(&answer, arena));
        }
    }
    external_names_free(words);
    zone_set_free(set);
    arena_free(arena);
}

static void one_type_alone_is_asked_for_in_the_same_way(void **state)
{
    (void)state;
    static const struct {
        uint16_t type;
        const char *answer;
    } cases[] = {
        {TYPE_A, "x-> ipv4.test. data by word"},
        {TYPE_AAAA, "x-> ipv4.test. no data by word"},
        {TYPE_CNAME, "data by word"},
        {TYPE_NSEC, "unknown"}, /* stands beside an alias, so that this one is not followed */
        {65280, "x-> ipv4.test. unknown"},
    };
    const struct zone_text text = {.name = "example.", .text = HEAD};
    struct arena *arena = arena_new();
    struct zone_set *set = zone_texts_read(&text, 1);
    struct external_names *words = words_new(arena);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct vantage from = {set, NULL, words};
        struct answer answer;
        resolve_type(&from, name_of(arena, "out.test."), cases[i].type, arena, &answer);
        assert_string_equal(answer_text(&answer, arena), cases[i].answer);
    }
    external_names_free(words);
    zone_set_free(set);
    arena_free(arena);
}

static void an_alias_outside_of_views_is_looked_up_in_the_view_that_asked(void **state)
{
    (void)state;
    static const struct zone_text texts[] = {
        {.name = "example.", .text = HEAD},
        {.name = "example.", .text = HEAD "ns AAAA 2001:db8::1\n", .view = "inside"},
    };
    struct arena *arena = arena_new();
    struct zone_set *set = zone_texts_read(texts, 2);
    struct external_names *words = words_new(arena);
    for (size_t i = 0; i < 2; i++) {
        const struct vantage from = {set, set->zones.items[i], words};
        struct answer answer;
        resolve(&from, name_of(arena, "in.test."), MASK_ADDRESS, arena, &answer);
        assert_ptr_equal(answer.zone, set->zones.items[i]);
    }
    external_names_free(words);
    zone_set_free(set);
    arena_free(arena);
}

/* A line for each finding with its notes, and how safe its fix is; then the unknown names. */
static const char *findings_text(const struct findings *findings, struct arena *arena)
{
    const char *text = "";
    for (size_t i = 0; i < findings->items.count; i++) {
        const struct finding *finding = findings->items.items[i];
        text = arena_format(arena, "%s%s: %s", text, finding->rule->name, finding->message);
        for (size_t k = 0; k < finding->notes.count; k++) {
            text = arena_format(arena, "%s; %s", text, finding->notes.items[k]);
        }
        text = arena_format(arena, "%s (%s)\n", text,
                            finding->fix == NULL ? "none" : fix_safety_text(finding->fix->safety));
    }
    return arena_format(arena, "%s%u unknown", text, (unsigned)findings->unknown_targets);
}

struct finding_case {
    const char *records;
    const char *findings;
};

/* Asserts what is found in each zone that begins with `head`, by the operator's words. */
static void assert_findings(const char *zone,
                            const char *head,
                            const struct finding_case *cases,
                            size_t count)
{
    struct arena *arena = arena_new();
    struct test_policy *policy = test_policy_new(NULL);
    policy->policy->external = words_new(arena);
    for (size_t i = 0; i < count; i++) {
        const char *records = arena_format(arena, "%s%s", head, cases[i].records);
        const struct zone_text text = {.name = zone, .text = records};
        struct zone_set *set = zone_texts_read(&text, 1);
        struct findings *findings = analysis_run(set, &policy->terms);
        assert_string_equal(findings_text(findings, arena), cases[i].findings);
        findings_free(findings);
        zone_set_free(set);
    }
    test_policy_free(policy);
    arena_free(arena);
}

static void findings_follow_from_the_word_and_say_so(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"@ MX 1 far.test.\n", "1 unknown"},
        {"@ MX 1 trusted.test.\n", "0 unknown"},
        {"@ MX 1 ipv4.test.\n", "0 unknown"},
        {"@ MX 1 absent.test.\n", "mx-target-no-address: MX target absent.test. has no address; "
                                  "absent.test. does not exist, "
                                  "says zonetidy.yaml:2 (none)\n0 unknown"},
        {"@ MX 1 in.test.\n",
         "mx-target-alias: MX target in.test. is an alias; alias: in.test. -> ns.example., says "
         "zonetidy.yaml:2 (unsafe)\n0 unknown"},
        {"@ MX 1 out.test.\n",
         "mx-target-alias: MX target out.test. is an alias; alias: out.test. -> ipv4.test., says "
         "zonetidy.yaml:1 (unsafe)\n0 unknown"},
        {"@ MX 1 unsaid.test.\n",
         "mx-target-alias: MX target unsaid.test. is an alias; alias: unsaid.test. -> far.test., "
         "says zonetidy.yaml:1 (none)\n1 unknown"},
        {"@ MX 1 www\nwww CNAME ipv4.test.\n",
         "mx-target-alias: MX target www.example. is an alias (unsafe)\n0 unknown"},
        {"www CNAME trusted.test.\n", "0 unknown"},
        {"www CNAME absent.test.\n",
         "cname-dangling: alias www.example. leads nowhere; absent.test. does not exist, says "
         "zonetidy.yaml:2 (none)\n0 unknown"},
        {"www CNAME gone.test.\n",
         "cname-dangling: alias www.example. leads nowhere; alias: gone.test. -> absent.test., "
         "says zonetidy.yaml:1; absent.test. does not exist, says zonetidy.yaml:2 (none)\n"
         "0 unknown"},
        {"loop CNAME loop.test.\n",
         "cname-loop: aliases form a loop at loop.example.; alias: loop.test. -> loop.example., "
         "says zonetidy.yaml:1 (none)\n0 unknown"},
    };
    assert_findings("example.", HEAD, cases, sizeof(cases) / sizeof(cases[0]));
}

static void a_reverse_name_is_held_against_the_addresses_that_are_given(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"1 PTR ipv4.test.\n", "0 unknown"},
        {"1 PTR trusted.test.\n", "0 unknown"},
        {"2 PTR ipv4.test.\n",
         "ptr-no-forward: PTR of 192.0.2.2 names ipv4.test., which does not have that address; "
         "ipv4.test. has other addresses only, says zonetidy.yaml:1 (none)\n0 unknown"},
        {"1 PTR absent.test.\n",
         "ptr-no-forward: PTR of 192.0.2.1 names absent.test., which does not have that address; "
         "absent.test. does not exist, says zonetidy.yaml:2 (none)\n0 unknown"},
        {"1 PTR out.test.\n",
         "ptr-target-alias: PTR target out.test. is an alias; alias: out.test. -> ipv4.test., says "
         "zonetidy.yaml:1 (unsafe)\n0 unknown"},
    };
    assert_findings("2.0.192.in-addr.arpa.",
                    "$TTL 60\n@ SOA trusted.test. a.test. 1 2 3 4 5\n@ NS trusted.test.\n", cases,
                    sizeof(cases) / sizeof(cases[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_word_counts_where_no_loaded_zone_answers),
        cmocka_unit_test(one_type_alone_is_asked_for_in_the_same_way),
        cmocka_unit_test(an_alias_outside_of_views_is_looked_up_in_the_view_that_asked),
        cmocka_unit_test(findings_follow_from_the_word_and_say_so),
        cmocka_unit_test(a_reverse_name_is_held_against_the_addresses_that_are_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
