/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixers/record_counter.h"
#include "tests/support/zone_text.h"

static struct zone_set *zones_read(void)
{
    static const char first[] = "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\n"
                                "a A 192.0.2.1\na A 192.0.2.2\na A 192.0.2.1\na 61 A 192.0.2.1\n"
                                "a MX 1 b\na MX 2 b\na MX 1 b\nb A 192.0.2.1\n";
    static const char second[] = "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\na A 192.0.2.1\n";
    const struct zone_text texts[] = {
        {.name = "example.", .text = first},
        {.name = "example.net.", .text = second},
    };
    return zone_texts_read(texts, 2);
}

/* Each record asks for its equals; the answers say the same whatever was asked before. */
static void equal_records_are_counted(void **state)
{
    (void)state;
    static const unsigned expected[] = {1, 1, 2, 1, 2, 1, 2, 1, 2, 1};
    struct zone_set *set = zones_read();
    const struct zone *zone = set->zones.items[0];
    assert_int_equal(zone->records.count, sizeof(expected) / sizeof(expected[0]));
    struct record_counter counter = {0};
    for (size_t i = 0; i < 2 * zone->records.count; i++) {
        const struct record *record = &zone->records.items[i % zone->records.count];
        uint8_t room[RDATA_ROOM_BYTES];
        struct bytes data = record_wire(zone, record, room);
        const struct name *owner = record_owner(zone, record);
        unsigned equal = expected[i % zone->records.count];
        assert_int_equal(
            record_counter_ask(&counter, zone, owner, record->type, record->ttl_seconds, data, 9),
            equal);
        assert_int_equal(
            record_counter_ask(&counter, zone, owner, record->type, record->ttl_seconds, data, 1),
            1);
        assert_int_equal(record_counter_ask(&counter, zone, owner, record->type, 59, data, 9), 0);
    }
    record_counter_end(&counter);
    zone_set_free(set);
}

static void zones_are_told_apart(void **state)
{
    (void)state;
    struct zone_set *set = zones_read();
    struct record_counter counter = {0};
    static const uint8_t address[] = {192, 0, 2, 1};
    const struct bytes data = {address, sizeof(address)};
    static const unsigned expected[] = {2, 1, 2};
    for (size_t i = 0; i < 3; i++) {
        const struct zone *zone = set->zones.items[i % 2];
        const struct name *owner = record_owner(zone, &zone->records.items[2]);
        assert_int_equal(record_counter_ask(&counter, zone, owner, TYPE_A, 60, data, 9),
                         expected[i]);
        const struct name *absent = record_owner(set->zones.items[1 - i % 2],
                                                 &set->zones.items[1 - i % 2]->records.items[2]);
        assert_int_equal(record_counter_ask(&counter, zone, absent, TYPE_A, 60, data, 9), 0);
    }
    record_counter_end(&counter);
    zone_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_records_are_counted),
        cmocka_unit_test(zones_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
