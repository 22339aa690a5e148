/* SPDX-License-Identifier: BSD-3-Clause */
/* Zones are read into memory that others were read into before, and small ones are put away in an
 * arena. Neither shows in the zones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/zone_text.h"
#include "zones/zone_compare.h"
#include "zones/zone_pack.h"

#define HEAD "$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n"

/* All that a zone may have, and what one may lack. */
static const char *const small_texts[] = {
    HEAD,
    HEAD "a MX 10 mail\n$ORIGIN deep.er\nb TXT \"x\" \"y\"\n$TTL 5\nc CNAME a.example.\n",
    HEAD "sub NS ns.sub\nns.sub A 192.0.2.2\nbroken A 1.2.3\n$INCLUDE nothing.inc\n",
    HEAD "z0 TXT z\n$GENERATE 1-200 g$ A 192.0.2.$\n",
    "only TXT \"no apex here\"\n",
    "",
};

enum { SMALL_TEXTS = sizeof(small_texts) / sizeof(small_texts[0]), TEXTS = 2 * SMALL_TEXTS + 2 };

struct packing {
    struct zone_set *set;
    struct zone_claim claims[TEXTS];
    struct buffer large;
};

static struct packing packing;

/* Small ones, a large one, the small ones again, and a large one. */
static const char *text_at(size_t index)
{
    bool is_large = index % (SMALL_TEXTS + 1) == SMALL_TEXTS;
    return is_large ? buffer_string(&packing.large) : small_texts[index % (SMALL_TEXTS + 1)];
}

static int read_zones(void **state)
{
    (void)state;
    packing = (struct packing){.set = zone_set_new()};
    buffer_add_string(&packing.large, HEAD);
    for (int i = 0; i < 6000; i++) {
        buffer_add_format(&packing.large, "host%d MX 10 mail%d\n TXT \"a text of host %d\"\n", i, i,
                          i);
    }
    for (size_t i = 0; i < TEXTS; i++) {
        const struct source *source =
            source_list_add_text(packing.set->sources, "db.example", bytes_from_string(text_at(i)));
        packing.claims[i] = (struct zone_claim){
            .name = "example.",
            .path = "db.example",
            .from_text = true,
            .source = source->index,
        };
    }
    zone_set_load_all(packing.set, packing.claims, TEXTS);
    assert_int_equal(packing.set->zones.count, TEXTS);
    return 0;
}

static int free_zones(void **state)
{
    (void)state;
    zone_set_free(packing.set);
    buffer_free(&packing.large);
    return 0;
}

static void small_zones_are_packed_and_large_ones_are_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < TEXTS; i++) {
        bool is_large = i % (SMALL_TEXTS + 1) == SMALL_TEXTS;
        assert_int_equal(packing.set->zones.items[i]->packed, !is_large);
    }
}

static void a_zone_is_the_same_whatever_was_read_before(void **state)
{
    (void)state;
    for (size_t i = 0; i < TEXTS; i++) {
        zone_set_load(packing.set, &packing.claims[i]);
        const struct zone *alone = packing.set->zones.items[TEXTS + i];
        const char *difference = zone_difference(packing.set->zones.items[i], alone);
        if (difference != NULL) {
            fail_msg("zone %zu read among others differs in %s", i, difference);
        }
    }
}

static void a_packed_zone_is_the_same_as_the_one_it_was_made_of(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < TEXTS; i++) {
        const struct zone *zone = packing.set->zones.items[i];
        if (zone_can_be_packed(zone)) {
            const struct zone *packed = zone_pack(zone, arena);
            assert_null(zone_difference(zone, packed));
            assert_ptr_not_equal(packed->apex, zone->apex);
            assert_ptr_equal(packed->apex, name_table_find(packed->names, zone->apex));
        }
    }
    arena_free(arena);
}

static void a_packed_zone_finds_each_of_its_names_and_no_other(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct zone *zone = packing.set->zones.items[3];
    for (int i = 0; i < 300; i++) {
        const char *name = arena_format(arena, "g%d.example.", i);
        bool is_there = i >= 1 && i <= 200;
        assert_int_equal(zone_find_node(zone, name_of(arena, name)) != NULL, is_there);
    }
    arena_free(arena);
}

#define WITH_ZONES(test) cmocka_unit_test_setup_teardown(test, read_zones, free_zones)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ZONES(small_zones_are_packed_and_large_ones_are_not),
        WITH_ZONES(a_zone_is_the_same_whatever_was_read_before),
        WITH_ZONES(a_packed_zone_is_the_same_as_the_one_it_was_made_of),
        WITH_ZONES(a_packed_zone_finds_each_of_its_names_and_no_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
