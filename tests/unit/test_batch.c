/* SPDX-License-Identifier: BSD-3-Clause */
/* The first half of loading: which entries become items, and what of them is known then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/zone_text.h"
#include "zones/base/buffer.h"
#include "zones/batch.h"
#include "zones/rrtype.h"

struct reading {
    struct arena *arena;
    struct batch batch;
    struct entry_reader reader;
    struct buffer told;
    struct batch_options options;
    struct rdata_reader rdata;
};

static int make_reading(void **state)
{
    static struct reading reading;
    reading = (struct reading){.arena = arena_new()};
    reading.options = (struct batch_options){
        .stop = UINT64_MAX,
        .origin = name_of(reading.arena, "example."),
        .rdata = &reading.rdata,
        .class = 1,
    };
    *state = &reading;
    return 0;
}

static int free_reading(void **state)
{
    struct reading *reading = *state;
    batch_free(&reading->batch);
    entry_reader_end(&reading->reader);
    buffer_free(&reading->told);
    arena_free(reading->arena);
    return 0;
}

static void tell_owner(struct reading *reading, const struct batch_item *item)
{
    if ((item->flags & BATCH_OWNER_INHERITED) != 0) {
        buffer_add_string(&reading->told, "inherited");
    } else if ((item->flags & BATCH_OWNER_SAME) != 0) {
        buffer_add_string(&reading->told, "same");
    } else {
        struct bytes owner = batch_owner(&reading->batch, item);
        name_wire_to_text(owner, &reading->told);
        assert_int_equal(item->owner_hash, name_wire_hash(owner));
    }
    bool has_owner = (item->flags & (BATCH_OWNER_INHERITED | BATCH_OWNER_SAME)) == 0;
    assert_int_equal(item->owner_length != 0, has_owner);
}

/* A line for each item: its start, and `long way`, with the origin behind it if it is another one;
 * or owner, TTL, type and data. */
static void tell_item(struct reading *reading, const struct batch_item *item)
{
    struct buffer *told = &reading->told;
    buffer_add_format(told, "%u ", (unsigned)item->start);
    if ((item->flags & BATCH_LONG_WAY) != 0) {
        buffer_add_string(told, "long way");
        if ((item->flags & BATCH_NEW_ORIGIN) != 0) {
            buffer_add_string(told, " to ");
            name_wire_to_text(batch_owner(&reading->batch, item), told);
        }
        buffer_add_byte(told, '\n');
        return;
    }
    tell_owner(reading, item);
    if ((item->flags & BATCH_HAS_TTL) != 0) {
        buffer_add_format(told, " %u", (unsigned)item->ttl_seconds);
    }
    struct bytes data = batch_data(&reading->batch, item);
    buffer_add_byte(told, ' ');
    rrtype_to_text(item->type, told);
    buffer_add_byte(told, ' ');
    rdata_to_text(item->type, data, told);
    buffer_add_byte(told, '\n');
    size_t front = rdata_host_front(item->type);
    if (front != RDATA_HOST_NONE) {
        struct bytes host = {data.data + front, data.length - front};
        assert_int_equal(item->host_hash, name_wire_hash(host));
    }
}

/* Reads the text with the options of `reading`, whose stop may lie behind it. */
static const char *batch_told(struct reading *reading, const char *text)
{
    struct bytes bytes = bytes_from_string(text);
    struct batch_options options = reading->options;
    options.stop = options.stop < bytes.length ? options.stop : bytes.length;
    entry_reader_start(&reading->reader, bytes, options.start);
    batch_read(&reading->batch, &reading->reader, &options);
    buffer_clear(&reading->told);
    for (size_t i = 0; i < reading->batch.items.count; i++) {
        tell_item(reading, &reading->batch.items.items[i]);
    }
    assert_int_equal(reading->batch.start, options.start);
    assert_ptr_equal(reading->batch.origin, options.origin);
    return buffer_string(&reading->told);
}

struct batch_case {
    const char *text;
    const char *told;
};

static void assert_told(struct reading *reading, const struct batch_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *told = batch_told(reading, cases[i].text);
        if (strcmp(told, cases[i].told) != 0) {
            fail_msg("of\n%s\nthese items are made:\n%s\nexpected were\n%s", cases[i].text, told,
                     cases[i].told);
        }
        assert_int_equal(reading->batch.end, strlen(cases[i].text));
    }
}

#define ASSERT_TOLD(state, cases) assert_told(*(state), cases, sizeof(cases) / sizeof((cases)[0]))

static void a_record_that_nothing_is_wrong_with_becomes_an_item(void **state)
{
    static const struct batch_case cases[] = {
        {"www A 192.0.2.1\n", "0 www.example. A 192.0.2.1\n"},
        {"www A 192.0.2.1", "0 www.example. A 192.0.2.1\n"},
        {"WWW.Example. IN 1h MX 10 Mail", "0 www.example. 3600 MX 10 mail.example.\n"},
        {"@ 0 IN NS ns.test.", "0 example. 0 NS ns.test.\n"},
        {"www TXT ( a ; note\n \"b c\" )\n", "0 www.example. TXT \"a\" \"b c\"\n"},
        {"www TYPE1 \\# 4 c0000201\n", "0 www.example. A 192.0.2.1\n"},
        {"www SRV 1 2 3 host\n", "0 www.example. SRV 1 2 3 host.example.\n"},
        /* Whether it belongs to the zone is asked later. */
        {"outside.test. A 192.0.2.1\n", "0 outside.test. A 192.0.2.1\n"},
    };
    ASSERT_TOLD(state, cases);
}

static void what_is_empty_leaves_no_item(void **state)
{
    static const struct batch_case cases[] = {
        {"", ""},
        {"\n\n; a comment\n  \t\n", ""},
        {"; a comment\nwww A 192.0.2.1\n", "12 www.example. A 192.0.2.1\n"},
    };
    ASSERT_TOLD(state, cases);
}

static void an_owner_is_read_once_while_it_stays_the_same(void **state)
{
    static const struct batch_case cases[] = {
        {"a A 192.0.2.1\n A 192.0.2.2\na A 192.0.2.3\n",
         "0 a.example. A 192.0.2.1\n14 inherited A 192.0.2.2\n27 same A 192.0.2.3\n"},
        /* It is the spelling that is compared. */
        {"a A 192.0.2.1\nA A 192.0.2.2\nb A 192.0.2.3\n",
         "0 a.example. A 192.0.2.1\n14 a.example. A 192.0.2.2\n28 b.example. A 192.0.2.3\n"},
        /* Nothing in front, or nothing that is known: a record that goes the long way may still
         * turn out to have no owner. */
        {" A 192.0.2.1\na A 192.0.2.2\n", "0 inherited A 192.0.2.1\n13 a.example. A 192.0.2.2\n"},
        {"a A 192.0.2.1\na A bad\na A 192.0.2.2\n",
         "0 a.example. A 192.0.2.1\n14 long way\n22 a.example. A 192.0.2.2\n"},
        /* The same spelling is another name behind another origin. */
        {"a A 192.0.2.1\n$ORIGIN sub\na A 192.0.2.2\n",
         "0 a.example. A 192.0.2.1\n14 long way to sub.example.\n26 a.sub.example. A 192.0.2.2\n"},
    };
    ASSERT_TOLD(state, cases);
}

static void what_is_wrong_or_depends_on_more_goes_the_long_way(void **state)
{
    static const char *const lines[] = {
        "$TTL 1h\n",
        "$INCLUDE file\n",
        "$GENERATE 1-3 host$ A 192.0.2.$\n",
        "$UNKNOWN\n",
        "www A 192.0.2.256\n",
        "www A\n",
        "www A 192.0.2.1 192.0.2.2\n",
        "www\n",
        "www NOTYPE x\n",
        "www CH TXT other-class\n",
        "www ANY x\n",
        "a..b A 192.0.2.1\n",
        "www MX 10 a..b\n",
        "www TXT \"never closed\n",
        "www A 192.0.2.1 )\n",
        "www TXT ( a\n",
        "# A 192.0.2.1\n",
        "// A 192.0.2.1\n",
        " # a word\n",
    };
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        const char *told = batch_told(*state, lines[i]);
        if (strcmp(told, "0 long way\n") != 0) {
            fail_msg("%s becomes %s", lines[i], told);
        }
    }
}

static void the_class_is_that_of_the_zone(void **state)
{
    struct reading *reading = *state;
    reading->options.class = 3;
    assert_string_equal(batch_told(reading, "a CH TXT x\nb IN TXT x\nc TXT x\n"),
                        "0 a.example. TXT \"x\"\n11 long way\n22 c.example. TXT \"x\"\n");
}

static void only_a_good_origin_is_followed(void **state)
{
    static const struct batch_case cases[] = {
        {"$ORIGIN sub\nwww A 192.0.2.1\n",
         "0 long way to sub.example.\n12 www.sub.example. A 192.0.2.1\n"},
        {"$origin Test.\n$ORIGIN sub\n@ MX 0 mail\n",
         "0 long way to test.\n14 long way to sub.test.\n26 sub.test. MX 0 mail.sub.test.\n"},
        {"$ORIGIN a..b\nwww A 192.0.2.1\n", "0 long way\n13 www.example. A 192.0.2.1\n"},
        {"$ORIGIN \"sub\"\nwww A 192.0.2.1\n", "0 long way\n14 www.example. A 192.0.2.1\n"},
        {"$ORIGIN a b\nwww A 192.0.2.1\n", "0 long way\n12 www.example. A 192.0.2.1\n"},
        {"$ORIGIN\nwww A 192.0.2.1\n", "0 long way\n8 www.example. A 192.0.2.1\n"},
        {"www TXT (\n$ORIGIN sub\n)\na A 192.0.2.1\n",
         "0 www.example. TXT \"$ORIGIN\" \"sub\"\n24 a.example. A 192.0.2.1\n"},
    };
    ASSERT_TOLD(state, cases);
}

/* What was read of a record before it turned out to be wrong must not be taken for a part of the
 * next one. */
static void a_record_that_is_not_taken_leaves_no_octets(void **state)
{
    struct reading *reading = *state;
    batch_told(reading, "some-owner MX 10 a..b\n");
    assert_int_equal(reading->batch.octets_length, 0);
    batch_told(reading, "www A 192.0.2.1\nother A bad\nmail A 192.0.2.2\n");
    assert_int_equal(reading->batch.octets_length, strlen("3www7example0") + 4 + 14 + 4);
}

static void a_batch_ends_in_front_of_the_entry_that_begins_at_its_stop(void **state)
{
    struct reading *reading = *state;
    const char *text = "a A 192.0.2.1\nb A 192.0.2.2\nc A 192.0.2.3\n";
    reading->options.start = 14;
    reading->options.stop = 15; /* one byte of it is enough */
    assert_string_equal(batch_told(reading, text), "0 b.example. A 192.0.2.2\n");
    assert_int_equal(reading->batch.end, 28);
    reading->options.stop = 28;
    assert_string_equal(batch_told(reading, text), "0 b.example. A 192.0.2.2\n");
    reading->options.stop = 29;
    assert_string_equal(batch_told(reading, text),
                        "0 b.example. A 192.0.2.2\n14 c.example. A 192.0.2.3\n");
    reading->options.stop = 14;
    assert_string_equal(batch_told(reading, text), "");
    assert_int_equal(reading->batch.end, 14);
}

/* The same text is whole, or goes on behind the part that the reader has. */
static void of_a_text_that_is_cut_what_may_go_on_is_left(void **state)
{
    struct reading *reading = *state;
    static const struct {
        const char *text;
        const char *cut;
        uint64_t end;
    } cases[] = {
        {"a A 192.0.2.1\nb A 192.0.2.2\n", "0 a.example. A 192.0.2.1\n", 14},
        {"a A 192.0.2.1\nb A 192.0", "0 a.example. A 192.0.2.1\n", 14},
        {"a A 192.0.2.1\nb TXT ( x\nc A 192.0.2.3\n\n", "0 a.example. A 192.0.2.1\n", 14},
        {"a A 192.0.2.1\nb TXT ( x\n y )\n\n",
         "0 a.example. A 192.0.2.1\n14 b.example. TXT \"x\" \"y\"\n", 29},
        {"a", "", 0},
        {"", "", 0},
    };
    reading->options.is_cut = true;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_string_equal(batch_told(reading, cases[i].text), cases[i].cut);
        assert_int_equal(reading->batch.end, cases[i].end);
    }
}

static void a_batch_can_be_read_again(void **state)
{
    struct reading *reading = *state;
    batch_told(reading, "a A 192.0.2.1\nb A 192.0.2.2\n");
    assert_string_equal(batch_told(reading, "a TXT x\n"), "0 a.example. TXT \"x\"\n");
    assert_string_equal(batch_told(reading, ""), "");
    assert_int_equal(reading->batch.octets_length, 0);
}

#define WITH_READING(test) cmocka_unit_test_setup_teardown(test, make_reading, free_reading)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_READING(a_record_that_nothing_is_wrong_with_becomes_an_item),
        WITH_READING(what_is_empty_leaves_no_item),
        WITH_READING(an_owner_is_read_once_while_it_stays_the_same),
        WITH_READING(what_is_wrong_or_depends_on_more_goes_the_long_way),
        WITH_READING(the_class_is_that_of_the_zone),
        WITH_READING(only_a_good_origin_is_followed),
        WITH_READING(a_record_that_is_not_taken_leaves_no_octets),
        WITH_READING(a_batch_ends_in_front_of_the_entry_that_begins_at_its_stop),
        WITH_READING(of_a_text_that_is_cut_what_may_go_on_is_left),
        WITH_READING(a_batch_can_be_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
