/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/support/claims_fixture.h"

#define SOA " IN SOA ns.example.net. admin.example.net. 1 7200 900 604800 300\n"

/* What is advised about paths that end so. */
struct advice_row {
    const char *ending;
    struct claim_advice advice;
};

static const struct advice_row *rows;
static size_t row_count;
static const char *asked; /* a line for each question, folders with a slash behind them */

static struct claim_advice advise(void *context, const char *path, bool is_folder)
{
    struct claims_fixture *fixture = context;
    asked = arena_format(fixture->folder.arena, "%s%s%s\n", asked, inside(fixture, path),
                         is_folder ? "/" : "");
    for (size_t i = 0; i < row_count; i++) {
        const char *ending = rows[i].ending;
        size_t length = strlen(ending);
        if (strlen(path) >= length && strcmp(path + strlen(path) - length, ending) == 0) {
            return rows[i].advice;
        }
    }
    return (struct claim_advice){0};
}

static int make_advised_fixture(void **state)
{
    rows = NULL;
    row_count = 0;
    asked = "";
    if (make_fixture(state) != 0) {
        return -1;
    }
    struct claims_fixture *fixture = *state;
    fixture->claims->adviser = (struct claim_adviser){advise, fixture};
    return 0;
}

#define SET_ADVICE(table) \
    do { \
        rows = (table); \
        row_count = sizeof(table) / sizeof((table)[0]); \
    } while (0)

static void a_name_by_advice_outranks_text_and_file_name(void **state)
{
    struct claims_fixture *fixture = *state;
    static const struct advice_row advised[] = {
        {"/told", {CLAIM_AS_FOUND, "a.example."}},
        {"db.name", {CLAIM_AS_FOUND, "b.example."}},
    };
    SET_ADVICE(advised);
    add_text(fixture, "zones/db.name", "@" SOA);
    add_text(fixture, "zones/told", "other.example." SOA);
    add_text(fixture, "zones/untold", "c.example." SOA);
    add_path(fixture, "zones");
    assert_claims(fixture, "b.example. zones/db.name (policy)\n"
                           "a.example. zones/told (policy)\n"
                           "c.example. zones/untold (content)\n");
}

static void a_given_file_takes_its_name_from_advice_and_nothing_else(void **state)
{
    struct claims_fixture *fixture = *state;
    static const struct advice_row advised[] = {
        {"left-out", {CLAIM_NEVER, "a.example."}},
        {"conf", {CLAIM_AS_FOUND, "b.example."}},
    };
    SET_ADVICE(advised);
    add_text(fixture, "left-out", "@" SOA);
    add_text(fixture, "conf", "options { directory \"/\"; };\n");
    add_path(fixture, "left-out");
    add_path(fixture, "conf");
    assert_claims(fixture, "a.example. left-out (policy)\n"
                           "b.example. conf (policy)\n");
}

static void a_wanted_file_is_claimed_whatever_it_looks_like(void **state)
{
    struct claims_fixture *fixture = *state;
    static const struct advice_row advised[] = {
        {"conf", {CLAIM_ALWAYS, "conf.example."}}, {"hints", {CLAIM_ALWAYS, "."}},
        {"page", {CLAIM_ALWAYS, "page.example."}}, {"raw", {CLAIM_ALWAYS, "raw.example."}},
        {"wide", {CLAIM_ALWAYS, "wide.example."}},
    };
    SET_ADVICE(advised);
    add_text(fixture, "zones/conf", "options { directory \"/\"; };\n");
    add_text(fixture, "zones/hints", ". 3600000 NS a.root-servers.net.\n");
    add_text(fixture, "zones/page", "A page without a zone.\n");
    temporary_file(&fixture->folder, "zones/raw", (struct bytes){(const uint8_t *)"\0\0\0\2", 4});
    temporary_file(&fixture->folder, "zones/wide",
                   (struct bytes){(const uint8_t *)"\377\376$\0T\0T\0L\0", 10});
    add_path(fixture, "zones");
    assert_claims(fixture, "conf.example. zones/conf (policy)\n"
                           ". zones/hints (policy)\n"
                           "page.example. zones/page (policy)\n"
                           "! zones/wide: UTF-16 text: save it as UTF-8\n");
}

static void a_wanted_file_that_nothing_names_is_an_error(void **state)
{
    struct claims_fixture *fixture = *state;
    static const struct advice_row advised[] = {{"/our data", {CLAIM_ALWAYS, NULL}}};
    SET_ADVICE(advised);
    add_text(fixture, "zones/our data", "@" SOA);
    add_text(fixture, "zones/my data", "@" SOA);
    add_path(fixture, "zones");
    const char *path = temporary_path(&fixture->folder, "zones/our data");
    assert_claims(fixture,
                  arena_format(fixture->folder.arena,
                               "! zones/our data: nothing tells which zone this is: name it with "
                               "--zone NAME=%s\n",
                               path));
}

static void what_is_never_claimed_is_left_out_and_folders_are_not_entered(void **state)
{
    struct claims_fixture *fixture = *state;
    static const struct advice_row advised[] = {
        {"archive", {CLAIM_NEVER, NULL}},
        {"db.old", {CLAIM_NEVER, NULL}},
    };
    SET_ADVICE(advised);
    add_text(fixture, "zones/archive/db.a.example", "@" SOA);
    add_text(fixture, "zones/db.b.example", "@" SOA);
    add_text(fixture, "zones/db.old", "@" SOA);
    add_text(fixture, "zones/sub/db.c.example", "@" SOA);
    add_text(fixture, "zones/db.d.example.bak", "@" SOA);
    add_path(fixture, "zones");
    assert_string_equal(asked, "zones/archive/\n"
                               "zones/db.b.example\n"
                               "zones/db.old\n"
                               "zones/sub/\n"
                               "zones/sub/db.c.example\n");
    assert_claims(fixture, "b.example. zones/db.b.example (file)\n"
                           "c.example. zones/sub/db.c.example (file)\n");
}

static void a_folder_that_is_given_is_searched_whatever_is_advised(void **state)
{
    struct claims_fixture *fixture = *state;
    static const struct advice_row advised[] = {{"archive", {CLAIM_NEVER, NULL}}};
    SET_ADVICE(advised);
    add_text(fixture, "archive/db.a.example", "@" SOA);
    add_path(fixture, "archive");
    assert_claims(fixture, "a.example. archive/db.a.example (file)\n");
}

static void a_piece_of_other_zones_is_no_zone_by_its_name_alone(void **state)
{
    struct claims_fixture *fixture = *state;
    static const struct advice_row advised[] = {
        {"db.head", {CLAIM_AS_FOUND, "head."}},
        {"db.tail", {CLAIM_AS_FOUND, "tail."}},
        {"db.both", {CLAIM_ALWAYS, "both."}},
    };
    SET_ADVICE(advised);
    add_text(fixture, "zones/db.a.example",
             "$INCLUDE db.head\n$INCLUDE db.tail\n$INCLUDE db.both\n");
    add_text(fixture, "zones/db.head", "@" SOA);
    add_text(fixture, "zones/db.tail", "www 3600 IN A 192.0.2.1\n");
    add_text(fixture, "zones/db.both", "ftp 3600 IN A 192.0.2.1\n");
    add_path(fixture, "zones");
    assert_claims(fixture, "a.example. zones/db.a.example (file)\n"
                           "both. zones/db.both (policy)\n");
}

static void an_option_outranks_advice(void **state)
{
    struct claims_fixture *fixture = *state;
    static const struct advice_row advised[] = {{"shared", {CLAIM_AS_FOUND, "policy.example."}}};
    SET_ADVICE(advised);
    add_text(fixture, "zones/shared", "@" SOA);
    add_option(fixture, "option.example", "zones/shared");
    add_path(fixture, "zones");
    assert_claims(fixture, "option.example. zones/shared (option)\n");
}

static void a_configuration_does_not_outrank_advice(void **state)
{
    struct claims_fixture *fixture = *state;
    static const struct advice_row advised[] = {
        {"db.other", {CLAIM_AS_FOUND, "policy.example."}},
        {"db.same", {CLAIM_AS_FOUND, "same.example."}},
    };
    SET_ADVICE(advised);
    add_text(fixture, "zones/db.other", "@" SOA);
    add_text(fixture, "zones/db.same", "@" SOA);
    add_text(fixture, "zones/db.unsaid", "@" SOA);
    add_conf(fixture, "zone \"conf.example\" { type primary; file \"zones/db.other\"; };\n"
                      "zone \"same.example\" { type primary; file \"zones/db.same\"; };\n"
                      "zone \"said.example\" { type primary; file \"zones/db.unsaid\"; };\n");
    add_path(fixture, "zones");
    assert_claims(fixture, "conf.example. zones/db.other (config)\n"
                           "same.example. zones/db.same (config)\n"
                           "said.example. zones/db.unsaid (config)\n"
                           "policy.example. zones/db.other (policy)\n"
                           "! zones/db.other: the policy says that this is zone policy.example., "
                           "the server's configuration says conf.example.: correct one of them\n");
}

static void a_map_and_a_configuration_that_contradict_each_other_are_told(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "zones/other", "@" SOA);
    add_text(fixture, "zones/same", "@" SOA);
    add_text(fixture, "zones/many", "@" SOA);
    add_named(fixture, "policy.example.", "zones/other");
    add_named(fixture, "same.example.", "zones/same");
    add_named(fixture, "a.example.", "zones/many");
    add_named(fixture, "b.example.", "zones/many");
    add_conf(fixture, "zone \"conf.example\" { type primary; file \"zones/other\"; };\n"
                      "zone \"same.example\" { type secondary; file \"zones/same\"; };\n"
                      "zone \"b.example\" { type primary; file \"zones/many\"; };\n"
                      "zone \"c.example\" { type primary; file \"zones/many\"; };\n");
    assert_claims(fixture, "policy.example. zones/other (policy)\n"
                           "a.example. zones/many (policy)\n"
                           "conf.example. zones/other (config)\n"
                           "same.example. zones/same (config)\n"
                           "b.example. zones/many (config)\n"
                           "c.example. zones/many (config)\n"
                           "! zones/other: the policy says that this is zone policy.example., "
                           "the server's configuration says conf.example.: correct one of them\n");
    assert_int_equal(fixture->claims->items.items[3].kind, ZONE_SECONDARY);
}

static void a_configuration_knows_the_view_of_a_mapped_zone(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "zones/a", "@" SOA);
    add_named(fixture, "a.example.", "zones/a");
    add_conf(fixture, "view inside { zone \"a.example\" { type primary; file \"zones/a\"; }; };\n");
    assert_claims(fixture, "inside/a.example. zones/a (config)\n");
}

static void a_file_without_an_soa_that_a_configuration_and_advice_name_is_read_for_both(
    void **state)
{
    struct claims_fixture *fixture = *state;
    static const struct advice_row advised[] = {{"db.other", {CLAIM_AS_FOUND, "policy.example."}}};
    SET_ADVICE(advised);
    add_text(fixture, "zones/db.other", "www 3600 IN A 192.0.2.1\n");
    add_text(fixture, "zones/db.a.example", "@" SOA "$INCLUDE db.other\n");
    add_conf(fixture, "zone \"conf.example\" { type primary; file \"zones/db.other\"; };\n");
    add_path(fixture, "zones");
    assert_claims(fixture, "conf.example. zones/db.other (config)\n"
                           "a.example. zones/db.a.example (file)\n"
                           "policy.example. zones/db.other (policy)\n"
                           "! zones/db.other: the policy says that this is zone policy.example., "
                           "the server's configuration says conf.example.: correct one of them\n");
}

static void an_option_outranks_a_map(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "zones/shared", "@" SOA);
    add_named(fixture, "policy.example.", "zones/shared");
    add_option(fixture, "option.example", "zones/shared");
    assert_claims(fixture, "option.example. zones/shared (option)\n");
}

static void a_mapped_file_is_claimed_for_each_of_its_zones(void **state)
{
    struct claims_fixture *fixture = *state;
    static const struct advice_row advised[] = {{"parked", {CLAIM_AS_FOUND, "b.example."}}};
    SET_ADVICE(advised);
    add_text(fixture, "zones/parked", "@" SOA);
    add_named(fixture, "a.example.", "zones/parked");
    add_named(fixture, "c.example.", "zones/parked");
    add_named(fixture, "a.example.", "zones/parked");
    add_named(fixture, "gone.example.", "zones/gone");
    add_path(fixture, "zones");
    assert_claims(fixture, "a.example. zones/parked (policy)\n"
                           "c.example. zones/parked (policy)\n"
                           "gone.example. zones/gone (policy)\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_advised_fixture, free_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_name_by_advice_outranks_text_and_file_name),
        TEST(a_given_file_takes_its_name_from_advice_and_nothing_else),
        TEST(a_wanted_file_is_claimed_whatever_it_looks_like),
        TEST(a_wanted_file_that_nothing_names_is_an_error),
        TEST(what_is_never_claimed_is_left_out_and_folders_are_not_entered),
        TEST(a_folder_that_is_given_is_searched_whatever_is_advised),
        TEST(a_piece_of_other_zones_is_no_zone_by_its_name_alone),
        TEST(an_option_outranks_advice),
        TEST(a_configuration_does_not_outrank_advice),
        TEST(a_file_without_an_soa_that_a_configuration_and_advice_name_is_read_for_both),
        TEST(a_map_and_a_configuration_that_contradict_each_other_are_told),
        TEST(a_configuration_knows_the_view_of_a_mapped_zone),
        TEST(an_option_outranks_a_map),
        TEST(a_mapped_file_is_claimed_for_each_of_its_zones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
