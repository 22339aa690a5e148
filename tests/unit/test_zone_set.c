/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/temporary_folder.h"
#include "tests/support/zone_text.h"

#define SOA "@ 60 SOA ns hostmaster 1 2 3 4 5\n"

struct sets {
    struct zone_set *set;
    struct zone_set *changed;
    struct temporary_folder folder;
};

static struct sets sets;

static int make_sets(void **state)
{
    (void)state;
    sets = (struct sets){0};
    temporary_folder_make(&sets.folder);
    return 0;
}

static int free_sets(void **state)
{
    (void)state;
    zone_set_free(sets.changed);
    zone_set_free(sets.set);
    temporary_folder_remove(&sets.folder);
    return 0;
}

static void read_zones(const struct zone_text *texts, size_t count)
{
    sets.set = zone_texts_read(texts, count);
}

#define READ_ZONES(texts) read_zones(texts, sizeof(texts) / sizeof((texts)[0]))

static void assert_found(const char *view, const char *name, const struct zone *zone)
{
    const struct zone *found = zone_set_find(sets.set, view, name_of(sets.folder.arena, name));
    if (found != zone) {
        fail_msg("%s is found in another zone", name);
    }
}

static void no_set_can_be_freed(void **state)
{
    (void)state;
    zone_set_free(NULL);
}

/* RFC 1034 section 4.3.2 step 2. */
static void a_name_is_found_in_the_zone_with_the_deepest_apex(void **state)
{
    (void)state;
    static const struct zone_text texts[] = {
        {.name = "example.", .text = SOA},
        {.name = "a.b.example.", .text = SOA},
        {.name = "example.net.", .text = SOA},
    };
    READ_ZONES(texts);
    struct zone *const *zones = sets.set->zones.items;
    assert_found(NULL, "example.", zones[0]);
    assert_found(NULL, "EXAMPLE.", zones[0]);
    assert_found(NULL, "www.example.", zones[0]);
    assert_found(NULL, "b.example.", zones[0]);
    assert_found(NULL, "x.b.example.", zones[0]);
    assert_found(NULL, "a.b.example.", zones[1]);
    assert_found(NULL, "x.y.z.a.b.example.", zones[1]);
    assert_found(NULL, "xa.b.example.", zones[0]);
    assert_found(NULL, "www.example.net.", zones[2]);
    assert_found(NULL, "net.", NULL);
    assert_found(NULL, "xexample.", NULL);
    assert_found(NULL, ".", NULL);
}

static void everything_is_found_in_the_root_zone(void **state)
{
    (void)state;
    static const struct zone_text texts[] = {
        {.name = ".", .text = SOA},
        {.name = "example.", .text = SOA},
    };
    READ_ZONES(texts);
    assert_found(NULL, ".", sets.set->zones.items[0]);
    assert_found(NULL, "www.example.net.", sets.set->zones.items[0]);
    assert_found(NULL, "www.example.", sets.set->zones.items[1]);
}

/* 127 labels: the tables of label counts have a place for each. */
static void an_apex_may_be_as_deep_as_names_go(void **state)
{
    (void)state;
    char deep[2 * 127 + 1];
    for (size_t i = 0; i < 127; i++) {
        memcpy(deep + 2 * i, "a.", 3);
    }
    const struct zone_text texts[] = {
        {.name = deep, .text = "@ 60 SOA @ @ 1 2 3 4 5\n"},
        {.name = deep + 2 * 63, .text = "@ 60 SOA @ @ 1 2 3 4 5\n"},
    };
    READ_ZONES(texts);
    assert_found(NULL, deep, sets.set->zones.items[0]);
    assert_found(NULL, deep + 2, sets.set->zones.items[1]);
    assert_found(NULL, deep + 2 * 63, sets.set->zones.items[1]);
    assert_found(NULL, deep + 2 * 64, NULL);
}

static void many_zones_are_all_found(void **state)
{
    (void)state;
    enum { ZONES = 1000 };
    struct zone_text texts[ZONES];
    for (size_t i = 0; i < ZONES; i++) {
        texts[i] = (struct zone_text){
            .name = arena_format(sets.folder.arena, "zone-%zu.example.", i),
            .text = SOA,
        };
    }
    READ_ZONES(texts);
    for (size_t i = 0; i < ZONES; i++) {
        assert_found(NULL, arena_format(sets.folder.arena, "www.%s", texts[i].name),
                     sets.set->zones.items[i]);
        assert_false(sets.set->zones.items[i]->claimed_twice);
    }
}

static void views_are_worlds_apart(void **state)
{
    (void)state;
    static const struct zone_text texts[] = {
        {.name = "example.", .text = SOA, .view = "inside"},
        {.name = "example.", .text = SOA, .view = "outside"},
        {.name = "example.net.", .text = SOA},
    };
    READ_ZONES(texts);
    struct zone *const *zones = sets.set->zones.items;
    assert_found("inside", "www.example.", zones[0]);
    assert_found("outside", "www.example.", zones[1]);
    assert_found(NULL, "www.example.", NULL);
    assert_found("inside", "www.example.net.", NULL);
    assert_found("beside", "www.example.", NULL);
    assert_false(zones[0]->claimed_twice);
    assert_false(zones[1]->claimed_twice);
}

static void many_views_of_one_zone_are_apart(void **state)
{
    (void)state;
    enum { VIEWS = 100 };
    struct zone_text texts[VIEWS];
    for (size_t i = 0; i < VIEWS; i++) {
        texts[i] = (struct zone_text){
            .name = "example.",
            .text = SOA,
            .view = arena_format(sets.folder.arena, "view-%zu", i),
        };
    }
    READ_ZONES(texts);
    for (size_t i = 0; i < VIEWS; i++) {
        assert_found(texts[i].view, "www.example.", sets.set->zones.items[i]);
        assert_false(sets.set->zones.items[i]->claimed_twice);
    }
}

static void two_files_that_claim_a_zone_are_marked(void **state)
{
    (void)state;
    static const struct zone_text texts[] = {
        {.name = "example.", .text = SOA},
        {.name = "example.net.", .text = SOA},
        {.name = "Example.", .text = SOA},
        {.name = "example.", .text = SOA, .view = "inside"},
    };
    READ_ZONES(texts);
    struct zone *const *zones = sets.set->zones.items;
    assert_true(zones[0]->claimed_twice);
    assert_false(zones[1]->claimed_twice);
    assert_true(zones[2]->claimed_twice);
    assert_false(zones[3]->claimed_twice);
    assert_ptr_equal(zone_set_find_apex(sets.set, NULL, zones[2]->apex), zones[0]);
}

static void an_apex_is_found_exactly(void **state)
{
    (void)state;
    static const struct zone_text texts[] = {{.name = "example.", .text = SOA}};
    READ_ZONES(texts);
    struct arena *arena = sets.folder.arena;
    assert_non_null(zone_set_find_apex(sets.set, NULL, name_of(arena, "example.")));
    assert_null(zone_set_find_apex(sets.set, NULL, name_of(arena, "www.example.")));
    assert_null(zone_set_find_apex(sets.set, "inside", name_of(arena, "example.")));
}

static void a_set_without_zones_finds_nothing(void **state)
{
    (void)state;
    read_zones(NULL, 0);
    assert_found(NULL, "example.", NULL);
}

static void a_file_that_cannot_be_read_is_listed(void **state)
{
    (void)state;
    const char *path = temporary_path(&sets.folder, "none");
    sets.set = zone_set_new();
    zone_set_load(sets.set, &(struct zone_claim){.name = "example.", .path = path});
    zone_set_index(sets.set);
    assert_int_equal(sets.set->zones.count, 0);
    assert_int_equal(sets.set->unread.count, 1);
    assert_string_equal(sets.set->unread.items[0].path, path);
    assert_ptr_equal(strstr(sets.set->unread.items[0].message, path),
                     sets.set->unread.items[0].message);
}

static void assert_unread(const struct zone_claim *claim, struct bytes text, const char *reason)
{
    sets.set = zone_set_new();
    zone_text_add(sets.set, claim, text);
    assert_int_equal(sets.set->zones.count, 0);
    assert_int_equal(sets.set->unread.count, 1);
    assert_non_null(strstr(sets.set->unread.items[0].message, reason));
}

static void what_is_no_text_is_listed_as_unread(void **state)
{
    (void)state;
    assert_unread(&(struct zone_claim){.name = "example.", .path = "raw"},
                  (struct bytes){(const uint8_t *)"\0\0\0\2", 4}, "not text");
}

static void a_file_that_nothing_names_is_listed_as_unread(void **state)
{
    (void)state;
    assert_unread(&(struct zone_claim){.path = "-"}, bytes_from_string(SOA), "--zone NAME=-");
}

static void a_claim_of_what_is_no_name_is_listed_as_unread(void **state)
{
    (void)state;
    assert_unread(&(struct zone_claim){.name = "a..b", .path = "db"}, bytes_from_string(SOA),
                  "a..b is no domain name");
}

static void the_name_of_a_zone_is_found_in_its_text(void **state)
{
    (void)state;
    static const struct zone_text texts[] = {
        {.text = "$ORIGIN example.\n" SOA},
        {.text = "example.net. 60 SOA ns hostmaster 1 2 3 4 5\n"},
    };
    READ_ZONES(texts);
    assert_found(NULL, "www.example.", sets.set->zones.items[0]);
    assert_found(NULL, "www.example.net.", sets.set->zones.items[1]);
    assert_int_equal(sets.set->zones.items[0]->name_from, ZONE_NAME_CONTENT);
}

static void the_name_of_a_zone_is_found_in_its_path(void **state)
{
    (void)state;
    sets.set = zone_set_new();
    zone_text_add(sets.set, &(struct zone_claim){.path = "zones/db.example.net"},
                  bytes_from_string(SOA));
    zone_set_index(sets.set);
    assert_found(NULL, "example.net.", sets.set->zones.items[0]);
    assert_int_equal(sets.set->zones.items[0]->name_from, ZONE_NAME_FILE);
}

/* The set with another text in the source `index`. */
static void change(uint32_t index, const char *text)
{
    sets.changed = zone_set_with_text(sets.set, index, bytes_from_string(text));
}

static void a_changed_set_shares_the_zones_that_stay(void **state)
{
    (void)state;
    static const struct zone_text texts[] = {
        {.name = "example.", .text = SOA "a A 192.0.2.1\n"},
        {.name = "example.net.", .text = SOA},
    };
    READ_ZONES(texts);
    change(0, SOA "b A 192.0.2.1\n");
    const struct zone *before = sets.set->zones.items[0];
    const struct zone *after = sets.changed->zones.items[0];
    assert_int_equal(sets.changed->zones.count, 2);
    assert_ptr_not_equal(after, before);
    assert_ptr_equal(sets.changed->zones.items[1], sets.set->zones.items[1]);
    assert_non_null(zone_find_node(before, name_of(sets.folder.arena, "a.example.")));
    assert_null(zone_find_node(after, name_of(sets.folder.arena, "a.example.")));
    assert_non_null(zone_find_node(after, name_of(sets.folder.arena, "b.example.")));
    assert_ptr_equal(zone_set_find(sets.changed, NULL, after->apex), after);
}

static void a_changed_set_can_be_changed_again(void **state)
{
    (void)state;
    static const struct zone_text texts[] = {
        {.name = "example.", .text = SOA},
        {.name = "example.net.", .text = SOA},
    };
    READ_ZONES(texts);
    change(0, SOA "a A 192.0.2.1\n");
    const struct bytes text = bytes_from_string(SOA "b A 192.0.2.1\n");
    struct zone_set *again = zone_set_with_text(sets.changed, 1, text);
    assert_ptr_equal(again->zones.items[0], sets.changed->zones.items[0]);
    assert_ptr_not_equal(again->zones.items[1], sets.changed->zones.items[1]);
    zone_set_free(again);
    assert_int_equal(sets.changed->zones.items[1]->records.count, 1);
}

static void a_zone_keeps_the_name_that_its_old_text_told(void **state)
{
    (void)state;
    static const struct zone_text texts[] = {{.text = "$ORIGIN example.\n" SOA}};
    READ_ZONES(texts);
    change(0, "$ORIGIN other.\n" SOA);
    const struct zone *zone = sets.changed->zones.items[0];
    assert_true(name_equal(zone->apex, sets.set->zones.items[0]->apex));
    assert_int_equal(zone->name_from, ZONE_NAME_CONTENT);
}

static void zones_stay_claimed_twice_in_a_changed_set(void **state)
{
    (void)state;
    static const struct zone_text texts[] = {
        {.name = "example.", .text = SOA},
        {.name = "example.", .text = SOA},
    };
    READ_ZONES(texts);
    for (uint32_t i = 0; i < 2; i++) {
        zone_set_free(sets.changed);
        change(i, SOA "a A 192.0.2.1\n");
        assert_true(sets.changed->zones.items[0]->claimed_twice);
        assert_true(sets.changed->zones.items[1]->claimed_twice);
    }
}

/* An edit may move a NUL to where a file that is read for the first time is refused for it. */
static void what_was_text_once_is_read_again(void **state)
{
    (void)state;
    static const struct zone_text texts[] = {{.name = "example.", .text = SOA}};
    READ_ZONES(texts);
    static const char text[] = SOA "; a note with a \0 byte\n";
    const struct bytes bytes = {(const uint8_t *)text, sizeof(text) - 1};
    assert_non_null(text_refusal(bytes));
    sets.changed = zone_set_with_text(sets.set, 0, bytes);
    assert_int_equal(sets.changed->zones.items[0]->records.count, 1);
    struct zone_set *again = zone_set_with_text(sets.changed, 0, bytes);
    assert_int_equal(again->zones.items[0]->records.count, 1);
    zone_set_free(again);
}

static void a_changed_file_changes_all_zones_that_include_it(void **state)
{
    (void)state;
    const char *common = temporary_text(&sets.folder, "common", "a A 192.0.2.1\n");
    const char *text = SOA "$INCLUDE common\n";
    sets.set = zone_set_new();
    static const char *const names[] = {"example.", "example.net.", "example.org."};
    for (size_t i = 0; i < 3; i++) {
        const struct zone_claim claim = {
            .name = names[i],
            .path = temporary_text(&sets.folder, names[i], i < 2 ? text : SOA),
        };
        zone_set_load(sets.set, &claim);
    }
    zone_set_index(sets.set);
    const struct source *source;
    struct error error;
    assert_int_equal(source_list_read(sets.set->sources, common, &source, &error), STATUS_OK);
    assert_true(zone_uses_source(sets.set->zones.items[0], source->index));
    assert_true(zone_uses_source(sets.set->zones.items[1], source->index));
    assert_false(zone_uses_source(sets.set->zones.items[2], source->index));

    change(source->index, "a A 192.0.2.1\nb A 192.0.2.2\n");
    assert_int_equal(sets.changed->zones.items[0]->records.count, 3);
    assert_int_equal(sets.changed->zones.items[1]->records.count, 3);
    assert_ptr_equal(sets.changed->zones.items[2], sets.set->zones.items[2]);
}

enum { SHARED_ZONES = 40 };

/* Zones that include each other's files and a common one, under several names, and some that cannot
 * be read. */
static struct zone_set *shared_zones_read(struct workers *workers, struct zone_claim *claims)
{
    temporary_text(&sets.folder, "common", "a A 192.0.2.1\nbad A here\n");
    temporary_text(&sets.folder, "in/side", "");
    for (unsigned i = 0; i < SHARED_ZONES; i++) {
        static const char *const commons[] = {"common", "alias", "in/../common"};
        const char *name = arena_format(sets.folder.arena, "zone-%u.example.", i);
        const char *text = arena_format(
            sets.folder.arena, SOA "%*s\n$INCLUDE %s\n$INCLUDE in/../zone-%u.example. x\n",
            (int)(i * 37 % 11) * 50, ";", commons[i % 3], (i + 1) % SHARED_ZONES);
        claims[i] = (struct zone_claim){
            .name = i % 7 == 6 ? "not..a.name" : name,
            .path = temporary_text(&sets.folder, name, text),
            .bytes = strlen(text),
        };
        if (i % 13 == 12) {
            claims[i].path = temporary_path(&sets.folder, "none");
        }
    }
    struct zone_set *set = zone_set_new();
    set->workers = workers;
    zone_set_load_all(set, claims, SHARED_ZONES);
    zone_set_index(set);
    return set;
}

static void assert_same_zone(const struct zone *zone, const struct zone *other)
{
    assert_true(name_equal(zone->apex, other->apex));
    assert_int_equal(zone->source, other->source);
    assert_int_equal(zone->records.count, other->records.count);
    assert_int_equal(zone->scopes.count, other->scopes.count);
    for (size_t i = 0; i < zone->scopes.count; i++) {
        assert_int_equal(zone->scopes.items[i].source, other->scopes.items[i].source);
        assert_int_equal(zone->scopes.items[i].include.source,
                         other->scopes.items[i].include.source);
    }
    assert_int_equal(zone->flaws.count, other->flaws.count);
    for (size_t i = 0; i < zone->flaws.count; i++) {
        assert_int_equal(zone->flaws.items[i].span.source, other->flaws.items[i].span.source);
        assert_int_equal(zone->flaws.items[i].entry.source, other->flaws.items[i].entry.source);
    }
}

static void any_number_of_workers_reads_the_same_set(void **state)
{
    static struct zone_claim claims[SHARED_ZONES];
    (void)state;
    temporary_link(&sets.folder, "alias", "common");
    sets.set = shared_zones_read(NULL, claims);
    assert_true(sets.set->unread.count > 3);
    assert_true(sets.set->zones.count > 20);
    for (unsigned count = 2; count < 6; count++) {
        struct workers *workers = workers_new(count, true);
        struct zone_set *other = shared_zones_read(workers, claims);
        assert_int_equal(other->zones.count, sets.set->zones.count);
        assert_int_equal(other->unread.count, sets.set->unread.count);
        for (size_t i = 0; i < other->unread.count; i++) {
            assert_string_equal(other->unread.items[i].message, sets.set->unread.items[i].message);
        }
        assert_int_equal(source_list_count(other->sources), source_list_count(sets.set->sources));
        for (uint32_t i = 0; i < source_list_count(other->sources); i++) {
            assert_int_equal(source_list_get(other->sources, i)->index, i);
            assert_string_equal(source_list_get(other->sources, i)->path,
                                source_list_get(sets.set->sources, i)->path);
        }
        for (size_t i = 0; i < other->zones.count; i++) {
            assert_same_zone(other->zones.items[i], sets.set->zones.items[i]);
        }
        zone_set_free(other);
        workers_free(workers);
    }
}

/* Each zone sees a common file from where it stands, whichever zone came first. */
static void an_include_of_an_included_file_is_looked_for_from_the_path_of_each_zone(void **state)
{
    (void)state;
    temporary_text(&sets.folder, "common", "$INCLUDE part\n");
    temporary_text(&sets.folder, "one/part", "one A 192.0.2.1\n");
    temporary_text(&sets.folder, "two/part", "two A 192.0.2.2\nto A 192.0.2.3\n");
    temporary_link(&sets.folder, "one/common", "../common");
    temporary_link(&sets.folder, "two/common", "../common");
    const struct zone_claim claims[] = {
        {.name = "one.", .path = temporary_text(&sets.folder, "one/db", SOA "$INCLUDE common\n")},
        {.name = "two.", .path = temporary_text(&sets.folder, "two/db", SOA "$INCLUDE common\n")},
    };
    sets.set = zone_set_new();
    zone_set_load_all(sets.set, claims, 2);
    zone_set_index(sets.set);
    assert_int_equal(sets.set->zones.items[0]->records.count, 2);
    assert_int_equal(sets.set->zones.items[1]->records.count, 3);
}

#define WITH_SETS(test) cmocka_unit_test_setup_teardown(test, make_sets, free_sets)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_set_can_be_freed),
        WITH_SETS(a_name_is_found_in_the_zone_with_the_deepest_apex),
        WITH_SETS(everything_is_found_in_the_root_zone),
        WITH_SETS(an_apex_may_be_as_deep_as_names_go),
        WITH_SETS(many_zones_are_all_found),
        WITH_SETS(views_are_worlds_apart),
        WITH_SETS(many_views_of_one_zone_are_apart),
        WITH_SETS(two_files_that_claim_a_zone_are_marked),
        WITH_SETS(an_apex_is_found_exactly),
        WITH_SETS(a_set_without_zones_finds_nothing),
        WITH_SETS(a_file_that_cannot_be_read_is_listed),
        WITH_SETS(what_is_no_text_is_listed_as_unread),
        WITH_SETS(a_file_that_nothing_names_is_listed_as_unread),
        WITH_SETS(a_claim_of_what_is_no_name_is_listed_as_unread),
        WITH_SETS(the_name_of_a_zone_is_found_in_its_text),
        WITH_SETS(the_name_of_a_zone_is_found_in_its_path),
        WITH_SETS(any_number_of_workers_reads_the_same_set),
        WITH_SETS(an_include_of_an_included_file_is_looked_for_from_the_path_of_each_zone),
        WITH_SETS(a_changed_set_shares_the_zones_that_stay),
        WITH_SETS(a_changed_set_can_be_changed_again),
        WITH_SETS(a_zone_keeps_the_name_that_its_old_text_told),
        WITH_SETS(zones_stay_claimed_twice_in_a_changed_set),
        WITH_SETS(what_was_text_once_is_read_again),
        WITH_SETS(a_changed_file_changes_all_zones_that_include_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
