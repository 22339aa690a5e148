/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/temporary_folder.h"
#include "zones/discovery.h"
#include "zones/folder.h"

#define SOA " IN SOA ns.example.net. admin.example.net. 1 7200 900 604800 300\n"

struct fixture {
    struct temporary_folder folder;
    struct claims *claims;
};

static int make_fixture(void **state)
{
    struct fixture *fixture = calloc(1, sizeof(*fixture));
    if (fixture == NULL) {
        return -1;
    }
    temporary_folder_make(&fixture->folder);
    fixture->claims = claims_new();
    *state = fixture;
    return 0;
}

static int free_fixture(void **state)
{
    struct fixture *fixture = *state;
    claims_free(fixture->claims);
    temporary_folder_remove(&fixture->folder);
    free(fixture);
    return 0;
}

static const char *text(struct fixture *fixture, const char *name, const char *content)
{
    return temporary_text(&fixture->folder, name, content);
}

static void add_path(struct fixture *fixture, const char *name)
{
    claims_add_path(fixture->claims, temporary_path(&fixture->folder, name));
}

static void add_option(struct fixture *fixture, const char *zone, const char *name)
{
    struct error error;
    const char *option =
        arena_format(fixture->folder.arena, "%s=%s", zone, temporary_path(&fixture->folder, name));
    assert_int_equal(claims_add_option(fixture->claims, option, &error), STATUS_OK);
}

static void add_conf(struct fixture *fixture, const char *content)
{
    struct error error;
    const char *path = text(fixture, "named.conf", content);
    assert_int_equal(claims_add_named_conf(fixture->claims, path, &error), STATUS_OK);
}

/* A path without the folder of the test. */
static const char *inside(const struct fixture *fixture, const char *path)
{
    size_t length = strlen(fixture->folder.path);
    return strncmp(path, fixture->folder.path, length) == 0 ? path + length + 1 : path;
}

static const char *from_text(enum zone_name_from from)
{
    static const char *const texts[] = {
        [ZONE_NAME_OPTION] = "option", [ZONE_NAME_POLICY] = "policy",
        [ZONE_NAME_CONFIG] = "config", [ZONE_NAME_CONTENT] = "content",
        [ZONE_NAME_FILE] = "file",
    };
    return texts[from];
}

/* Settles; then a line for each claim, and for each error its message. */
static void assert_claims(struct fixture *fixture, const char *expected)
{
    struct arena *arena = fixture->folder.arena;
    struct claims *claims = fixture->claims;
    claims_settle(claims);
    const char *lines = "";
    for (size_t i = 0; i < claims->items.count; i++) {
        const struct zone_claim *claim = &claims->items.items[i];
        lines =
            arena_format(arena, "%s%s%s%s %s (%s)\n", lines, claim->view == NULL ? "" : claim->view,
                         claim->view == NULL ? "" : "/", claim->name == NULL ? "?" : claim->name,
                         inside(fixture, claim->path), from_text(claim->from));
    }
    for (size_t i = 0; i < claims->errors.count; i++) {
        const struct unread *error = &claims->errors.items[i];
        assert_int_equal(strncmp(error->message, error->path, strlen(error->path)), 0);
        lines = arena_format(arena, "%s! %s\n", lines, inside(fixture, error->message));
    }
    assert_string_equal(lines, expected);
}

static void an_option_names_a_zone_and_its_file(void **state)
{
    struct fixture *fixture = *state;
    struct error error;
    assert_int_equal(claims_add_option(fixture->claims, "Example.COM=a=b", &error), STATUS_OK);
    assert_int_equal(claims_add_option(fixture->claims, ".=root", &error), STATUS_OK);
    assert_claims(fixture, "example.com. a=b (option)\n"
                           ". root (option)\n");
}

static void an_option_without_name_or_file_is_refused(void **state)
{
    struct fixture *fixture = *state;
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
    struct fixture *fixture = *state;
    text(fixture, "told", "example.com." SOA);
    text(fixture, "db.example.net", "@" SOA);
    text(fixture, "notes 1", "dear reader\n");
    text(fixture, "empty", "");
    text(fixture, "page.md", "# How to\n\nWrite this:\n\nexample.org." SOA);
    text(fixture, "x.bak", "example.info." SOA);
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
    struct fixture *fixture = *state;
    assert_int_equal(mkfifo(temporary_path(&fixture->folder, "pipe"), 0600), 0);
    add_path(fixture, "missing");
    add_path(fixture, "pipe");
    assert_claims(fixture, "! missing: No such file or directory\n"
                           "! pipe: not a regular file\n");
}

static void a_given_configuration_is_read_as_one(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "zones.local", "// ours\nzone \"example.com\" { type master; file \"db\"; };\n");
    text(fixture, "broken", "options {\n");
    add_path(fixture, "zones.local");
    add_path(fixture, "broken");
    assert_claims(fixture, "example.com. db (config)\n"
                           "! broken:2: expected a statement, found the end of the file\n");
}

static void a_folder_is_searched_in_the_order_of_names(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "zones/b/db.example.net", "@" SOA);
    text(fixture, "zones/a", "example.com." SOA);
    text(fixture, "zones/c.zone", "$ORIGIN example.org.\n@" SOA);
    text(fixture, "zones/b/a/10.rev", "@" SOA);
    text(fixture, "zones/B", "$TTL 1h\nexample.info." SOA);
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
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof(passed_over) / sizeof(passed_over[0]); i++) {
        text(fixture, passed_over[i], "a." SOA);
        assert_true(folder_name_is_passed_over(passed_over[i]) ||
                    strchr(passed_over[i], '/') != NULL);
    }
    text(fixture, "db.a", "a." SOA);
    add_path(fixture, "");
    assert_claims(fixture, "a. db.a (content)\n");
}

static void files_that_are_no_text_are_passed_over(void **state)
{
    static const uint8_t wide[] = {0xff, 0xfe, 'a', 0, '.', 0, '\n', 0};
    struct fixture *fixture = *state;
    temporary_file(&fixture->folder, "db.raw", (struct bytes){(const uint8_t *)"\0\0\0\2", 4});
    temporary_file(&fixture->folder, "db.wide", (struct bytes){wide, sizeof(wide)});
    temporary_file(&fixture->folder, "wide", (struct bytes){wide, sizeof(wide)});
    assert_int_equal(mkfifo(temporary_path(&fixture->folder, "db.pipe"), 0600), 0);
    add_path(fixture, "");
    assert_claims(fixture, "! db.wide: UTF-16 text: save it as UTF-8\n");
}

static void what_is_no_zone_is_left_out(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "LICENSE", "Everybody may use this.\n\nNobody may complain.\n");
    text(fixture, "example.com.keys", "; KSK\nexample.com. IN DNSKEY 257 3 13 aGVsbG8=\n");
    text(fixture, "named.local", "zone \"a\" { type master; file \"a\"; };\n");
    text(fixture, "db.py", "import dns\n\ndef zone():\n    return dns.zone\n");
    text(fixture, "a.hosts", "127.0.0.1 localhost\n127.0.1.1 box\n::1 box\n");
    text(fixture, "README.md",
         "# Zones\n\nA zone file looks so:\n\n```\n$TTL 1h\nexample.com." SOA "```\n");
    text(fixture, "db.root",
         "; hints\n.  3600000 NS a.root-servers.net.\n"
         "a.root-servers.net. 3600000 A 198.41.0.4\n");
    add_path(fixture, "");
    assert_claims(fixture, "");
}

static void typical_names_are_claimed_without_an_soa(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "db.empty", "");
    text(fixture, "db.example.com", "@ IN SAO a. b. 1 2 3 4 5\nwww A 192.0.2.1\n");
    text(fixture, "example.net", "www A 192.0.2.1\n");
    text(fixture, "template.zone", "{% include 'soa' %}\n# ours\nwww A 192.0.2.1\n");
    add_path(fixture, "");
    assert_claims(fixture, "empty. db.empty (file)\n"
                           "example.com. db.example.com (file)\n"
                           "template. template.zone (file)\n");
}

static void slips_in_front_of_the_soa_hide_no_zone(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "a", "# ours\n// and yours\n/* and theirs */\na." SOA);
    text(fixture, "b", "forgot the semicolon\nb." SOA);
    text(fixture, "c.zone", "these lines\nare not\nof a zone\nc." SOA);
    add_path(fixture, "");
    assert_claims(fixture, "a. a (content)\n"
                           "b. b (content)\n"
                           "c. c.zone (content)\n");
}

static void a_found_file_that_nothing_names_is_an_error_when_typical(void **state)
{
    struct fixture *fixture = *state;
    const char *typical = text(fixture, "db.fd10.127", "@" SOA);
    text(fixture, "notes 1", "@" SOA);
    add_path(fixture, "");
    assert_claims(fixture, arena_format(fixture->folder.arena,
                                        "! db.fd10.127: nothing tells which zone this is: "
                                        "name it with --zone NAME=%s\n",
                                        typical));
}

static void an_option_tells_what_the_search_cannot(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "db.fd10.127", "@" SOA);
    text(fixture, "neonetwork", "@" SOA);
    add_path(fixture, "");
    add_option(fixture, "neo", "neonetwork");
    add_option(fixture, "7.2.1.0.0.1.d.f.ip6.arpa", "db.fd10.127");
    assert_claims(fixture, "neo. neonetwork (option)\n"
                           "7.2.1.0.0.1.d.f.ip6.arpa. db.fd10.127 (option)\n");
}

static void a_soa_record_may_be_included(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "a", "$ORIGIN example.com.\n$INCLUDE inc/soa\nwww A 192.0.2.1\n");
    text(fixture, "b", "$include soa.inc example.net. ; all in one\n");
    text(fixture, "c", "example.org. NS ns.example.net.\n$INCLUDE inherited\n");
    text(fixture, "inc/soa", "$TTL 1h\n$INCLUDE \"deeper\"\n");
    text(fixture, "inc/deeper", "@" SOA);
    text(fixture, "soa.inc", "@" SOA);
    text(fixture, "inherited", SOA);
    add_path(fixture, "");
    assert_claims(fixture, "example.com. a (content)\n"
                           "example.net. b (content)\n"
                           "example.org. c (content)\n");
}

static void an_included_file_that_tells_its_zone_is_a_zone_too(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "a", "$INCLUDE b\n");
    text(fixture, "b", "$ORIGIN example.com.\n@" SOA);
    add_path(fixture, "");
    assert_claims(fixture, "example.com. a (content)\n"
                           "example.com. b (content)\n");
}

static void a_file_included_again_and_again_hides_no_other(void **state)
{
    struct fixture *fixture = *state;
    const char *content = "$ORIGIN example.com.\n";
    for (int i = 0; i < 100; i++) {
        content = arena_format(fixture->folder.arena, "%s$INCLUDE common\n", content);
    }
    text(fixture, "a", arena_format(fixture->folder.arena, "%s$INCLUDE soa\n", content));
    text(fixture, "common", "$TTL 1h\n");
    text(fixture, "soa", "@" SOA);
    add_path(fixture, "");
    assert_claims(fixture, "example.com. a (content)\n");
}

static void includes_in_circles_end(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "a.zone", "$INCLUDE a.zone\n$INCLUDE b.zone\n$INCLUDE missing\n");
    text(fixture, "b.zone", "$INCLUDE a.zone\n$INCLUDE b.zone\n");
    add_path(fixture, "");
    assert_claims(fixture, "a. a.zone (file)\n");
}

static void files_that_are_only_included_are_no_zones(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "db.example.com",
         "@" SOA "$INCLUDE hosts.db\n"
         "\"$INCLUDE not.db\"\n$INCLUDEX not.db\n $INCLUDE not.db\n");
    text(fixture, "hosts.db", "www A 192.0.2.1\n$Include\tparts/mail.db mail\r\n");
    text(fixture, "parts/mail.db", "@ MX 10 www\n$INCLUDE other\n");
    text(fixture, "parts/other", "$INCLUDE ../last.db\n");
    text(fixture, "last.db", "@ TXT last\n");
    text(fixture, "not.db", "@ TXT not\n");
    text(fixture, "parts/zone.db", "sub.example.com." SOA);
    text(fixture, "db.example.net", "@" SOA "$INCLUDE parts/zone.db");
    add_path(fixture, "");
    assert_claims(fixture, "example.com. db.example.com (file)\n"
                           "example.net. db.example.net (file)\n"
                           "not. not.db (file)\n"
                           "sub.example.com. parts/zone.db (content)\n");
}

static void of_files_without_an_soa_the_outermost_stays(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "a.zone", "$INCLUDE b.zone\n");
    text(fixture, "b.zone", "$INCLUDE a.zone\n");
    text(fixture, "c.zone", "$INCLUDE a.zone\n");
    add_path(fixture, "");
    assert_claims(fixture, "c. c.zone (file)\n");
}

static void includes_of_another_folder_and_of_a_configuration_count(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "dns/one/db.a", "@" SOA "$INCLUDE ../two/b.db\n");
    text(fixture, "dns/two/b.db", "www A 192.0.2.1\n");
    text(fixture, "dns/two/c.db", "www A 192.0.2.1\n");
    text(fixture, "dns/three/db.d", "@" SOA "$INCLUDE two/c.db\n"); /* from the directory */
    add_path(fixture, "dns/two");
    add_path(fixture, "dns/one");
    add_conf(fixture, "options { directory \"dns\"; };\n"
                      "zone \"d\" { type master; file \"three/db.d\"; };\n");
    assert_claims(fixture, "a. dns/one/db.a (file)\n"
                           "d. dns/three/db.d (config)\n");
}

static void a_given_file_stays_although_another_includes_it(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "db.a", "@" SOA "$INCLUDE b.db\n");
    text(fixture, "b.db", "www A 192.0.2.1\n");
    add_path(fixture, "db.a");
    add_path(fixture, "b.db");
    assert_claims(fixture, "a. db.a (file)\n"
                           "b. b.db (file)\n");
}

static void a_file_with_two_names_is_claimed_once(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "zones/db.example.com", "@" SOA);
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
    struct fixture *fixture = *state;
    text(fixture, "db.example.com", "@" SOA);
    temporary_link(&fixture->folder, "current", "db.example.com");
    add_path(fixture, "");
    assert_claims(fixture, "example.com. db.example.com (file)\n");
}

static void a_linked_folder_is_searched_when_it_is_given(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "real/db.a", "a." SOA);
    temporary_link(&fixture->folder, "link", "real");
    add_path(fixture, "link");
    assert_claims(fixture, "a. link/db.a (content)\n");
}

static void what_is_told_twice_counts_once(void **state)
{
    struct fixture *fixture = *state;
    text(fixture, "db.a", "a." SOA);
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
    struct fixture *fixture = *state;
    text(fixture, "db.shared", "@" SOA);
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
    struct fixture *fixture = *state;
    text(fixture, "one", "a." SOA);
    text(fixture, "two", "a." SOA);
    add_path(fixture, "");
    assert_claims(fixture, "a. one (content)\n"
                           "a. two (content)\n");
}

static void an_unreadable_file_is_an_error_and_the_rest_is_read(void **state)
{
    struct fixture *fixture = *state;
    if (geteuid() == 0) {
        skip(); /* to root nothing is unreadable */
    }
    const char *path = text(fixture, "db.a", "a." SOA);
    text(fixture, "db.b", "b." SOA);
    assert_int_equal(chmod(path, 0), 0);
    add_path(fixture, "");
    assert_claims(fixture, "b. db.b (content)\n"
                           "! db.a: Permission denied\n");
}

static void a_deep_tree_is_left_at_the_limit(void **state)
{
    struct fixture *fixture = *state;
    const char *path = "x";
    for (int i = 0; i < FOLDER_DEPTH_MAX + 2; i++) {
        path = arena_format(fixture->folder.arena, "%s/x", path);
    }
    text(fixture, arena_format(fixture->folder.arena, "%s/db.a", path), "a." SOA);
    text(fixture, "x/db.b", "b." SOA);
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
    struct fixture *fixture = *state;
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
    struct fixture *fixture = *state;
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
