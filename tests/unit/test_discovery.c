/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/claims_fixture.h"
#include "zones/folder.h"

#define SOA " IN SOA ns.example.net. admin.example.net. 1 7200 900 604800 300\n"

static void an_option_names_a_zone_and_its_file(void **state)
{
    struct claims_fixture *fixture = *state;
    struct error error;
    assert_int_equal(claims_add_option(fixture->claims, "Example.COM=a=b", &error), STATUS_OK);
    assert_int_equal(claims_add_option(fixture->claims, ".=root", &error), STATUS_OK);
    assert_claims(fixture, "example.com. a=b (option)\n"
                           ". root (option)\n");
}

static void an_option_without_name_or_file_is_refused(void **state)
{
    struct claims_fixture *fixture = *state;
    static const struct {
        const char *option;
        const char *message;
    } cases[] = {
        {"example.com", "--zone example.com: expected NAME=FILE"},
        {"example.com=", "--zone example.com=: expected NAME=FILE"},
        {"=file", "--zone =file:  is no domain name"},
        {"a..b=file", "--zone a..b=file: a..b is no domain name"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct error error;
        assert_int_equal(claims_add_option(fixture->claims, cases[i].option, &error),
                         STATUS_FAILED);
        assert_string_equal(error.text, cases[i].message);
    }
    assert_claims(fixture, "");
}

static void a_given_file_is_claimed_as_it_is(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "told", "example.com." SOA);
    add_text(fixture, "db.example.net", "@" SOA);
    add_text(fixture, "notes 1", "dear reader\n");
    add_text(fixture, "empty", "");
    add_text(fixture, "page.md", "# How to\n\nWrite this:\n\nexample.org." SOA);
    add_text(fixture, "x.bak", "example.info." SOA);
    add_path(fixture, "told");
    add_path(fixture, "db.example.net");
    add_path(fixture, "notes 1");
    add_path(fixture, "empty");
    add_path(fixture, "page.md");
    add_path(fixture, "x.bak");
    assert_claims(fixture, "example.com. told (content)\n"
                           "example.net. db.example.net (file)\n"
                           "? notes 1 (file)\n"
                           "empty. empty (file)\n"
                           "example.org. page.md (content)\n"
                           "example.info. x.bak (content)\n");
}

static void a_given_path_that_cannot_be_read_is_an_error(void **state)
{
    struct claims_fixture *fixture = *state;
    assert_int_equal(mkfifo(temporary_path(&fixture->folder, "pipe"), 0600), 0);
    add_path(fixture, "missing");
    add_path(fixture, "pipe");
    assert_claims(fixture, "! missing: No such file or directory\n"
                           "! pipe: not a regular file\n");
}

static void a_given_configuration_is_read_as_one(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "zones.local",
             "// ours\nzone \"example.com\" { type master; file \"db\"; };\n");
    add_text(fixture, "broken", "options {\n");
    add_path(fixture, "zones.local");
    add_path(fixture, "broken");
    assert_claims(fixture, "example.com. db (config)\n"
                           "! broken:2: expected a statement, found the end of the file\n");
}

static void a_folder_is_searched_in_the_order_of_names(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "zones/b/db.example.net", "@" SOA);
    add_text(fixture, "zones/a", "example.com." SOA);
    add_text(fixture, "zones/c.zone", "$ORIGIN example.org.\n@" SOA);
    add_text(fixture, "zones/b/a/10.rev", "@" SOA);
    add_text(fixture, "zones/B", "$TTL 1h\nexample.info." SOA);
    add_path(fixture, "zones/");
    assert_claims(fixture, "example.info. zones/B (content)\n"
                           "example.com. zones/a (content)\n"
                           "10.in-addr.arpa. zones/b/a/10.rev (file)\n"
                           "example.net. zones/b/db.example.net (file)\n"
                           "example.org. zones/c.zone (content)\n");
}

static void copies_journals_and_hidden_files_are_passed_over(void **state)
{
    static const char *const passed_over[] = {
        ".hidden",     "db.a~",        "db.a.bak",        "db.a.orig",     "db.a.rej",
        "db.a.swp",    "db.a.jnl",     "db.a.jbk",        "db.a.signed",   "db.a.save",
        "db.a.rpmnew", "db.a.rpmsave", "db.a.dpkg-dist",  "db.a.dpkg-old", "db.a.gz",
        "db.a.zst",    "db.a.BAK",     "a.conf",          "Ka.+013+1.key", "Ka.+013+1.private",
        ".git/db.a",   "old.bak/db.a", "Ka.+013+1.state",
    };
    struct claims_fixture *fixture = *state;
    for (size_t i = 0; i < sizeof(passed_over) / sizeof(passed_over[0]); i++) {
        add_text(fixture, passed_over[i], "a." SOA);
        assert_true(folder_name_is_passed_over(passed_over[i]) ||
                    strchr(passed_over[i], '/') != NULL);
    }
    add_text(fixture, "db.a", "a." SOA);
    add_path(fixture, "");
    assert_claims(fixture, "a. db.a (content)\n");
}

static void files_that_are_no_text_are_passed_over(void **state)
{
    static const uint8_t wide[] = {0xff, 0xfe, 'a', 0, '.', 0, '\n', 0};
    struct claims_fixture *fixture = *state;
    temporary_file(&fixture->folder, "db.raw", (struct bytes){(const uint8_t *)"\0\0\0\2", 4});
    temporary_file(&fixture->folder, "db.wide", (struct bytes){wide, sizeof(wide)});
    temporary_file(&fixture->folder, "wide", (struct bytes){wide, sizeof(wide)});
    assert_int_equal(mkfifo(temporary_path(&fixture->folder, "db.pipe"), 0600), 0);
    add_path(fixture, "");
    assert_claims(fixture, "! db.wide: UTF-16 text: save it as UTF-8\n");
}

static void what_is_no_zone_is_left_out(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "LICENSE", "Everybody may use this.\n\nNobody may complain.\n");
    add_text(fixture, "example.com.keys", "; KSK\nexample.com. IN DNSKEY 257 3 13 aGVsbG8=\n");
    add_text(fixture, "named.local", "zone \"a\" { type master; file \"a\"; };\n");
    add_text(fixture, "db.py", "import dns\n\ndef zone():\n    return dns.zone\n");
    add_text(fixture, "a.hosts", "127.0.0.1 localhost\n127.0.1.1 box\n::1 box\n");
    add_text(fixture, "README.md",
             "# Zones\n\nA zone file looks so:\n\n```\n$TTL 1h\nexample.com." SOA "```\n");
    add_text(fixture, "db.root",
             "; hints\n.  3600000 NS a.root-servers.net.\n"
             "a.root-servers.net. 3600000 A 198.41.0.4\n");
    add_path(fixture, "");
    assert_claims(fixture, "");
}

static void typical_names_are_claimed_without_an_soa(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "db.empty", "");
    add_text(fixture, "db.example.com", "@ IN SAO a. b. 1 2 3 4 5\nwww A 192.0.2.1\n");
    add_text(fixture, "example.net", "www A 192.0.2.1\n");
    add_text(fixture, "template.zone", "{% include 'soa' %}\n# ours\nwww A 192.0.2.1\n");
    add_path(fixture, "");
    assert_claims(fixture, "empty. db.empty (file)\n"
                           "example.com. db.example.com (file)\n"
                           "template. template.zone (file)\n");
}

static void slips_in_front_of_the_soa_hide_no_zone(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "a", "# ours\n// and yours\n/* and theirs */\na." SOA);
    add_text(fixture, "b", "forgot the semicolon\nb." SOA);
    add_text(fixture, "c.zone", "these lines\nare not\nof a zone\nc." SOA);
    add_path(fixture, "");
    assert_claims(fixture, "a. a (content)\n"
                           "b. b (content)\n"
                           "c. c.zone (content)\n");
}

static void a_found_file_that_nothing_names_is_an_error_when_typical(void **state)
{
    struct claims_fixture *fixture = *state;
    const char *typical = add_text(fixture, "db.fd10.127", "@" SOA);
    add_text(fixture, "notes 1", "@" SOA);
    add_path(fixture, "");
    assert_claims(fixture, arena_format(fixture->folder.arena,
                                        "! db.fd10.127: nothing tells which zone this is: "
                                        "name it with --zone NAME=%s\n",
                                        typical));
}

static void an_option_tells_what_the_search_cannot(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "db.fd10.127", "@" SOA);
    add_text(fixture, "neonetwork", "@" SOA);
    add_path(fixture, "");
    add_option(fixture, "neo", "neonetwork");
    add_option(fixture, "7.2.1.0.0.1.d.f.ip6.arpa", "db.fd10.127");
    assert_claims(fixture, "neo. neonetwork (option)\n"
                           "7.2.1.0.0.1.d.f.ip6.arpa. db.fd10.127 (option)\n");
}

static void a_soa_record_may_be_included(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "a", "$ORIGIN example.com.\n$INCLUDE inc/soa\nwww A 192.0.2.1\n");
    add_text(fixture, "b", "$include soa.inc example.net. ; all in one\n");
    add_text(fixture, "c", "example.org. NS ns.example.net.\n$INCLUDE inherited\n");
    add_text(fixture, "inc/soa", "$TTL 1h\n$INCLUDE \"deeper\"\n");
    add_text(fixture, "inc/deeper", "@" SOA);
    add_text(fixture, "soa.inc", "@" SOA);
    add_text(fixture, "inherited", SOA);
    add_path(fixture, "");
    assert_claims(fixture, "example.com. a (content)\n"
                           "example.net. b (content)\n"
                           "example.org. c (content)\n");
}

static void an_included_file_that_tells_its_zone_is_a_zone_too(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "a", "$INCLUDE b\n");
    add_text(fixture, "b", "$ORIGIN example.com.\n@" SOA);
    add_path(fixture, "");
    assert_claims(fixture, "example.com. a (content)\n"
                           "example.com. b (content)\n");
}

static void a_file_included_again_and_again_hides_no_other(void **state)
{
    struct claims_fixture *fixture = *state;
    const char *content = "$ORIGIN example.com.\n";
    for (int i = 0; i < 100; i++) {
        content = arena_format(fixture->folder.arena, "%s$INCLUDE common\n", content);
    }
    add_text(fixture, "a", arena_format(fixture->folder.arena, "%s$INCLUDE soa\n", content));
    add_text(fixture, "common", "$TTL 1h\n");
    add_text(fixture, "soa", "@" SOA);
    add_path(fixture, "");
    assert_claims(fixture, "example.com. a (content)\n");
}

static void includes_in_circles_end(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "a.zone", "$INCLUDE a.zone\n$INCLUDE b.zone\n$INCLUDE missing\n");
    add_text(fixture, "b.zone", "$INCLUDE a.zone\n$INCLUDE b.zone\n");
    add_path(fixture, "");
    assert_claims(fixture, "a. a.zone (file)\n");
}

static void files_that_are_only_included_are_no_zones(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "db.example.com",
             "@" SOA "$INCLUDE hosts.db\n"
             "\"$INCLUDE not.db\"\n$INCLUDEX not.db\n $INCLUDE not.db\n");
    add_text(fixture, "hosts.db", "www A 192.0.2.1\n$Include\tparts/mail.db mail\r\n");
    add_text(fixture, "parts/mail.db", "@ MX 10 www\n$INCLUDE other\n");
    add_text(fixture, "parts/other", "$INCLUDE ../last.db\n");
    add_text(fixture, "last.db", "@ TXT last\n");
    add_text(fixture, "not.db", "@ TXT not\n");
    add_text(fixture, "parts/zone.db", "sub.example.com." SOA);
    add_text(fixture, "db.example.net", "@" SOA "$INCLUDE parts/zone.db");
    add_path(fixture, "");
    assert_claims(fixture, "example.com. db.example.com (file)\n"
                           "example.net. db.example.net (file)\n"
                           "not. not.db (file)\n"
                           "sub.example.com. parts/zone.db (content)\n");
}

static void of_files_without_an_soa_the_outermost_stays(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "a.zone", "$INCLUDE b.zone\n");
    add_text(fixture, "b.zone", "$INCLUDE a.zone\n");
    add_text(fixture, "c.zone", "$INCLUDE a.zone\n");
    add_path(fixture, "");
    assert_claims(fixture, "c. c.zone (file)\n");
}

static void includes_of_another_folder_and_of_a_configuration_count(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "dns/one/db.a", "@" SOA "$INCLUDE ../two/b.db\n");
    add_text(fixture, "dns/two/b.db", "www A 192.0.2.1\n");
    add_text(fixture, "dns/two/c.db", "www A 192.0.2.1\n");
    add_text(fixture, "dns/three/db.d", "@" SOA "$INCLUDE two/c.db\n"); /* from the directory */
    add_path(fixture, "dns/two");
    add_path(fixture, "dns/one");
    add_conf(fixture, "options { directory \"dns\"; };\n"
                      "zone \"d\" { type master; file \"three/db.d\"; };\n");
    assert_claims(fixture, "a. dns/one/db.a (file)\n"
                           "d. dns/three/db.d (config)\n");
}

static void a_given_file_stays_although_another_includes_it(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "db.a", "@" SOA "$INCLUDE b.db\n");
    add_text(fixture, "b.db", "www A 192.0.2.1\n");
    add_path(fixture, "db.a");
    add_path(fixture, "b.db");
    assert_claims(fixture, "a. db.a (file)\n"
                           "b. b.db (file)\n");
}

static void a_file_with_two_names_is_claimed_once(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "zones/db.example.com", "@" SOA);
    temporary_link(&fixture->folder, "zones/current", "db.example.com");
    temporary_link(&fixture->folder, "zones/again", "../zones");
    temporary_link(&fixture->folder, "zones/nothing", "nowhere");
    temporary_link(&fixture->folder, "zones/db.nothing", "nowhere");
    add_path(fixture, "zones");
    add_path(fixture, "zones");
    add_path(fixture, "zones/db.example.com");
    add_path(fixture, "zones/./db.example.com");
    assert_claims(fixture, "example.com. zones/db.example.com (file)\n"
                           "! zones/db.nothing: No such file or directory\n"
                           "! zones/db.nothing: No such file or directory\n");
}

static void the_name_that_is_no_link_is_kept(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "db.example.com", "@" SOA);
    temporary_link(&fixture->folder, "current", "db.example.com");
    add_path(fixture, "");
    assert_claims(fixture, "example.com. db.example.com (file)\n");
}

static void a_linked_folder_is_searched_when_it_is_given(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "real/db.a", "a." SOA);
    temporary_link(&fixture->folder, "link", "real");
    add_path(fixture, "link");
    assert_claims(fixture, "a. link/db.a (content)\n");
}

static void what_is_told_twice_counts_once(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "db.a", "a." SOA);
    add_option(fixture, "a", "db.a");
    add_option(fixture, "A.", "db.a");
    add_option(fixture, "b", "db.a");
    add_option(fixture, "c", "missing");
    add_option(fixture, "c", "missing");
    add_option(fixture, "c", "missing-too");
    add_conf(fixture, "zone \"a\" { type master; file \"db.a\"; };\n");
    assert_claims(fixture, "a. db.a (option)\n"
                           "b. db.a (option)\n"
                           "c. missing (option)\n"
                           "c. missing-too (option)\n");
}

static void a_configuration_outranks_paths_and_keeps_views_apart(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "db.shared", "@" SOA);
    add_path(fixture, "db.shared");
    add_path(fixture, "");
    add_conf(fixture, "view x { zone a { type master; file db.shared; };\n"
                      "         zone b { type master; file db.shared; }; };\n"
                      "view y { zone a { type master; file db.shared; }; };\n");
    assert_claims(fixture, "x/a. db.shared (config)\n"
                           "x/b. db.shared (config)\n"
                           "y/a. db.shared (config)\n");
}

static void two_files_may_claim_one_zone(void **state)
{
    struct claims_fixture *fixture = *state;
    add_text(fixture, "one", "a." SOA);
    add_text(fixture, "two", "a." SOA);
    add_path(fixture, "");
    assert_claims(fixture, "a. one (content)\n"
                           "a. two (content)\n");
}

static void an_unreadable_file_is_an_error_and_the_rest_is_read(void **state)
{
    struct claims_fixture *fixture = *state;
    if (geteuid() == 0) {
        skip(); /* to root nothing is unreadable */
    }
    const char *path = add_text(fixture, "db.a", "a." SOA);
    add_text(fixture, "db.b", "b." SOA);
    assert_int_equal(chmod(path, 0), 0);
    add_path(fixture, "");
    assert_claims(fixture, "b. db.b (content)\n"
                           "! db.a: Permission denied\n");
}

static void a_deep_tree_is_left_at_the_limit(void **state)
{
    struct claims_fixture *fixture = *state;
    const char *path = "x";
    for (int i = 0; i < FOLDER_DEPTH_MAX + 2; i++) {
        path = arena_format(fixture->folder.arena, "%s/x", path);
    }
    add_text(fixture, arena_format(fixture->folder.arena, "%s/db.a", path), "a." SOA);
    add_text(fixture, "x/db.b", "b." SOA);
    add_path(fixture, "");
    claims_settle(fixture->claims);
    assert_int_equal(fixture->claims->items.count, 1);
    assert_int_equal(fixture->claims->errors.count, 1);
    assert_non_null(strstr(fixture->claims->errors.items[0].message, "more than 64 folders deep"));
}

/* The SOA record is found behind each of the pieces in which the start of a file is read. */
static void a_late_soa_is_found(void **state)
{
    static const size_t sizes[] = {100, 8100, 8191, 8192, 8193, 65536, 70000, 1000000};
    struct claims_fixture *fixture = *state;
    const char *expected = "";
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct buffer late = {0};
        buffer_add_string(&late, "$ORIGIN a.example.\nkeys TXT ( ; to be closed behind the cut\n");
        while (late.length < sizes[i]) {
            buffer_add_string(&late, "  \"SOA 123\"\n");
        }
        buffer_add_string(&late, ")\n@" SOA);
        const char *name = arena_format(fixture->folder.arena, "late%zu", i);
        temporary_file(&fixture->folder, name, buffer_bytes(&late));
        buffer_free(&late);
        expected =
            arena_format(fixture->folder.arena, "%sa.example. %s (content)\n", expected, name);
    }
    add_path(fixture, "");
    assert_claims(fixture, expected);
}

/* Wherever the first piece of a file ends, half a line of it is not taken for a stray. */
static void a_line_cut_in_two_is_no_stray(void **state)
{
    enum { PIECE = 8192, SHIFTS = 60 };
    struct claims_fixture *fixture = *state;
    const char *expected = "";
    for (size_t shift = 0; shift < SHIFTS; shift++) {
        struct buffer content = {0};
        buffer_add_string(&content, "one slip\n;");
        while (content.length < PIECE - shift) {
            buffer_add_byte(&content, '-');
        }
        buffer_add_string(&content, "\na.example." SOA);
        const char *name = arena_format(fixture->folder.arena, "cut%02zu", shift);
        temporary_file(&fixture->folder, name, buffer_bytes(&content));
        buffer_free(&content);
        expected =
            arena_format(fixture->folder.arena, "%sa.example. %s (content)\n", expected, name);
    }
    add_path(fixture, "");
    assert_claims(fixture, expected);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_fixture, free_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_option_names_a_zone_and_its_file),
        TEST(an_option_without_name_or_file_is_refused),
        TEST(a_given_file_is_claimed_as_it_is),
        TEST(a_given_path_that_cannot_be_read_is_an_error),
        TEST(a_given_configuration_is_read_as_one),
        TEST(a_folder_is_searched_in_the_order_of_names),
        TEST(copies_journals_and_hidden_files_are_passed_over),
        TEST(files_that_are_no_text_are_passed_over),
        TEST(what_is_no_zone_is_left_out),
        TEST(typical_names_are_claimed_without_an_soa),
        TEST(slips_in_front_of_the_soa_hide_no_zone),
        TEST(a_found_file_that_nothing_names_is_an_error_when_typical),
        TEST(an_option_tells_what_the_search_cannot),
        TEST(a_soa_record_may_be_included),
        TEST(an_included_file_that_tells_its_zone_is_a_zone_too),
        TEST(a_file_included_again_and_again_hides_no_other),
        TEST(includes_in_circles_end),
        TEST(files_that_are_only_included_are_no_zones),
        TEST(of_files_without_an_soa_the_outermost_stays),
        TEST(includes_of_another_folder_and_of_a_configuration_count),
        TEST(a_given_file_stays_although_another_includes_it),
        TEST(a_file_with_two_names_is_claimed_once),
        TEST(the_name_that_is_no_link_is_kept),
        TEST(a_linked_folder_is_searched_when_it_is_given),
        TEST(what_is_told_twice_counts_once),
        TEST(a_configuration_outranks_paths_and_keeps_views_apart),
        TEST(two_files_may_claim_one_zone),
        TEST(an_unreadable_file_is_an_error_and_the_rest_is_read),
        TEST(a_deep_tree_is_left_at_the_limit),
        TEST(a_late_soa_is_found),
        TEST(a_line_cut_in_two_is_no_stray),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
