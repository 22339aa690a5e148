/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/support/zone_text.h"

#define HEAD "$TTL 3600\n@ SOA ns hostmaster 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n"

struct loaded {
    struct zone_set *set;
    struct arena *arena;
};

static struct loaded loaded;

/* The zone example. with this text. */
static const struct zone *load(const char *text)
{
    zone_set_free(loaded.set);
    loaded.set = zone_texts_read(&(struct zone_text){.name = "example.", .text = text}, 1);
    return loaded.set->zones.items[0];
}

static int make_loaded(void **state)
{
    (void)state;
    loaded = (struct loaded){.arena = arena_new()};
    return 0;
}

static int free_loaded(void **state)
{
    (void)state;
    zone_set_free(loaded.set);
    arena_free(loaded.arena);
    return 0;
}

static const struct node *find(const struct zone *zone, const char *name)
{
    return zone_find_node(zone, name_of(loaded.arena, name));
}

static void no_zone_can_be_freed(void **state)
{
    (void)state;
    zone_free(NULL);
}

static void a_node_stands_for_each_owner(void **state)
{
    (void)state;
    const struct zone *zone = load(HEAD "a A 192.0.2.2\na TXT x\nb A 192.0.2.3\n");
    assert_int_equal(zone->nodes.count, 4);
    assert_int_equal(find(zone, "a.example.")->types, MASK_A | MASK_TXT);
    assert_int_equal(find(zone, "a.example.")->flags, 0);
    assert_null(find(zone, "c.example."));
    assert_null(find(zone, "example.net."));
    assert_ptr_equal(find(zone, "example."), &zone->nodes.items[zone->apex_node]);
    assert_int_equal(zone->types, MASK_SOA | MASK_NS | MASK_A | MASK_TXT);
}

static void owners_in_any_case_are_one_node(void **state)
{
    (void)state;
    const struct zone *zone = load(HEAD "www A 192.0.2.2\nWWW A 192.0.2.3\n");
    const struct node *node = find(zone, "wWw.example.");
    assert_int_equal(zone->nodes.count, 3);
    assert_non_null(node_next(zone, node_first(zone, node, TYPE_A)));
}

/* RFC 4592 section 2.2.2. */
static void names_above_owners_are_empty_non_terminals(void **state)
{
    (void)state;
    const struct zone *zone = load(HEAD "a.b.c.d A 192.0.2.2\nc.d TXT x\n");
    assert_int_equal(find(zone, "a.b.c.d.example.")->flags, 0);
    assert_int_equal(find(zone, "b.c.d.example.")->flags, NODE_EMPTY);
    assert_int_equal(find(zone, "c.d.example.")->flags, 0);
    assert_int_equal(find(zone, "d.example.")->flags, NODE_EMPTY);
    assert_int_equal(find(zone, "d.example.")->types, 0);
    assert_int_equal(find(zone, "d.example.")->first, RECORD_NONE);
    assert_int_equal(zone->nodes.count, 6);
}

static void each_node_knows_the_one_above(void **state)
{
    (void)state;
    const struct zone *zone = load(HEAD "a.b A 192.0.2.2\n");
    const struct node *node = find(zone, "a.b.example.");
    const struct node *above = &zone->nodes.items[node->parent];
    assert_ptr_equal(above, find(zone, "b.example."));
    assert_int_equal(above->parent, zone->apex_node);
    assert_int_equal(zone->nodes.items[zone->apex_node].parent, NODE_NONE);
}

static void a_zone_without_any_record_has_its_apex(void **state)
{
    (void)state;
    const struct zone *zone = load("; nothing\n");
    assert_int_equal(zone->nodes.count, 1);
    assert_int_equal(zone->nodes.items[zone->apex_node].flags, NODE_EMPTY);
    assert_int_equal(zone->soa, RECORD_NONE);
    assert_null(zone_record(zone, zone->soa));
}

static void an_apex_without_records_is_empty(void **state)
{
    (void)state;
    const struct zone *zone = load("$TTL 60\na A 192.0.2.1\n");
    assert_int_equal(find(zone, "example.")->flags, NODE_EMPTY);
    assert_int_equal(find(zone, "a.example.")->parent, zone->apex_node);
}

static void the_root_zone_has_the_root_as_its_apex(void **state)
{
    (void)state;
    zone_set_free(loaded.set);
    loaded.set = zone_texts_read(
        &(struct zone_text){.name = ".", .text = HEAD "com NS a.gtld-servers.net.\n"}, 1);
    const struct zone *zone = loaded.set->zones.items[0];
    assert_true(name_is_root(node_name(zone, &zone->nodes.items[zone->apex_node])));
    assert_int_equal(find(zone, "com.")->flags, NODE_CUT);
    assert_int_equal(find(zone, "com.")->parent, zone->apex_node);
}

/* RFC 1034 section 4.2.1, RFC 9499 section 7. */
static void ns_records_below_the_apex_are_a_cut(void **state)
{
    (void)state;
    const struct zone *zone =
        load(HEAD "sub NS ns.sub\nsub DS 1 8 2 00\nns.sub A 192.0.2.2\nx.y.sub TXT x\n");
    assert_int_equal(find(zone, "example.")->flags, 0);
    assert_int_equal(find(zone, "sub.example.")->flags, NODE_CUT);
    assert_int_equal(find(zone, "ns.sub.example.")->flags, NODE_BELOW_CUT);
    assert_int_equal(find(zone, "x.y.sub.example.")->flags, NODE_BELOW_CUT);
    assert_int_equal(find(zone, "y.sub.example.")->flags, NODE_EMPTY | NODE_BELOW_CUT);
    assert_int_equal(find(zone, "ns.example.")->flags, 0);
}

static void a_cut_below_a_cut_is_both(void **state)
{
    (void)state;
    const struct zone *zone = load(HEAD "sub NS ns\na.sub NS ns\nb.a.sub A 192.0.2.2\n");
    assert_int_equal(find(zone, "a.sub.example.")->flags, NODE_CUT | NODE_BELOW_CUT);
    assert_int_equal(find(zone, "b.a.sub.example.")->flags, NODE_BELOW_CUT);
}

/* RFC 6672 section 2.4. */
static void what_is_below_a_dname_is_hidden(void **state)
{
    (void)state;
    const struct zone *zone = load(HEAD "d DNAME e\nd TXT x\na.d A 192.0.2.2\nb.c.d NS ns\n");
    assert_int_equal(find(zone, "d.example.")->flags, 0);
    assert_int_equal(find(zone, "a.d.example.")->flags, NODE_BELOW_DNAME);
    assert_int_equal(find(zone, "c.d.example.")->flags, NODE_EMPTY | NODE_BELOW_DNAME);
    assert_int_equal(find(zone, "b.c.d.example.")->flags, NODE_CUT | NODE_BELOW_DNAME);
}

static void a_dname_at_the_apex_hides_everything_else(void **state)
{
    (void)state;
    const struct zone *zone = load(HEAD "@ DNAME other.\n");
    assert_int_equal(find(zone, "example.")->flags, 0);
    assert_int_equal(find(zone, "ns.example.")->flags, NODE_BELOW_DNAME);
}

static void records_of_a_type_follow_each_other_in_file_order(void **state)
{
    (void)state;
    const struct zone *zone =
        load(HEAD "a A 192.0.2.3\na TXT x\nb A 192.0.2.9\na A 192.0.2.2\na A 192.0.2.4\n");
    const struct node *node = find(zone, "a.example.");
    const struct record *record = node_first(zone, node, TYPE_A);
    for (uint8_t last = 0; record != NULL; record = node_next(zone, record)) {
        static const uint8_t expected[] = {3, 2, 4};
        assert_int_equal(record_wire(zone, record, NULL).data[3], expected[last++]);
        assert_ptr_equal(record_node(zone, record), node);
    }
    assert_null(node_next(zone, node_first(zone, node, TYPE_TXT)));
    assert_null(node_first(zone, node, TYPE_MX));
    assert_null(node_first(zone, find(zone, "example."), TYPE_A));
}

/* All types without a bit of their own share one, so the bit alone tells nothing of a type. */
static void types_that_share_a_bit_are_told_apart(void **state)
{
    (void)state;
    const struct zone *zone = load(HEAD "a CAA 0 issue \"x\"\na HINFO x y\n");
    const struct node *node = find(zone, "a.example.");
    assert_int_equal(node_first(zone, node, TYPE_HINFO)->type, TYPE_HINFO);
    assert_int_equal(node_first(zone, node, TYPE_CAA)->type, TYPE_CAA);
    assert_null(node_first(zone, node, TYPE_LOC));
}

static void the_soa_is_the_first_one_at_the_apex(void **state)
{
    (void)state;
    const struct zone *zone = load("$TTL 60\na SOA ns b 9 9 9 9 9\n" HEAD "@ SOA ns b 8 8 8 8 8\n");
    const struct record *soa = zone_record(zone, zone->soa);
    assert_int_equal(soa_data_from_wire(record_wire(zone, soa, NULL)).serial, 1);
}

static void records_keep_what_their_type_needs(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint16_t type;
        const char *host;
        const char *wire;
        size_t length;
    } cases[] = {
        {"a A 192.0.2.1", TYPE_A, NULL, "\300\0\2\1", 4},
        {"a TXT a b c d", TYPE_TXT, NULL, "\1a\1b\1c\1d", 8},
        {"a TXT 12345678", TYPE_TXT, NULL,
         "\10"
         "12345678",
         9},
        {"a CNAME B.", TYPE_CNAME, "b.", "\1b\0", 3},
        {"a NS b.", TYPE_NS, "b.", "\1b\0", 3},
        {"a PTR b.", TYPE_PTR, "b.", "\1b\0", 3},
        {"a DNAME b.", TYPE_DNAME, "b.", "\1b\0", 3},
        {"a MX 258 b.", TYPE_MX, "b.", "\1\2\1b\0", 5},
        {"a SRV 1 2 3 b.", TYPE_SRV, "b.", "\0\1\0\2\0\3\1b\0", 9},
        {"a TYPE65280 \\# 0", 65280, NULL, "", 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct zone *zone = load(arena_format(loaded.arena, HEAD "%s\n", cases[i].text));
        const struct record *record = node_first(zone, find(zone, "a.example."), cases[i].type);
        uint8_t room[RDATA_BYTES_MAX];
        assert_non_null(record);
        struct bytes wire = record_wire(zone, record, room);
        assert_int_equal(wire.length, cases[i].length);
        assert_memory_equal(wire.data, cases[i].wire, wire.length);
        const struct name *host = record_host(zone, record);
        if (cases[i].host == NULL) {
            assert_null(host);
        } else {
            assert_true(name_equal(host, name_of(loaded.arena, cases[i].host)));
        }
    }
}

static void equal_records_may_differ_in_their_ttl(void **state)
{
    (void)state;
    static const struct {
        const char *a;
        const char *b;
        bool equal;
    } cases[] = {
        {"a 1 A 192.0.2.1", "a 2 A 192.0.2.1", true},
        {"a A 192.0.2.1", "a A 192.0.2.2", false},
        {"a A 192.0.2.1", "b A 192.0.2.1", false},
        {"a MX 10 x", "a MX 10 X.example.", true},
        {"a MX 10 x", "a MX 11 x", false},
        {"a MX 10 x", "a MX 10 y", false},
        {"a SRV 1 2 3 x", "a SRV 1 2 4 x", false},
        {"a SRV 1 2 3 x", "a SRV 1 2 3 x", true},
        {"a NS x", "a NS x", true},
        {"a NS x", "a PTR x", false},
        {"a TXT longer-than-eight-octets", "a TXT longer-than-eight-octets", true},
        {"a TXT longer-than-eight-octets", "a TXT longer-than-eight-OCTETS", false},
        {"a TXT x y", "a TXT xy", false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct zone *zone =
            load(arena_format(loaded.arena, HEAD "%s\n%s\n", cases[i].a, cases[i].b));
        const struct record *b = &zone->records.items[zone->records.count - 1];
        if (record_equal(zone, b - 1, b) != cases[i].equal ||
            record_equal(zone, b, b - 1) != cases[i].equal) {
            fail_msg("%s and %s", cases[i].a, cases[i].b);
        }
    }
}

static void a_zone_has_a_record_with_its_ttl_and_data(void **state)
{
    (void)state;
    const struct zone *zone = load(HEAD "a 60 MX 10 x\na 60 MX 20 y\n");
    const struct name *owner = name_of(loaded.arena, "a.example.");
    const struct bytes data = {(const uint8_t *)"\0\24\1y\7example", 13};
    assert_true(zone_has_record(zone, owner, TYPE_MX, 60, data));
    assert_false(zone_has_record(zone, owner, TYPE_MX, 61, data));
    assert_false(zone_has_record(zone, owner, TYPE_SRV, 60, data));
    assert_false(zone_has_record(zone, zone->apex, TYPE_MX, 60, data));
    assert_false(zone_has_record(zone, owner, TYPE_MX, 60, (struct bytes){data.data, 12}));
}

static void a_record_is_written_whole_and_absolute(void **state)
{
    (void)state;
    const struct zone *zone = load(HEAD "$ORIGIN sub\na 1h MX 10 \\064b\n");
    struct buffer text = {0};
    record_to_text(zone, &zone->records.items[zone->records.count - 1], &text);
    assert_string_equal(buffer_string(&text), "a.sub.example. 3600 IN MX 10 \\@b.sub.example.");
    buffer_free(&text);
}

/* The place of an entry may lie behind the first 4 GiB of its file. */
static void the_place_of_a_record_has_40_bits(void **state)
{
    (void)state;
    struct record record = {0};
    record_set_start(&record, SOURCE_BYTES_MAX - 1);
    assert_true(record_start(&record) == SOURCE_BYTES_MAX - 1);
    record_set_start(&record, UINT64_C(1) << 32);
    assert_true(record_start(&record) == UINT64_C(1) << 32);
}

#define WITH_ZONE(test) cmocka_unit_test_setup_teardown(test, make_loaded, free_loaded)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_zone_can_be_freed),
        WITH_ZONE(a_node_stands_for_each_owner),
        WITH_ZONE(owners_in_any_case_are_one_node),
        WITH_ZONE(names_above_owners_are_empty_non_terminals),
        WITH_ZONE(each_node_knows_the_one_above),
        WITH_ZONE(a_zone_without_any_record_has_its_apex),
        WITH_ZONE(an_apex_without_records_is_empty),
        WITH_ZONE(the_root_zone_has_the_root_as_its_apex),
        WITH_ZONE(ns_records_below_the_apex_are_a_cut),
        WITH_ZONE(a_cut_below_a_cut_is_both),
        WITH_ZONE(what_is_below_a_dname_is_hidden),
        WITH_ZONE(a_dname_at_the_apex_hides_everything_else),
        WITH_ZONE(records_of_a_type_follow_each_other_in_file_order),
        WITH_ZONE(types_that_share_a_bit_are_told_apart),
        WITH_ZONE(the_soa_is_the_first_one_at_the_apex),
        WITH_ZONE(records_keep_what_their_type_needs),
        WITH_ZONE(equal_records_may_differ_in_their_ttl),
        WITH_ZONE(a_zone_has_a_record_with_its_ttl_and_data),
        WITH_ZONE(a_record_is_written_whole_and_absolute),
        cmocka_unit_test(the_place_of_a_record_has_40_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
