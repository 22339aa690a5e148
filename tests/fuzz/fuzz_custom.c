/* SPDX-License-Identifier: BSD-3-Clause */
/* Any text as a list of custom rules: something is told about it, or the rules find the same in
 * some zones whether they are run as a group or one by one, and their tests come to an end. */
#include <assert.h>

#include "analyzer/custom_test.h"
#include "tests/support/custom_run.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct zone_text zones[] = {
    {.name = "example.com.",
     .text = "$TTL 3600\n"
             "@ IN SOA ns hostmaster 1 7200 900 1209600 3600\n"
             "@ IN NS ns\n"
             "@ IN MX 10 mail\n"
             "@ 1d IN MX 20 host.other.example.\n"
             "@ MX 30 nothing\n"
             "@ IN TXT \"v=spf1 \" \"-all\"\n"
             "@ CAA 0 issue \"ca.example; a=b\"\n"
             "ns 60 IN A 192.0.2.1\n"
             "ns IN AAAA 2001:db8::1\n"
             "mail IN CNAME host.other.example.\n"
             "*.w IN CNAME cdn.example.net.\n"
             "a\\.b TYPE65280 \\# 2 abcd\n"
             "_sip._tcp IN SRV 1 2 3 gone\n"
             "_443._tcp.www TLSA 3 1 1 ABCD\n"
             "www HTTPS 1 . alpn=h2\n"
             "$GENERATE 1-3 h$ A 192.0.2.$\n"},
    {.name = "other.example.",
     .text = "$TTL 1h\n"
             "@ SOA ns.example.com. hostmaster 1 2 3 4 5\n"
             "host AAAA 2001:db8::2\n"
             "10 PTR loop\n"
             "loop CNAME loop\n"
             "broken A nonsense\n"},
};

enum { ZONE_COUNT = sizeof(zones) / sizeof(zones[0]) };

static void check_equal(const struct custom_run *a, const struct custom_run *b)
{
    const struct findings *found = a->check.findings;
    const struct findings *others = b->check.findings;
    assert(found->items.count == others->items.count);
    for (size_t i = 0; i < found->items.count; i++) {
        const struct finding *finding = found->items.items[i];
        const struct finding *other = others->items.items[i];
        assert(strcmp(finding->rule->name, other->rule->name) == 0);
        assert(strcmp(finding->message, other->message) == 0);
        assert(finding->span.start == other->span.start);
        assert(finding->span.length == other->span.length);
        assert((finding->fix == NULL) == (other->fix == NULL));
    }
}

static void check_ways(const char *rules)
{
    struct custom_run group;
    struct custom_run single;
    custom_run_start(&group, (struct custom_way){.as_group = true}, rules, zones, ZONE_COUNT);
    custom_run_start(&single, (struct custom_way){.counts = true}, rules, zones, ZONE_COUNT);
    check_equal(&group, &single);
    custom_run_end(&group);
    custom_run_end(&single);
}

static void run_tests(const struct custom_rules *rules, struct arena *arena)
{
    struct custom_rows *rows = custom_rows_new(rules->items.items, rules->items.count);
    for (size_t i = 0; i < rules->items.count; i++) {
        const struct custom_rule *rule = &rules->items.items[i];
        for (size_t k = 0; k < rule->test_count; k++) {
            struct custom_test_result result =
                custom_test_run(custom_rows_at(rows, i), rule, &rule->tests[k], arena);
            assert(result.message == NULL || result.message[0] != '\0');
            assert(result.place.end <= result.place.source->text.length);
        }
    }
    custom_rows_free(rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct buffer told = {0};
    const char *text = (const char *)arena_copy(arena, (struct bytes){data, size}).data;
    struct custom_rules rules = custom_rules_read(text, arena, &told);
    if (told.length == 0) {
        check_ways(text);
    }
    if (told.length == 0 && zone_text_is_tame(bytes_from_string(text))) {
        run_tests(&rules, arena);
    }
    custom_rules_end(&rules);
    buffer_free(&told);
    arena_free(arena);
    return 0;
}
