/* SPDX-License-Identifier: BSD-3-Clause */
/* What several threads read of a text is what one reads of it, wherever the text is cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* cmocka.h wants those in front. */
#include <cmocka.h>

#include "tests/support/zone_text.h"
#include "zones/read_ahead.h"

/* All that loading leaves behind, as text. */
static void tell_zone(const struct zone *zone, struct buffer *told)
{
    for (size_t i = 0; i < zone->records.count; i++) {
        const struct record *record = &zone->records.items[i];
        const struct scope *scope = record_scope(zone, record);
        char origin[NAME_TEXT_BYTES_MAX];
        buffer_add_format(told, "%llu %u %u %s: ", (unsigned long long)record_start(record),
                          (unsigned)record->flags, (unsigned)record->next,
                          name_to_text(scope->origin, origin));
        record_to_text(zone, record, told);
        buffer_add_byte(told, '\n');
    }
    for (size_t i = 0; i < zone->flaws.count; i++) {
        const struct flaw *flaw = &zone->flaws.items[i];
        buffer_add_format(told, "flaw %d %llu+%u in %llu+%u\n", (int)flaw->kind,
                          (unsigned long long)flaw->span.start, (unsigned)flaw->span.length,
                          (unsigned long long)flaw->entry.start, (unsigned)flaw->entry.length);
    }
    buffer_add_format(told, "%zu nodes, %zu scopes, %zu names, %s\n", zone->nodes.count,
                      zone->scopes.count, name_table_count(zone->names),
                      zone->complete ? "complete" : "not complete");
}

static void tell_text(struct workers *workers, struct bytes text, struct buffer *told)
{
    struct zone_set *set = zone_set_new();
    struct zone_claim claim = {.name = "example.", .path = "db"};
    set->workers = workers;
    zone_text_add(set, &claim, text);
    assert_int_equal(set->zones.count, 1);
    tell_zone(set->zones.items[0], told);
    zone_set_free(set);
}

static void assert_same_with_threads(struct workers *workers, struct bytes text)
{
    struct buffer alone = {0};
    struct buffer shared = {0};
    tell_text(NULL, text, &alone);
    tell_text(workers, text, &shared);
    if (!bytes_equal(buffer_bytes(&alone), buffer_bytes(&shared))) {
        fail_msg("of the text\n%.*s\none thread reads\n%s\nand several read\n%s", (int)text.length,
                 (const char *)text.data, buffer_string(&alone), buffer_string(&shared));
    }
    buffer_free(&alone);
    buffer_free(&shared);
}

/* Pieces of text, each about as likely to stand at the border of two pieces as in one of them. */
static const char *const lines[] = {
    "www A 192.0.2.1\n",
    "www A 192.0.2.2\n",
    "\tA 192.0.2.3\n",
    " 60 MX 10 mail\n",
    "mail.example. IN 300 AAAA 2001:db8::1\n",
    "; a comment (with a parenthesis and a \" quote\n",
    "\n",
    "   \n",
    "long TXT (\n \"first\" ; one\n \"second\"\n\n \"third\" )\n",
    "sig RRSIG A 8 2 3600 20270101000000 (\n\t20260101000000 1 example.\n\tAQAB\n\tAQAB )\n",
    "trap TXT (\nwww\n$ORIGIN wrong.example.\nwww )\n",
    "trap TXT ( a ( b\nwww A ) 192.0.2.9 )\n",
    "open TXT ( a\n",
    "stray )\n",
    "quote TXT \"never closed\n",
    "quote TXT \"closed \\\non the next line\"\n",
    "$ORIGIN sub\n",
    "$ORIGIN example.\n",
    "$ORIGIN other.example.\n",
    "$ORIGIN \"quoted\"\n",
    "$TTL 1h\n",
    "$TTL 60\n",
    "$GENERATE 1-3 host$ A 192.0.2.$\n",
    "$UNKNOWN\n",
    "outside.test. A 192.0.2.4\n",
    " TXT inherits\n",
    "broken A 192.0.2.256\n",
    "a..b A 192.0.2.1\n",
    "@ SOA ns hostmaster 1 2 3 4 5\n",
    "carriage A 192.0.2.1\rreturn A 192.0.2.2\r\n",
    "# shell\n",
    "{{ template }}\n",
    "www CH TXT class\n",
    "www NOTYPE x\n",
    "a.very.long.owner.name.to.fill.the.piece.with.something.else.than.short.lines A 192.0.2.1\n",
};

enum { LINE_COUNT = sizeof(lines) / sizeof(lines[0]) };

/* A generator of its own, so that a text that fails can be made again. */
static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

static void any_lines_read_the_same_in_pieces(void **state)
{
    (void)state;
    struct workers *workers = workers_new(3, true);
    struct buffer text = {0};
    for (uint64_t round = 0; round < 400; round++) {
        uint64_t seed = round;
        /* Few kinds of lines in each text: some are so hard that they would end every other. */
        uint32_t kinds[6];
        for (size_t i = 0; i < 6; i++) {
            kinds[i] = next_random(&seed) % LINE_COUNT;
        }
        buffer_clear(&text);
        buffer_add_string(&text, round % 2 == 0 ? "$TTL 3600\n" : "");
        for (size_t i = 0; i < 120; i++) {
            buffer_add_string(&text, lines[kinds[next_random(&seed) % 6]]);
        }
        assert_same_with_threads(workers, buffer_bytes(&text));
    }
    buffer_free(&text);
    workers_free(workers);
}

/* Everything in one parenthesis, and one word of several pieces. */
static void entries_longer_than_a_piece_read_the_same(void **state)
{
    (void)state;
    struct workers *workers = workers_new(2, true);
    struct buffer text = {0};
    buffer_add_string(&text, "$TTL 60\nwww TXT (\n");
    for (int i = 0; i < 200; i++) {
        buffer_add_format(&text, "www A 192.0.2.%d\n", i);
    }
    buffer_add_string(&text, ")\nwww A 192.0.2.1\nword TXT ");
    for (int i = 0; i < 100; i++) {
        buffer_add_string(&text, "0123456789");
    }
    buffer_add_string(&text, "\nwww A 192.0.2.2\n A 192.0.2.3\n");
    assert_same_with_threads(workers, buffer_bytes(&text));
    buffer_free(&text);
    workers_free(workers);
}

/* A piece that begins inside of the parenthesis takes the line in it for a directive. */
static void an_origin_inside_of_a_parenthesis_is_none(void **state)
{
    (void)state;
    struct workers *workers = workers_new(2, true);
    struct buffer text = {0};
    for (int padding = 0; padding < 300; padding++) {
        buffer_clear(&text);
        buffer_add_string(&text, "$TTL 60\n;");
        for (int i = 0; i < padding; i++) {
            buffer_add_byte(&text, ' ');
        }
        buffer_add_string(&text, "\ntrap TXT (\n\n$ORIGIN wrong.example.\n\n)\nwww A 192.0.2.1\n");
        for (int i = 0; i < 20; i++) {
            buffer_add_string(&text, "www A 192.0.2.2\nmail A 192.0.2.3\n");
        }
        assert_same_with_threads(workers, buffer_bytes(&text));
    }
    buffer_free(&text);
    workers_free(workers);
}

static void one_worker_reads_nothing_ahead(void **state)
{
    (void)state;
    struct workers *one = workers_new(1, true);
    struct workers *two = workers_new(2, false);
    assert_false(read_ahead_is_for(NULL, UINT64_MAX));
    assert_false(read_ahead_is_for(one, UINT64_MAX));
    assert_false(read_ahead_is_for(two, 1000));
    assert_true(read_ahead_is_for(two, 10000000));
    workers_free(one);
    workers_free(two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_lines_read_the_same_in_pieces),
        cmocka_unit_test(entries_longer_than_a_piece_read_the_same),
        cmocka_unit_test(an_origin_inside_of_a_parenthesis_is_none),
        cmocka_unit_test(one_worker_reads_nothing_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
