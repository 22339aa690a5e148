/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/source_records.h"
#include "tests/support/zone_text.h"
#include "zones/base/buffer.h"

/* Each line is an entry of ten bytes, the first record begins at 10. Each $ORIGIN begins another
 * stretch, the last two without any record between them. */
static const char text[] = "$TTL 60s \n"
                           "a TXT aaa\n"
                           "b TXT bbb\n"
                           "$ORIGIN c\n"
                           "d TXT ddd\n"
                           "$ORIGIN e\n"
                           "$ORIGIN f\n"
                           "g TXT ggg\n";

static void the_records_of_a_part_are_found(void **state)
{
    (void)state;
    static const struct {
        uint64_t start;
        uint64_t end;
        const char *places;
    } cases[] = {
        {0, UINT64_MAX, "10 20 40 70 "},
        {10, 71, "10 20 40 70 "},
        {10, 70, "10 20 40 "},
        {11, 40, "20 "},
        {20, 21, "20 "},
        {21, 40, ""},
        {40, 41, "40 "},
        {41, 70, ""},
        {41, 80, "70 "},
        {71, UINT64_MAX, ""},
        {10, 10, ""},
        {0, 10, ""},
    };
    const struct zone_text zone = {.name = "example.", .text = text};
    struct zone_set *set = zone_texts_read(&zone, 1);
    const struct source_reading reading = {set->zones.items[0], 0};
    struct source_records records = {0};
    source_records_add(&records, set->zones.items[0]->source, &reading);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct records_between between = {
            .records = &records,
            .start = cases[i].start,
            .end = cases[i].end,
        };
        struct buffer places = {0};
        const struct record *record;
        while ((record = records_between_next(&between)) != NULL) {
            buffer_add_format(&places, "%d ", (int)record_start(record));
            assert_ptr_equal(between.zone, set->zones.items[0]);
        }
        assert_null(records_between_next(&between));
        assert_string_equal(buffer_string(&places), cases[i].places);
        buffer_free(&places);
    }
    source_records_end(&records);
    zone_set_free(set);
}

static void each_reading_has_records_of_its_own(void **state)
{
    (void)state;
    struct zone_set *set = zone_set_new();
    struct zone_claim claim = {.name = "a.example.", .path = "shared"};
    claim.source = zone_text_add(set, &claim, bytes_from_string(text));
    claim.name = "b.example.";
    claim.from_text = true;
    zone_set_load(set, &claim);
    zone_set_index(set);
    assert_int_equal(set->zones.count, 2);
    struct source_records records = {0};
    for (size_t i = 0; i < set->zones.count; i++) {
        const struct source_reading reading = {set->zones.items[i], 0};
        source_records_add(&records, claim.source, &reading);
    }
    struct records_between between = {.records = &records, .start = 20, .end = 41};
    size_t counts[2] = {0, 0};
    while (records_between_next(&between) != NULL) {
        counts[between.zone == set->zones.items[1]]++;
    }
    assert_int_equal(counts[0], 2);
    assert_int_equal(counts[1], 2);
    source_records_end(&records);
    zone_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_records_of_a_part_are_found),
        cmocka_unit_test(each_reading_has_records_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
