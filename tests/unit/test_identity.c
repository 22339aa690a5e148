/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/analysis.h"
#include "analyzer/identity.h"
#include "analyzer/rule.h"
#include "tests/support/test_policy.h"
#include "tests/support/zone_text.h"

/* What every zone here begins with. */
#define HEAD "$TTL 1h\n@ SOA ns hostmaster 1 2h 15m 2w 1h\n@ NS ns\nns A 192.0.2.1\n"

static const struct zone_text plain = {"example.com.", HEAD, NULL};

/* The fingerprint of the only finding of the rule in the zone. */
static uint64_t fingerprint_in(const struct zone_text *text, const char *rule)
{
    struct zone_set *set = zone_texts_read(text, 1);
    struct test_policy *policy = test_policy_new(NULL);
    struct findings *findings = analysis_run(set, &policy->terms);
    uint64_t fingerprint = 0;
    size_t count = 0;
    for (size_t i = 0; i < findings->items.count; i++) {
        if (strcmp(findings->items.items[i]->rule->name, rule) == 0) {
            fingerprint = findings->items.items[i]->fingerprint;
            count++;
        }
    }
    assert_int_equal(count, 1);
    findings_free(findings);
    test_policy_free(policy);
    zone_set_free(set);
    return fingerprint;
}

/* Baselines of other people hold these numbers: they stay as they are. */
static void fingerprints_are_the_same_in_every_version(void **state)
{
    (void)state;
    struct zone_set *set = zone_texts_read(&plain, 1);
    struct zone_text with_view_text = {"example.com.", HEAD, "inside"};
    struct zone_set *with_view = zone_texts_read(&with_view_text, 1);
    const struct zone *zone = set->zones.items[0];
    const struct name *apex = zone->apex;
    static const uint8_t address[] = {192, 0, 2, 1};
    const struct bytes data = {address, sizeof(address)};
    const struct {
        struct identity identity;
        uint64_t fingerprint;
    } cases[] = {
        {{.rule = "soa-missing"}, UINT64_C(0x5c88d60b3c04a2d4)},
        {{.rule = "soa-missing", .zone = zone}, UINT64_C(0xaea962e4471b7d8a)},
        {{.rule = "soa-missing", .zone = with_view->zones.items[0]}, UINT64_C(0x8baa03e83babb068)},
        {{.rule = "ttl-mismatch", .zone = zone, .owner = apex, .type = TYPE_A},
         UINT64_C(0x7dd743e5955df9fb)},
        {{.rule = "duplicate-record", .zone = zone, .owner = apex, .type = TYPE_A, .data = data},
         UINT64_C(0xb9a025690a5668c0)},
        {{.rule = "syntax", .zone = zone, .data = {(const uint8_t *)"192.0.2", 7}},
         UINT64_C(0x951c82cfd02ca8d7)},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint64_t fingerprint = identity_fingerprint(&cases[i].identity);
        if (fingerprint != cases[i].fingerprint) {
            fail_msg("case %zu: %016llx", i, (unsigned long long)fingerprint);
        }
    }
    zone_set_free(with_view);
    zone_set_free(set);
}

static void parts_do_not_run_into_each_other(void **state)
{
    (void)state;
    struct identity a = {.rule = "ab", .data = bytes_from_string("c")};
    struct identity b = {.rule = "a", .data = bytes_from_string("bc")};
    struct identity c = {.rule = "ab", .data = {(const uint8_t *)"c", 2}};
    assert_true(identity_fingerprint(&a) != identity_fingerprint(&b));
    assert_true(identity_fingerprint(&a) != identity_fingerprint(&c));
}

static void the_way_of_writing_makes_no_other_finding(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        const char *texts[2]; /* behind the head */
    } cases[] = {
        {"mx-target-no-address",
         {"@ MX 10 nowhere\n", "; a comment\nEXAMPLE.com. 3600 IN MX 10 Nowhere.Example.COM.\n"}},
        {"cname-dangling",
         {"www CNAME nowhere\n", "$ORIGIN com.\nwww.example CNAME nowhere.example\n"}},
        {"cname-and-other-data",
         {"www CNAME ns\nwww CNAME ns\nwww A 192.0.2.1\n",
          "www A 192.0.2.1\nwww CNAME ns\nwww CNAME ns\n"}},
        {"cname-multiple",
         {"www CNAME ns\nwww CNAME ns2\nns2 A 192.0.2.1\n",
          "ns2 A 192.0.2.1\nwww CNAME ns2\nwww CNAME ns\n"}},
        {"cname-multiple",
         {"www CNAME ns\nwww CNAME ns2\nwww CNAME ns2\nns2 A 192.0.2.1\n",
          "ns2 A 192.0.2.1\nwww CNAME ns2\nwww CNAME ns2\nwww CNAME ns\n"}},
        {"ttl-mismatch",
         {"a 1 A 192.0.2.1\na 1 A 192.0.2.2\na 2 A 192.0.2.3\n",
          "a 2 A 192.0.2.3\na 1 A 192.0.2.2\na 1 A 192.0.2.1\n"}},
        {"ttl-mismatch",
         {"a 1 A 192.0.2.1\na 2 A 192.0.2.2\n", "a 2 A 192.0.2.2\na 1 A 192.0.2.1\n"}},
        {"soa-not-apex",
         {"a SOA ns hostmaster 7 2h 15m 2w 1h\n", "a SOA ns hostmaster 8 7200 15m 2w 1h\n"}},
        {"syntax", {"www A 192.0.2\n", "www 2h IN A 192.0.2 ; not yet\n"}},
        {"unknown-type", {"www FOO 1\n", "www.example.com.  foo  (\n 1 )\n"}},
        {"out-of-zone",
         {"www.example.net. A 192.0.2.1\n", "$ORIGIN net.\nWWW.example A 192.0.2.1\n"}},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint64_t fingerprints[2];
        for (size_t k = 0; k < 2; k++) {
            struct buffer text = {0};
            buffer_add_format(&text, "%s%s", HEAD, cases[i].texts[k]);
            struct zone_text zone = {"example.com.", buffer_string(&text), NULL};
            fingerprints[k] = fingerprint_in(&zone, cases[i].rule);
            buffer_free(&text);
        }
        if (fingerprints[0] != fingerprints[1]) {
            fail_msg("case %zu, %s", i, cases[i].rule);
        }
    }
}

static void the_serial_is_no_part_of_a_missing_ns_record(void **state)
{
    (void)state;
    static const struct zone_text before = {"example.com.",
                                            "@ 1h SOA ns hostmaster 1 2h 15m 2w 1h\n", NULL};
    static const struct zone_text after = {"example.com.",
                                           "@ 1h SOA ns hostmaster 2 3h 15m 2w 1h\n", NULL};
    assert_true(fingerprint_in(&before, "ns-apex-missing") ==
                fingerprint_in(&after, "ns-apex-missing"));
}

static void another_owner_type_or_data_is_another_finding(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "@ MX 10 nowhere\n",
        "@ MX 20 nowhere\n",
        "@ MX 10 elsewhere\n",
        "www MX 10 nowhere\n",
    };
    uint64_t fingerprints[sizeof(texts) / sizeof(texts[0])];
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct buffer text = {0};
        buffer_add_format(&text, "%s%s", HEAD, texts[i]);
        struct zone_text zone = {"example.com.", buffer_string(&text), NULL};
        fingerprints[i] = fingerprint_in(&zone, "mx-target-no-address");
        buffer_free(&text);
        for (size_t k = 0; k < i; k++) {
            assert_true(fingerprints[k] != fingerprints[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fingerprints_are_the_same_in_every_version),
        cmocka_unit_test(parts_do_not_run_into_each_other),
        cmocka_unit_test(the_way_of_writing_makes_no_other_finding),
        cmocka_unit_test(the_serial_is_no_part_of_a_missing_ns_record),
        cmocka_unit_test(another_owner_type_or_data_is_another_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
