/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/support/temporary_folder.h"
#include "zones/conf_token.h"
#include "zones/named_conf.h"

struct fixture {
    struct temporary_folder folder;
    struct named_conf conf;
    struct error error;
};

static int make_fixture(void **state)
{
    struct fixture *fixture = calloc(1, sizeof(*fixture));
    if (fixture == NULL) {
        return -1;
    }
    temporary_folder_make(&fixture->folder);
    named_conf_start(&fixture->conf, fixture->folder.arena);
    *state = fixture;
    return 0;
}

static int free_fixture(void **state)
{
    struct fixture *fixture = *state;
    named_conf_end(&fixture->conf);
    temporary_folder_remove(&fixture->folder);
    free(fixture);
    return 0;
}

/* Reads `text` as named.conf of the folder. */
static enum status read_conf(struct fixture *fixture, const char *text)
{
    const char *path = temporary_text(&fixture->folder, "named.conf", text);
    return named_conf_read(&fixture->conf, path, &fixture->error);
}

/* The claims and then the errors, a line for each; the folder's own path is left out. */
static char *summary(const struct fixture *fixture)
{
    struct arena *arena = fixture->folder.arena;
    size_t folder = strlen(fixture->folder.path) + 1;
    char *lines = arena_copy_string(arena, "");
    for (size_t i = 0; i < fixture->conf.zones.count; i++) {
        const struct zone_claim *claim = &fixture->conf.zones.items[i];
        bool inside = strncmp(claim->path, fixture->folder.path, folder - 1) == 0;
        assert_int_equal(claim->from, ZONE_NAME_CONFIG);
        lines = arena_format(arena, "%s%s%s%s %s%s%s\n", lines,
                             claim->view == NULL ? "" : claim->view, claim->view == NULL ? "" : "/",
                             claim->name, inside ? claim->path + folder : claim->path,
                             claim->kind == ZONE_SECONDARY ? " secondary" : "",
                             claim->dynamic ? " dynamic" : "");
    }
    for (size_t i = 0; i < fixture->conf.errors.count; i++) {
        const struct conf_error *error = &fixture->conf.errors.items[i];
        assert_int_equal(strncmp(error->message, error->path, strlen(error->path)), 0);
        lines = arena_format(arena, "%s%s\n", lines, error->message + folder);
    }
    return lines;
}

static void assert_conf(struct fixture *fixture, const char *text, const char *expected)
{
    if (read_conf(fixture, text) != STATUS_OK) {
        fail_msg("%s", fixture->error.text);
    }
    assert_string_equal(summary(fixture), expected);
}

static void zones_have_names_types_and_files(void **state)
{
    struct fixture *fixture = *state;
    temporary_text(&fixture->folder, "copy", "text");
    assert_conf(fixture,
                "zone \"example.com\" { type master; file \"db.example.com\"; };\n"
                "zone Example.NET. IN { file db.example.net; type primary; };\n"
                "zone \".\" { type primary; file \"root\"; };\n"
                "zone \"a\" { type secondary; file \"copy\"; };\n"
                "zone \"b\" { type slave; file \"copy\"; masters { 192.0.2.1; }; };\n"
                "zone \"c\" { type mirror; file \"copy\"; };\n",
                "example.com. db.example.com\n"
                "example.net. db.example.net\n"
                ". root\n"
                "a. copy secondary\n"
                "b. copy secondary\n"
                "c. copy secondary\n");
}

static void zones_without_a_file_of_their_own_are_left_out(void **state)
{
    struct fixture *fixture = *state;
    temporary_file(&fixture->folder, "raw", (struct bytes){(const uint8_t *)"\0\0\0\2", 4});
    assert_conf(fixture,
                "zone \".\" { type hint; file \"db.root\"; };\n"
                "zone \"a\" { type forward; forwarders { 192.0.2.1; }; };\n"
                "zone \"b\" { type stub; file \"b\"; };\n"
                "zone \"c\" { type static-stub; };\n"
                "zone \"d\" { type redirect; file \"d\"; };\n"
                "zone \"e\" { type delegation-only; };\n"
                "zone \"f\" { in-view \"x\"; };\n"
                "zone \"g\" { type primary; database \"sample\"; };\n"
                "zone \"h\" { type primary; dlz \"other\"; };\n"
                "zone \"i\" { type secondary; };\n"
                "zone \"j\" { type secondary; file \"not-transferred-yet\"; };\n"
                "zone \"k\" { type secondary; file \"raw\"; };\n",
                "");
}

static void comments_of_all_three_languages_are_passed_over(void **state)
{
    assert_conf(*state,
                "/* zone \"no\" { type master; file \"no\"; };\n"
                " */ // zone { {\n"
                "# zone \"no\" {\n"
                "zone/**/\"a\" { # }\n"
                "  type master; /* file \"b\"; */ file \"a//b#c/*\"; // }\n"
                "};",
                "a. a//b#c/*\n");
}

static void quotes_in_strings_are_escaped(void **state)
{
    assert_conf(*state, "zone \"a\" { type master; file \"say \\\"a\\\" \\\\ {;}\"; };",
                "a. say \"a\" \\\\ {;}\n");
}

static void other_statements_are_passed_over_with_their_blocks(void **state)
{
    assert_conf(*state,
                "acl \"inside\" { 10/8; !{ 10.1/16; }; };\n"
                "key k { algorithm hmac-sha256; secret \"c2VjcmV0\"; };\n"
                "logging { channel c { file \"log\" versions 3; }; category default { c; }; };\n"
                "controls { inet 127.0.0.1 port 953 allow { localhost; } keys { k; }; };\n"
                "plugin query \"filter.so\" { anything; };\n"
                "dyndb \"x\" \"lib.so\" { zone \"no\" { type master; file \"no\"; }; };\n"
                "options {\n"
                "  response-policy { zone \"rpz\"; } break-dnssec yes;\n"
                "  listen-on port 53 { any; };\n"
                "  zone-statistics yes;\n"
                "};\n"
                "zone \"a\" { type master; file \"a\"; also-notify { 192.0.2.1 key k; }; };\n",
                "a. a\n");
}

static void views_are_apart_and_lend_their_class(void **state)
{
    struct fixture *fixture = *state;
    assert_conf(fixture,
                "view \"inside\" { match-clients { 10/8; };\n"
                "  zone \"a\" { type master; file \"inside/a\"; }; };\n"
                "view outside IN { zone \"a\" { type master; file \"outside/a\"; }; };\n"
                "view \"bind\" chaos { zone \"b\" { type master; file \"b\"; }; };\n"
                "zone \"c\" { type master; file \"c\"; };\n",
                "inside/a. inside/a\n"
                "outside/a. outside/a\n"
                "bind/b. b\n"
                "c. c\n");
    assert_int_equal(fixture->conf.zones.items[0].class, CLASS_IN);
    assert_int_equal(fixture->conf.zones.items[1].class, CLASS_IN);
    assert_int_equal(fixture->conf.zones.items[2].class, CLASS_CH);
    assert_int_equal(fixture->conf.zones.items[3].class, CLASS_IN);
}

static void one_file_may_hold_many_zones(void **state)
{
    assert_conf(*state,
                "zone \"a\" { type master; file \"parking\"; };\n"
                "zone \"b\" { type master; file \"parking\"; };\n",
                "a. parking\n"
                "b. parking\n");
}

static void updates_make_a_zone_dynamic(void **state)
{
    assert_conf(*state,
                "zone \"a\" { type master; file \"a\"; allow-update { none; }; };\n"
                "zone \"b\" { type master; file \"b\"; allow-update { }; };\n"
                "zone \"c\" { type master; file \"c\"; allow-update { key k; }; };\n"
                "zone \"d\" { type master; file \"d\"; update-policy local; };\n"
                "zone \"e\" { type master; file \"e\"; update-policy { grant k zonesub ANY; }; };\n"
                "zone \"f\" { type master; file \"f\"; update-policy none; };\n",
                "a. a\n"
                "b. b\n"
                "c. c dynamic\n"
                "d. d dynamic\n"
                "e. e dynamic\n"
                "f. f\n");
}

static void the_nearest_allow_update_counts(void **state)
{
    assert_conf(*state,
                "view \"x\" { allow-update { none; };\n"
                "  zone \"a\" { type master; file \"a\"; };\n"
                "  zone \"b\" { type master; file \"b\"; allow-update { any; }; }; };\n"
                "view \"y\" { zone \"c\" { type master; file \"c\"; }; };\n"
                "options { allow-update { any; }; };\n",
                "x/a. a\n"
                "x/b. b dynamic\n"
                "y/c. c dynamic\n");
}

static void paths_are_relative_to_the_directory_wherever_it_stands(void **state)
{
    struct fixture *fixture = *state;
    temporary_text(&fixture->folder, "zones/a", "");
    assert_conf(fixture,
                "zone \"a\" { type master; file \"a\"; };\n"
                "options { directory \"zones\"; };\n"
                "zone \"b\" { type master; file \"/elsewhere/b\"; };\n",
                "a. zones/a\n"
                "b. /elsewhere/b\n");
    assert_string_equal(fixture->conf.zones.items[0].include_root,
                        temporary_path(&fixture->folder, "zones"));
}

static void paths_of_the_server_are_found_in_a_copy(void **state)
{
    struct fixture *fixture = *state;
    temporary_text(&fixture->folder, "nowhere/zones/whole", "");
    temporary_text(&fixture->folder, "zones/part", "");
    temporary_text(&fixture->folder, "zones/short", "");
    temporary_text(&fixture->folder, "base", "");
    temporary_text(&fixture->folder, "named.conf.local",
                   "zone \"e\" { type master; file \"base\"; };\n");
    assert_conf(fixture,
                "options { directory \"/nowhere\"; };\n"
                "zone \"a\" { type master; file \"/nowhere/zones/whole\"; };\n"
                "zone \"b\" { type master; file \"zones/part\"; };\n"
                "zone \"c\" { type master; file \"/nowhere/else/base\"; };\n"
                "zone \"d\" { type master; file \"missing\"; };\n"
                "include \"/nowhere/etc/named.conf.local\";\n",
                "a. nowhere/zones/whole\n"
                "b. zones/part\n"
                "c. base\n"
                "d. /nowhere/missing\n"
                "e. base\n");
    assert_memory_equal(fixture->conf.zones.items[0].include_root, fixture->folder.path,
                        strlen(fixture->folder.path));
}

static void includes_work_in_every_block(void **state)
{
    struct fixture *fixture = *state;
    temporary_text(&fixture->folder, "options.inc", "directory \"zones\";\n");
    temporary_text(&fixture->folder, "zones/view.inc", "zone \"a\" { include \"zone.inc\"; };\n");
    temporary_text(&fixture->folder, "zones/zone.inc", "type master; file \"a\";\n");
    assert_conf(fixture,
                "options { include \"options.inc\"; };\n"
                "view \"x\" { include \"view.inc\"; };\n",
                "x/a. zones/a\n");
}

static void an_include_without_a_directory_is_beside_its_file(void **state)
{
    struct fixture *fixture = *state;
    temporary_text(&fixture->folder, "etc/one.conf", "include \"two.conf\";\n");
    temporary_text(&fixture->folder, "etc/two.conf", "zone \"a\" { type master; file \"a\"; };\n");
    assert_conf(fixture, "include \"etc/one.conf\";\n", "a. a\n");
}

static void patterns_of_includes_are_expanded_in_order(void **state)
{
    struct fixture *fixture = *state;
    temporary_text(&fixture->folder, "conf.d/b.conf", "zone \"b\" { type master; file \"b\"; };");
    temporary_text(&fixture->folder, "conf.d/a.conf", "zone \"a\" { type master; file \"a\"; };");
    temporary_text(&fixture->folder, "conf.d/C.conf", "zone \"c\" { type master; file \"c\"; };");
    temporary_text(&fixture->folder, "conf.d/a.txt", "this is not read");
    assert_conf(fixture, "include \"conf.d/*.conf\";\n", "c. c\na. a\nb. b\n");
}

static void unusable_includes_are_errors_and_reading_goes_on(void **state)
{
    struct fixture *fixture = *state;
    temporary_text(&fixture->folder, "loop.conf", "\ninclude \"loop.conf\";\n");
    temporary_file(&fixture->folder, "binary", (struct bytes){(const uint8_t *)"a\0b", 3});
    temporary_text(&fixture->folder, "folder/file", "");
    assert_int_equal(read_conf(fixture, "include \"missing.conf\";\n"
                                        "include \"loop.conf\";\n"
                                        "include \"binary\"; include \"folder\";\n"
                                        "zone \"a\" { type master; file \"a\"; };\n"),
                     STATUS_OK);
    const char *lines = summary(fixture);
    assert_non_null(strstr(lines, "a. a\n"));
    assert_non_null(strstr(lines, "named.conf:1: there is no file missing.conf\n"));
    assert_non_null(strstr(lines, "loop.conf:2: "));
    assert_non_null(strstr(lines, "loop.conf: it includes itself\n"));
    assert_non_null(strstr(lines, "named.conf:3: "));
    assert_non_null(strstr(lines, "binary: it is not text"));
    assert_non_null(strstr(lines, "folder: not a regular file\n"));
    assert_int_equal(fixture->conf.errors.count, 4);
}

static void the_depth_of_includes_is_bounded(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i <= CONF_INCLUDE_DEPTH_MAX; i++) {
        const char *name = arena_format(fixture->folder.arena, "%d", i);
        const char *text =
            arena_format(fixture->folder.arena, "include \"%d\"; include \"%d\";", i + 1, i + 1);
        temporary_text(&fixture->folder, name, i < CONF_INCLUDE_DEPTH_MAX ? text : "");
    }
    assert_int_equal(read_conf(fixture, "include \"4\";\n"), STATUS_OK);
    assert_int_equal(fixture->conf.errors.count, 0);
    assert_int_equal(read_conf(fixture, "include \"0\";\n"), STATUS_OK);
    assert_true(fixture->conf.errors.count > 0);
    assert_non_null(strstr(fixture->conf.errors.items[0].message, "included more than 16 files"));
}

static void unusable_zones_are_errors_and_reading_goes_on(void **state)
{
    assert_conf(*state,
                "zone \"a\" { type primary; };\n"
                "zone \"b\" { file \"b\"; };\n"
                "\n"
                "zone \"c..d\" { type master; file \"c\"; };\n"
                "zone \"e\" { type master; file \"e\"; };\n",
                "e. e\n"
                "named.conf:1: zone a is a primary zone without a file\n"
                "named.conf:2: zone b has no type\n"
                "named.conf:4: zone c..d is no domain name\n");
}

static void what_does_not_parse_is_named_with_its_line(void **state)
{
    static const struct {
        const char *text;
        const char *message;
    } cases[] = {
        {"zone", ":1: expected the name of a zone, found the end of the file"},
        {"zone { };", ":1: expected the name of a zone, found `{`"},
        {"zone \"a\";", ":1: expected a class or `{`, found `;`"},
        {"zone \"a\" XX {", ":1: expected a class or `{`, found `XX`"},
        {"zone \"a\" IN", ":1: expected `{`, found the end of the file"},
        {"zone \"a\" {\n type good;\n};", ":2: expected a type of zone, found `good`"},
        {"zone \"a\" {\n type master\n file \"x\";\n};", ":3: expected `;`, found `file`"},
        {"zone \"a\" {\n file ;\n};", ":2: expected the name of a file, found `;`"},
        {"zone \"a\" {\n type master;\n", ":3: expected a statement, found the end of the file"},
        {"zone \"a\" { type hint; }\nzone \"b\" { };", ":2: expected `;`, found `zone`"},
        {"acl a { any; }\nzone \"b\" { };", ":2: expected `;`, found `zone`"},
        {"acl a { any; { };\n", ":2: expected `}`, found the end of the file"},
        {"acl a }", ":1: expected `;`, found `}`"},
        {"};", ":1: expected a statement, found `}`"},
        {";", ":1: expected a statement, found `;`"},
        {"\"zone\" a { };", ":1: expected a statement, found `zone`"},
        {"zone \"a\n\n", ":1: expected the name of a zone, found a quote that is never closed"},
        {"zone \n/* \"a\"",
         ":2: expected the name of a zone, found a comment that is never closed"},
        {"options { directory; };", ":1: expected the name of a folder, found `;`"},
        {"include;", ":1: expected the name of a file, found `;`"},
        {"include \"a\"\n\nacl", ":3: expected `;`, found `acl`"},
    };
    struct fixture *fixture = *state;
    temporary_text(&fixture->folder, "a", "");
    size_t folder = strlen(fixture->folder.path) + 1;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(read_conf(fixture, cases[i].text), STATUS_FAILED);
        assert_string_equal(fixture->error.text + folder + strlen("named.conf"), cases[i].message);
    }
    assert_int_equal(fixture->conf.errors.count, 0);
}

static void an_included_file_that_does_not_parse_is_named(void **state)
{
    struct fixture *fixture = *state;
    temporary_text(&fixture->folder, "bad.conf", "\nzone a {{");
    assert_int_equal(read_conf(fixture, "zone \"a\" { type master; file \"a\"; };\n"
                                        "include \"bad.conf\";\n"
                                        "zone \"b\" { type master; file \"b\"; };\n"),
                     STATUS_FAILED);
    assert_string_equal(fixture->error.text + strlen(fixture->folder.path),
                        "/bad.conf:2: expected a statement, found `{`");
    assert_string_equal(summary(fixture), "a. a\n");
}

static void a_file_that_cannot_be_read_fails(void **state)
{
    struct fixture *fixture = *state;
    const char *missing = temporary_path(&fixture->folder, "missing");
    assert_int_equal(named_conf_read(&fixture->conf, missing, &fixture->error), STATUS_FAILED);
    assert_non_null(strstr(fixture->error.text, "missing: No such file or directory"));
    const char *binary =
        temporary_file(&fixture->folder, "binary", (struct bytes){(const uint8_t *)"zone\0", 5});
    assert_int_equal(named_conf_read(&fixture->conf, binary, &fixture->error), STATUS_FAILED);
    assert_non_null(strstr(fixture->error.text, "binary: it is not text"));
}

static void a_configuration_is_known_by_its_first_words(void **state)
{
    static const struct {
        const char *text;
        bool begins;
    } cases[] = {
        {"options { directory \"/var\"; };", true},
        {"// comment\n/* comment */ # comment\n options\n{", true},
        {"\xef\xbb\xbfzone \"a\" { type hint; };", true},
        {"zone a in {", true},
        {"view x {", true},
        {"include \"/etc/bind/named.conf.options\";", true},
        {"acl \"x\" {", true},
        {"primaries p port 53 {", true},
        {"logging {", true},
        {"", false},
        {"include", false},
        {"$TTL 1d\n@ IN SOA a. b. 1 2 3 4 5\n", false},
        {"zone IN A 192.0.2.1 ; {\nkey IN A 192.0.2.2\n", false},
        {"key A 192.0.2.1\n", false},
        {"options A 192.0.2.1\n", false},
        {"{{ options }}", false},
        {"/* options {", false},
        {"\"options\" {", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (named_conf_begins(bytes_from_string(cases[i].text)) != cases[i].begins) {
            fail_msg("`%s`", cases[i].text);
        }
    }
}

static void tokens_stand_where_they_begin(void **state)
{
    static const char text[] = " a/*x*/{\"b;\" }c#\n;";
    static const struct {
        enum conf_token_kind kind;
        uint64_t start;
        const char *text;
    } tokens[] = {
        {CONF_WORD, 1, "a"},   {CONF_OPEN, 7, "{"},  {CONF_STRING, 8, "b;"},
        {CONF_CLOSE, 13, "}"}, {CONF_WORD, 14, "c"}, {CONF_SEMICOLON, 17, ";"},
        {CONF_END, 18, ""},    {CONF_END, 18, ""},
    };
    (void)state;
    struct conf_scanner scanner = {.text = bytes_from_string(text)};
    for (size_t i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++) {
        struct conf_token token = conf_token_next(&scanner);
        assert_int_equal(token.kind, tokens[i].kind);
        assert_int_equal(token.start, tokens[i].start);
        assert_true(bytes_equal(token.text, bytes_from_string(tokens[i].text)));
    }
}

/* Every beginning of a configuration is read without a fault; most do not parse. */
static void a_configuration_cut_anywhere_does_no_harm(void **state)
{
    static const char text[] =
        "options { directory \"d\\\"d\"; }; /* c */ include \"nothing*\";\n"
        "view v { zone \"a\" IN { type master; file a; update-policy { x; }; }; };\n";
    struct fixture *fixture = *state;
    for (size_t length = 0; length < sizeof(text); length++) {
        struct bytes start = {(const uint8_t *)text, length};
        const char *path = temporary_file(&fixture->folder, "named.conf", start);
        enum status status = named_conf_read(&fixture->conf, path, &fixture->error);
        if (length == 0 || length + 1 == sizeof(text)) {
            assert_int_equal(status, STATUS_OK);
        }
        named_conf_begins(start);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_fixture, free_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(zones_have_names_types_and_files),
        TEST(zones_without_a_file_of_their_own_are_left_out),
        TEST(comments_of_all_three_languages_are_passed_over),
        TEST(quotes_in_strings_are_escaped),
        TEST(other_statements_are_passed_over_with_their_blocks),
        TEST(views_are_apart_and_lend_their_class),
        TEST(one_file_may_hold_many_zones),
        TEST(updates_make_a_zone_dynamic),
        TEST(the_nearest_allow_update_counts),
        TEST(paths_are_relative_to_the_directory_wherever_it_stands),
        TEST(paths_of_the_server_are_found_in_a_copy),
        TEST(includes_work_in_every_block),
        TEST(an_include_without_a_directory_is_beside_its_file),
        TEST(patterns_of_includes_are_expanded_in_order),
        TEST(unusable_includes_are_errors_and_reading_goes_on),
        TEST(the_depth_of_includes_is_bounded),
        TEST(unusable_zones_are_errors_and_reading_goes_on),
        TEST(what_does_not_parse_is_named_with_its_line),
        TEST(an_included_file_that_does_not_parse_is_named),
        TEST(a_file_that_cannot_be_read_fails),
        TEST(a_configuration_is_known_by_its_first_words),
        TEST(tokens_stand_where_they_begin),
        TEST(a_configuration_cut_anywhere_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
