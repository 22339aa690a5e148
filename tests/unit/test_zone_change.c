/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/zone_text.h"
#include "zones/base/buffer.h"
#include "zones/zone_change.h"
#include "zones/zone_compare.h"

#define HEAD "$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n NS ns\n"

/* The zone example. of `before` with its one stretch `old` replaced by `new`; NULL when it has to
 * be read as a whole. When it has not, it is compared with the zone that the whole text gives. */
static bool is_followed(const char *before, const char *old, const char *new)
{
    const char *place = strstr(before, old);
    assert_non_null(place);
    const struct zone_text text = {.name = "example.", .text = before};
    struct zone_set *set = zone_texts_read(&text, 1);
    set->reread_way = REREAD_BOTH;
    const struct replacement replacement = {
        .start = (uint64_t)(place - before),
        .end = (uint64_t)(place - before) + strlen(old),
        .text = bytes_from_string(new),
    };
    const struct source_change change = {0, &replacement, 1};
    struct zone_set *changed = zone_set_change(set, &change, 1);
    bool followed = changed->zones.items[0]->base != NULL;
    zone_set_free(changed);
    zone_set_free(set);
    return followed;
}

struct follow_case {
    const char *before;
    const char *old;
    const char *new;
};

static void a_change_inside_of_records_is_followed(void **state)
{
    (void)state;
    static const struct follow_case cases[] = {
        {HEAD "a MX 1 b\nb A 192.0.2.1\n", "MX 1 b", "MX 22 b"},
        {HEAD "a MX 1 b\nb A 192.0.2.1\nc MX 1 b\n", "1 b\nb", "1 ns.example.\nb"},
        {HEAD "a A 192.0.2.1\n A 192.0.2.1\nb A 192.0.2.1\n", " A 192.0.2.1\n", ""},
        {HEAD "a A 192.0.2.1\na 60 A 192.0.2.1\n TXT x\n", "a 60 A 192.0.2.1\n ", "a "},
        {HEAD "a A 192.0.2.1\n", "hostmaster 1", "hostmaster 2"},
        {HEAD "a A 192.0.2.1\n", "192.0.2.1\n", "192.0.2.1"},
        {HEAD "a ( A\n 192.0.2.1 )\n", "A\n", "A\n\n"},
        {HEAD "a A 192.0.2.1\n; a note\nb A 192.0.2.1\n", "a note", "another"},
        {HEAD "$ORIGIN sub\na A 192.0.2.1\nb A 192.0.2.1\n", "2.1\nb", "2.9\nb"},
        {HEAD "a A 192.0.2.1\nb A 192.0.2.1\n$GENERATE 1-3 c$ A 192.0.2.1\n", "a A 1", "a\tA 1"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (!is_followed(cases[i].before, cases[i].old, cases[i].new)) {
            fail_msg("read as a whole: %s", cases[i].before);
        }
    }
}

static void what_may_matter_elsewhere_is_read_as_a_whole(void **state)
{
    (void)state;
    static const struct follow_case cases[] = {
        {HEAD "a A 192.0.2.1\nb A 192.0.2.1\n", "$TTL 60", "$TTL 61"},
        {HEAD "a A 192.0.2.1\nb A 192.0.2.1\n", "b A", "c A"},                  /* other names */
        {HEAD "a A 192.0.2.1\nb A 192.0.2.1\n", "b A 192.0.2.1", "b AAAA ::1"}, /* other types */
        {HEAD "a MX 1 b\nb A 192.0.2.1\n", "1 b", "1 new"}, /* a host not named before */
        {HEAD "a A 192.0.2.1\nb A 192.0.2.1\n", "a A 192.0.2.1\n", ""}, /* a name goes */
        {HEAD "a A 192.0.2.1\nb A 192.0.2.1\na A 192.0.2.2\n", "a A 192.0.2.1\n", ""}, /* later */
        {HEAD "a A 192.0.2.1\nb A 192.0.2.1\n", "b A", "$ORIGIN sub\nb A"},
        {HEAD "a A 192.0.2.1\n$ORIGIN sub\nb A 192.0.2.1\n", "$ORIGIN sub", "$ORIGIN zub"},
        {HEAD "a A 192.0.2.1\n$ORIGIN sub\n", "2.1\n", "2.2\n"},
        {HEAD "a A 192.0.2.1\n$GENERATE 1-3 c$ A 192.0.2.1\nd A 192.0.2.1\n", "2.1\n$", "2.2\n$"},
        {HEAD "a A 192.0.2.1\nb A 192.0.2.1\n", "2.1\nb", "2.1 (\nb"}, /* nothing closes it */
        {HEAD "a TXT x\nb TXT y\n", "x\nb TXT y", "( x\nb TXT y )"},
        {HEAD "a TXT x\nb TXT y\n", "x\nb", "\"x\nb"},
        {HEAD "a A 192.0.2.1\nb A here\n", "2.1\nb", "2.2\nb"}, /* a flaw elsewhere */
        {"@ 60 SOA ns hostmaster 1 2 3 4 5\na A 192.0.2.1\n", "2.1\n", "2.2\n"}, /* no $TTL */
        {HEAD "a A 192.0.2.1\n", "A 192", "CH A 192"},
        {HEAD "a A 192.0.2.1\n", "SOA", "CH SOA"},
        {"$TTL 60\n@ CH SOA ns hostmaster 1 2 3 4 5\na TXT x\n", "CH SOA", "SOA"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (is_followed(cases[i].before, cases[i].old, cases[i].new)) {
            fail_msg("not read as a whole: %s", cases[i].before);
        }
    }
}

/* How far two zones are the same is told by the records alone, and nodes are made anew only when
 * they differ. */
static void what_stays_is_shared(void **state)
{
    (void)state;
    static const char before[] = "$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n@ NS ns\n"
                                 "a 60 A 192.0.2.1\n"
                                 "b 60 A 192.0.2.2\n"
                                 "b 60 MX 1 a\n"
                                 "a 60 TXT x\n"
                                 "b 60 A 192.0.2.2\n"
                                 "c 60 A 192.0.2.3\n"
                                 "d 60 PTR a\n"
                                 "d 60 CNAME b\n"
                                 "d 60 PTR c\n";
    static const struct {
        const char *old;
        const char *new;
        size_t same; /* records from the first one on */
        bool nodes;
    } cases[] = {
        {"a 60 A", "a  60 A", 11, true},
        {"a 60 A", "a 61 A", 2, true}, /* the data is in the record itself */
        {"b 60 A 192.0.2.2\nb", "a 60 A 192.0.2.2\nb", 3, false},
        {"d 60 PTR a", "d 61 PTR a", 8, true},   /* likewise */
        {"d 60 PTR a", "d 60 CNAME a", 8, true}, /* likewise */
        {"x\n", "x ; note\n", 4, true}, /* data that is read again, from one in front, moves */
        {"b 60 MX", "b 61 MX", 4, true},
        {"b 60 MX 1 a", "b 60 MX 2 a", 4, true},
        {"b 60 MX 1 a", "b 60 MX 1 b", 4, true},
        {"2.2\nb 60 MX", "2.9\nb 60 MX", 3, true},
        {"b 60 A 192.0.2.2\nc", "a 60 A 192.0.2.2\nc", 5, true}, /* same first records and types */
        {"b 60 A 192.0.2.2\nc", "b 60 MX 1 a\nc", 5, true},
        {"b 60 A 192.0.2.2\nc", "c", 5, false},
        {"b 60 A 192.0.2.2\nc", "b 60 A 192.0.2.2\nb 60 A 192.0.2.2\nc", 5, false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct zone_text text = {.name = "example.", .text = before};
        struct zone_set *set = zone_texts_read(&text, 1);
        set->reread_way = REREAD_BOTH;
        const char *place = strstr(before, cases[i].old);
        const struct replacement replacement = {
            .start = (uint64_t)(place - before),
            .end = (uint64_t)(place - before) + strlen(cases[i].old),
            .text = bytes_from_string(cases[i].new),
        };
        const struct source_change change = {0, &replacement, 1};
        struct zone_set *changed = zone_set_change(set, &change, 1);
        const struct zone *base = set->zones.items[0];
        const struct zone *zone = changed->zones.items[0];
        assert_ptr_equal(zone->base, base);
        if (records_same_ahead(base, 0, zone, 0) != cases[i].same ||
            zone->shares_nodes != cases[i].nodes) {
            fail_msg("`%s` to `%s`: %zu are the same", cases[i].old, cases[i].new,
                     records_same_ahead(base, 0, zone, 0));
        }
        assert_int_equal(zone->nodes.items == base->nodes.items, cases[i].nodes);
        zone_set_free(changed);
        zone_set_free(set);
    }
}

static const char *const lines[] = {
    "a A 192.0.2.1\n",
    "a A 192.0.2.1\n",
    "b A 192.0.2.1\n",
    " A 192.0.2.1\n",
    " A 192.0.2.2\n",
    " 30 A 192.0.2.2\n",
    "b 30 A 192.0.2.3 ; note\n",
    "; only a note\n",
    "\n",
    "   \n",
    "a MX 1 b\n",
    "\tMX ( 2\n a ) ; more\n",
    "c CNAME a\n",
    "c CNAME b\n",
    "c.d.e TXT \"a;b\" x\n",
    " TXT \"(\" ; )\n",
    "d NS ns\n",
    "ns A 192.0.2.5\n",
    "@ MX 3 c\n",
    "*.w SRV 1 2 3 c\n",
    "a TYPE65280 \\# 2 0102\n",
};

/* What makes a zone harder to follow; a few times in some zones only. */
static const char *const odd_lines[] = {
    "$ORIGIN sub\n",      "$ORIGIN example.\n",
    "$TTL 90\n",          "$GENERATE 1-3 g$ A 192.0.2.$\n",
    "$INCLUDE common\n",  "a A here\n",
    "a TXT \"open\n",     "a TXT ( open\n",
    ") stray\n",          "out.side. A 192.0.2.1\n",
    "a CH A 192.0.2.1\n", "# shell\n",
};

static void random_zone(uint64_t *random, struct buffer *text)
{
    static const char *const heads[] = {
        HEAD, HEAD, HEAD, "@ 60 SOA ns hostmaster 1 2 3 4 5\n", "@ SOA ns hostmaster 1 2 3 4 5\n",
    };
    buffer_add_string(text, heads[random_below(random, 5)]);
    uint32_t odd = random_below(random, 3) == 0 ? 6 : 0;
    uint32_t count = 1 + random_below(random, 40);
    for (uint32_t i = 0; i < count; i++) {
        const char *line = lines[random_below(random, sizeof(lines) / sizeof(lines[0]))];
        if (odd > 0 && random_below(random, odd) == 0) {
            line = odd_lines[random_below(random, sizeof(odd_lines) / sizeof(odd_lines[0]))];
        }
        buffer_add_string(text, line);
    }
    if (random_below(random, 8) == 0) {
        buffer_add_string(text, "a A 192.0.2.8"); /* no newline at the end */
    }
}

/* Mostly whole lines and words, as repairs do it; sometimes anything. */
static struct replacement random_replacement(uint64_t *random, struct bytes text, uint64_t from)
{
    static const char *const words[] = {
        "", "", "a", "2", "ns", "\n", " ", "(", ")", "\"", ";", "30 ", "\n ", "$TTL 5\n", "x\n",
    };
    uint64_t start = from + random_below(random, (uint32_t)(text.length - from) + 1);
    uint64_t end = start + random_below(random, 4);
    struct bytes new = bytes_from_string(words[random_below(random, 15)]);
    if (random_below(random, 2) == 0) {
        while (start > from && text.data[start - 1] != '\n') {
            start--;
        }
        end = start;
        if (random_below(random, 2) == 0) {
            while (end < text.length && text.data[end] != '\n') {
                end++;
            }
            end += end < text.length;
        }
        new = bytes_from_string(lines[random_below(random, sizeof(lines) / sizeof(lines[0]))]);
        if (random_below(random, 2) == 0) {
            new.length = 0;
        }
    } else if (random_below(random, 2) == 0) {
        while (start < text.length && !byte_is_digit(text.data[start])) {
            start++;
        }
        end = start + 1;
        new = bytes_from_string("7");
    }
    end = end < text.length ? end : text.length;
    return (struct replacement){start < end ? start : end, end, new};
}

/* Random changes in random zones: whenever one is followed, the zone is that of the whole text, or
 * the set asserts. Most of the plain ones are to be followed, or nothing would be tested here. */
static void what_is_followed_is_what_the_whole_text_gives(void **state)
{
    (void)state;
    struct temporary_folder folder;
    temporary_folder_make(&folder);
    temporary_text(&folder, "common", "i A 192.0.2.1\n");
    const char *path = temporary_path(&folder, "db");
    uint64_t random = 7;
    unsigned followed = 0;
    for (unsigned round = 0; round < 20000; round++) {
        struct buffer text = {0};
        random_zone(&random, &text);
        struct bytes bytes = buffer_bytes(&text);
        struct zone_set *set = zone_set_new();
        set->reread_way = REREAD_BOTH;
        const struct zone_claim claim = {.name = "example.", .path = path};
        zone_text_add(set, &claim, bytes);
        zone_set_index(set);
        struct replacement replacements[4];
        size_t count = 0;
        for (uint64_t at = 0; count < 4 && random_below(&random, 3) > 0; count++) {
            replacements[count] = random_replacement(&random, bytes, at);
            at = replacements[count].end + 1;
            if (at > bytes.length) {
                count++;
                break;
            }
        }
        const struct source_change change = {0, replacements, count};
        struct zone_set *changed = zone_set_change(set, &change, 1);
        followed += changed->zones.items[0]->base != NULL;
        zone_set_free(changed);
        zone_set_free(set);
        buffer_free(&text);
    }
    temporary_folder_remove(&folder);
    assert_true(followed > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_inside_of_records_is_followed),
        cmocka_unit_test(what_may_matter_elsewhere_is_read_as_a_whole),
        cmocka_unit_test(what_stays_is_shared),
        cmocka_unit_test(what_is_followed_is_what_the_whole_text_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
