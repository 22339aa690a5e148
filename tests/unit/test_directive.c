/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/temporary_folder.h"
#include "tests/support/zone_text.h"

struct loading {
    struct zone_set *set;
    struct buffer listed;
    struct temporary_folder folder;
};

static struct loading loading;

static int start(void **state)
{
    (void)state;
    loading = (struct loading){.set = zone_set_new()};
    temporary_folder_make(&loading.folder);
    return 0;
}

static int end(void **state)
{
    (void)state;
    zone_set_free(loading.set);
    buffer_free(&loading.listed);
    temporary_folder_remove(&loading.folder);
    return 0;
}

/* A file for zones to include. */
static const char *file(const char *name, const char *text)
{
    return temporary_text(&loading.folder, name, text);
}

static const struct zone *load_below(const char *include_root, const char *path)
{
    const struct zone_claim claim = {
        .name = "example.",
        .path = path,
        .include_root = include_root,
    };
    zone_set_load(loading.set, &claim);
    assert_int_equal(loading.set->unread.count, 0);
    return loading.set->zones.items[loading.set->zones.count - 1];
}

/* The zone example. whose file is `zone` in the folder, with this text. */
static const struct zone *load(const char *text)
{
    return load_below(NULL, file("zone", text));
}

static const char *list(const struct zone *zone)
{
    return zone_list_records(zone, &loading.listed);
}

static void assert_flaw(const struct zone *zone, enum flaw_kind kind, const char *marked)
{
    assert_int_equal(zone->flaws.count, 1);
    const struct flaw *flaw = &zone->flaws.items[0];
    struct bytes bytes = source_list_bytes(loading.set->sources, flaw->span);
    assert_int_equal(flaw->kind, kind);
    assert_true(bytes_equal(bytes, bytes_from_string(marked)));
    assert_false(zone->complete);
}

static void an_origin_completes_the_names_behind_it(void **state)
{
    (void)state;
    const struct zone *zone = load("a 60 CNAME b\n"
                                   "$ORIGIN sub.example.\n"
                                   "a 60 CNAME b\n"
                                   "@ 60 CNAME @\n"
                                   "$origin EXAMPLE.\n"
                                   "c 60 CNAME d\n");
    assert_string_equal(list(zone), "a.example. 60 IN CNAME b.example.\n"
                                    "a.sub.example. 60 IN CNAME b.sub.example.\n"
                                    "sub.example. 60 IN CNAME sub.example.\n"
                                    "c.example. 60 IN CNAME d.example.\n");
}

static void a_relative_origin_is_completed_with_the_one_before(void **state)
{
    (void)state;
    const struct zone *zone = load("$ORIGIN sub\na 60 CNAME b\n"
                                   "$ORIGIN deep\na 60 CNAME b\n"
                                   "$ORIGIN @\na 60 CNAME b\n"
                                   "$ORIGIN .\na.example 60 CNAME b\n"
                                   "$ORIGIN example\na 60 CNAME b\n");
    assert_string_equal(list(zone), "a.sub.example. 60 IN CNAME b.sub.example.\n"
                                    "a.deep.sub.example. 60 IN CNAME b.deep.sub.example.\n"
                                    "a.deep.sub.example. 60 IN CNAME b.deep.sub.example.\n"
                                    "a.example. 60 IN CNAME b.\n"
                                    "a.example. 60 IN CNAME b.example.\n");
}

static void an_origin_that_is_no_name_leaves_the_one_before(void **state)
{
    (void)state;
    const struct zone *zone = load("$ORIGIN sub\n$ORIGIN a..b\na 60 CNAME b\n");
    assert_string_equal(list(zone), "a.sub.example. 60 IN CNAME b.sub.example.\n");
    assert_flaw(zone, FLAW_LABEL_EMPTY, "a..b");
}

static void an_origin_may_lie_outside_of_the_zone(void **state)
{
    (void)state;
    const struct zone *zone = load("$ORIGIN net.\na.example. 60 CNAME b\n");
    assert_string_equal(list(zone), "a.example. 60 IN CNAME b.net.\n");
    assert_int_equal(zone->flaws.count, 0);
}

static void records_point_at_the_scope_that_they_were_read_in(void **state)
{
    (void)state;
    const struct zone *zone = load("a 60 A 192.0.2.1\n$ORIGIN sub\n$TTL 1h\nb A 192.0.2.2\n");
    const struct scope *first = record_scope(zone, &zone->records.items[0]);
    const struct scope *second = record_scope(zone, &zone->records.items[1]);
    assert_ptr_equal(first->origin, zone->apex);
    assert_false(first->has_ttl_default);
    assert_true(name_equal(second->origin, name_of(loading.folder.arena, "sub.example.")));
    assert_true(second->has_ttl_default);
    assert_int_equal(second->ttl_default, 3600);
    assert_int_equal(first->inclusion, second->inclusion);
    assert_int_equal(second->parent, SCOPE_NONE);
}

/* RFC 1035 section 5.1, and what BIND makes of it. */
static void an_included_file_is_read_where_it_is_named(void **state)
{
    (void)state;
    file("part", "b 60 A 192.0.2.2\n");
    const struct zone *zone =
        load("a 60 A 192.0.2.1\n$INCLUDE part ; note\nc 60 A 192.0.2.3\n$include \"part\"\n");
    assert_string_equal(list(zone), "a.example. 60 IN A 192.0.2.1\n"
                                    "b.example. 60 IN A 192.0.2.2\n"
                                    "c.example. 60 IN A 192.0.2.3\n"
                                    "b.example. 60 IN A 192.0.2.2\n");
    assert_int_equal(zone->flaws.count, 0);
    assert_int_equal(zone->inclusions, 3);
    assert_int_equal(source_list_count(loading.set->sources), 2);
}

static void an_included_file_may_have_an_origin_of_its_own(void **state)
{
    (void)state;
    file("part", "a 60 CNAME b\n");
    const struct zone *zone = load("$INCLUDE part sub\n"
                                   "$INCLUDE part other.example.\n"
                                   "$ORIGIN sub2\n"
                                   "$INCLUDE part\n"
                                   "$INCLUDE part @\n");
    assert_string_equal(list(zone), "a.sub.example. 60 IN CNAME b.sub.example.\n"
                                    "a.other.example. 60 IN CNAME b.other.example.\n"
                                    "a.sub2.example. 60 IN CNAME b.sub2.example.\n"
                                    "a.sub2.example. 60 IN CNAME b.sub2.example.\n");
}

static void behind_an_included_file_origin_and_owner_are_what_they_were(void **state)
{
    (void)state;
    file("part", "$ORIGIN other\nb 60 A 192.0.2.2\n");
    const struct zone *zone = load("$ORIGIN sub\na 60 A 192.0.2.1\n$INCLUDE part\n"
                                   " 60 A 192.0.2.3\nc 60 A 192.0.2.4\n");
    assert_string_equal(list(zone), "a.sub.example. 60 IN A 192.0.2.1\n"
                                    "b.other.sub.example. 60 IN A 192.0.2.2\n"
                                    "a.sub.example. 60 IN A 192.0.2.3\n"
                                    "c.sub.example. 60 IN A 192.0.2.4\n");
}

static void an_included_file_may_begin_with_the_owner_in_front_of_it(void **state)
{
    (void)state;
    file("part", " 60 A 192.0.2.2\n");
    const struct zone *zone = load("a 60 A 192.0.2.1\n$INCLUDE part sub\n");
    assert_string_equal(list(zone), "a.example. 60 IN A 192.0.2.1\n"
                                    "a.example. 60 IN A 192.0.2.2\n");
}

static void a_ttl_of_an_included_file_holds_behind_it(void **state)
{
    (void)state;
    file("part", "$TTL 2h\nb A 192.0.2.2\n");
    const struct zone *zone = load("$TTL 1h\na A 192.0.2.1\n$INCLUDE part\nc A 192.0.2.3\n");
    assert_string_equal(list(zone), "a.example. 3600 IN A 192.0.2.1\n"
                                    "b.example. 7200 IN A 192.0.2.2\n"
                                    "c.example. 7200 IN A 192.0.2.3\n");
    const struct scope *scope = record_scope(zone, &zone->records.items[2]);
    assert_int_equal(scope->ttl_default, 7200);
    assert_int_equal(scope->source, zone->source);
}

static void scopes_tell_where_a_file_was_included(void **state)
{
    (void)state;
    file("outer", "$INCLUDE inner deep\n");
    file("inner", "a 60 A 192.0.2.1\n");
    const struct zone *zone = load("\n$INCLUDE outer sub\n");
    assert_string_equal(list(zone), "a.deep.sub.example. 60 IN A 192.0.2.1\n");
    const struct scope *inner = record_scope(zone, &zone->records.items[0]);
    const struct scope *outer = &zone->scopes.items[inner->parent];
    const struct scope *own = &zone->scopes.items[outer->parent];
    assert_int_equal(own->parent, SCOPE_NONE);
    struct bytes include = source_list_bytes(loading.set->sources, inner->include);
    assert_true(bytes_equal(include, bytes_from_string("$INCLUDE inner deep")));
    include = source_list_bytes(loading.set->sources, outer->include);
    assert_true(bytes_equal(include, bytes_from_string("$INCLUDE outer sub")));
    assert_int_equal(outer->include.start, 1);
    assert_int_equal(inner->inclusion, 2);
}

static void a_path_is_relative_to_the_including_file(void **state)
{
    (void)state;
    file("parts/outer", "$INCLUDE inner\n$INCLUDE ../inner\n");
    file("parts/inner", "a 60 A 192.0.2.1\n");
    file("inner", "b 60 A 192.0.2.2\n");
    const struct zone *zone = load("$INCLUDE parts/outer\n");
    assert_string_equal(list(zone), "a.example. 60 IN A 192.0.2.1\n"
                                    "b.example. 60 IN A 192.0.2.2\n");
}

static void a_path_may_be_absolute(void **state)
{
    (void)state;
    const char *path = file("part", "a 60 A 192.0.2.1\n");
    const struct zone *zone = load(arena_format(loading.folder.arena, "$INCLUDE \"%s\"\n", path));
    assert_string_equal(list(zone), "a.example. 60 IN A 192.0.2.1\n");
}

static void what_is_not_beside_the_file_is_looked_for_below_the_root(void **state)
{
    (void)state;
    const char *path = file("zones/zone", "$INCLUDE parts/a\n$INCLUDE parts/b\n");
    file("zones/parts/a", "a 60 A 192.0.2.1\n");
    file("parts/a", "a 60 A 192.0.2.2\n");
    file("parts/b", "b 60 A 192.0.2.3\n");
    const struct zone *zone = load_below(loading.folder.path, path);
    assert_string_equal(list(zone), "a.example. 60 IN A 192.0.2.1\n"
                                    "b.example. 60 IN A 192.0.2.3\n");
    zone = load_below(NULL, path);
    assert_flaw(zone, FLAW_INCLUDE_UNREADABLE, "parts/b");
}

static void what_lies_outside_of_the_named_folders_is_not_read(void **state)
{
    (void)state;
    file("outside", "a 60 A 192.0.2.1\n");
    file("root/below", "b 60 A 192.0.2.2\n");
    file("named/other", "c 60 A 192.0.2.3\n");
    file("zones/beside", "d 60 A 192.0.2.4\n");
    source_list_allow_folder(loading.set->sources, temporary_path(&loading.folder, "named"));
    const struct zone *zone =
        load_below(temporary_path(&loading.folder, "root"),
                   file("zones/zone", "$INCLUDE below\n$INCLUDE ../named/other\n$INCLUDE beside\n"
                                      "$INCLUDE ../outside\n"));
    assert_string_equal(list(zone), "b.example. 60 IN A 192.0.2.2\n"
                                    "c.example. 60 IN A 192.0.2.3\n"
                                    "d.example. 60 IN A 192.0.2.4\n");
    assert_flaw(zone, FLAW_INCLUDE_OUTSIDE, "../outside");
    zone = load_below(NULL, file("zones/another", "$INCLUDE ../root/below\n"));
    assert_flaw(zone, FLAW_INCLUDE_OUTSIDE, "../root/below");
    zone = load_below(NULL, file("zones/third", "$INCLUDE ../none\n"));
    assert_flaw(zone, FLAW_INCLUDE_OUTSIDE, "../none");
    assert_null(zone->flaws.items[0].detail);
}

static void a_file_that_cannot_be_read_is_a_flaw_with_its_reason(void **state)
{
    (void)state;
    const struct zone *zone = load("$INCLUDE none\na 60 A 192.0.2.1\n");
    assert_string_equal(list(zone), "a.example. 60 IN A 192.0.2.1\n");
    assert_flaw(zone, FLAW_INCLUDE_UNREADABLE, "none");
    assert_non_null(strstr(zone->flaws.items[0].detail, "none: No such file"));
}

static void a_folder_or_a_raw_file_cannot_be_included(void **state)
{
    (void)state;
    assert_flaw(load("$INCLUDE .\n"), FLAW_INCLUDE_UNREADABLE, ".");
    temporary_file(&loading.folder, "raw", (struct bytes){(const uint8_t *)"\0\0\0\2", 4});
    const struct zone *zone = load_below(NULL, file("another", "$INCLUDE raw\na 60 A 192.0.2.1\n"));
    assert_flaw(zone, FLAW_INCLUDE_UNREADABLE, "raw");
    assert_non_null(strstr(zone->flaws.items[0].detail, "not text"));
}

static void a_file_does_not_include_itself(void **state)
{
    (void)state;
    const struct zone *zone = load("a 60 A 192.0.2.1\n$INCLUDE zone\nb 60 A 192.0.2.2\n");
    assert_string_equal(list(zone), "a.example. 60 IN A 192.0.2.1\n"
                                    "b.example. 60 IN A 192.0.2.2\n");
    assert_flaw(zone, FLAW_INCLUDE_CYCLE, "zone");
}

static void a_circle_of_files_is_noticed_through_links_too(void **state)
{
    (void)state;
    file("outer", "$INCLUDE link\nb 60 A 192.0.2.2\n");
    temporary_link(&loading.folder, "link", "zone");
    const struct zone *zone = load("$INCLUDE outer\na 60 A 192.0.2.1\n");
    assert_string_equal(list(zone), "b.example. 60 IN A 192.0.2.2\n"
                                    "a.example. 60 IN A 192.0.2.1\n");
    assert_flaw(zone, FLAW_INCLUDE_CYCLE, "link");
    assert_int_not_equal(zone->flaws.items[0].span.source, zone->source);
}

static void files_include_each_other_up_to_a_depth(void **state)
{
    (void)state;
    for (int i = 1; i <= INCLUDE_DEPTH_MAX; i++) {
        file(arena_format(loading.folder.arena, "%d", i),
             arena_format(loading.folder.arena, "a%d 60 A 192.0.2.1\n$INCLUDE %d\n", i, i + 1));
    }
    const struct zone *zone = load("$INCLUDE 1\n");
    assert_int_equal(zone->records.count, INCLUDE_DEPTH_MAX - 1);
    assert_flaw(zone, FLAW_INCLUDE_DEPTH,
                arena_format(loading.folder.arena, "%d", INCLUDE_DEPTH_MAX));
}

static void a_zone_includes_files_up_to_a_number(void **state)
{
    (void)state;
    enum { FILES = 256, INCLUDES_EACH = 255 };
    assert_int_equal(FILES * (1 + INCLUDES_EACH), INCLUDES_MAX);
    struct buffer text = {0};
    for (int i = 0; i < INCLUDES_EACH; i++) {
        buffer_add_string(&text, "$INCLUDE empty\n");
    }
    file("empty", "");
    temporary_file(&loading.folder, "many", buffer_bytes(&text));
    buffer_clear(&text);
    for (int i = 0; i < FILES; i++) {
        buffer_add_string(&text, "$INCLUDE many\n");
    }
    buffer_add_string(&text, "$INCLUDE empty ; one too many\n");
    const char *path = temporary_file(&loading.folder, "zone", buffer_bytes(&text));
    buffer_free(&text);
    const struct zone *zone = load_below(NULL, path);
    assert_int_equal(zone->inclusions, 1 + INCLUDES_MAX);
    assert_flaw(zone, FLAW_INCLUDE_COUNT, "empty");
}

static void a_flaw_of_an_included_file_stands_in_that_file(void **state)
{
    (void)state;
    file("part", "\nb 60 A 192.0.2\n");
    const struct zone *zone = load("a 60 A 192.0.2.1\n$INCLUDE part\n");
    assert_flaw(zone, FLAW_FIELD_ADDRESS4, "192.0.2");
    const struct flaw *flaw = &zone->flaws.items[0];
    assert_int_equal(flaw->span.start, 8);
    assert_int_equal(zone->scopes.items[flaw->scope].source, flaw->span.source);
    assert_int_not_equal(flaw->span.source, zone->source);
}

#define WITH_FILES(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FILES(an_origin_completes_the_names_behind_it),
        WITH_FILES(a_relative_origin_is_completed_with_the_one_before),
        WITH_FILES(an_origin_that_is_no_name_leaves_the_one_before),
        WITH_FILES(an_origin_may_lie_outside_of_the_zone),
        WITH_FILES(records_point_at_the_scope_that_they_were_read_in),
        WITH_FILES(an_included_file_is_read_where_it_is_named),
        WITH_FILES(an_included_file_may_have_an_origin_of_its_own),
        WITH_FILES(behind_an_included_file_origin_and_owner_are_what_they_were),
        WITH_FILES(an_included_file_may_begin_with_the_owner_in_front_of_it),
        WITH_FILES(a_ttl_of_an_included_file_holds_behind_it),
        WITH_FILES(scopes_tell_where_a_file_was_included),
        WITH_FILES(a_path_is_relative_to_the_including_file),
        WITH_FILES(a_path_may_be_absolute),
        WITH_FILES(what_is_not_beside_the_file_is_looked_for_below_the_root),
        WITH_FILES(what_lies_outside_of_the_named_folders_is_not_read),
        WITH_FILES(a_file_that_cannot_be_read_is_a_flaw_with_its_reason),
        WITH_FILES(a_folder_or_a_raw_file_cannot_be_included),
        WITH_FILES(a_file_does_not_include_itself),
        WITH_FILES(a_circle_of_files_is_noticed_through_links_too),
        WITH_FILES(files_include_each_other_up_to_a_depth),
        WITH_FILES(a_zone_includes_files_up_to_a_number),
        WITH_FILES(a_flaw_of_an_included_file_stands_in_that_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
