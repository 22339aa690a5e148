/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "policies/layers.h"
#include "tests/support/temporary_folder.h"
#include "zones/base/buffer.h"

#define BUILTIN(name, text) \
    { \
        name, text, sizeof(text) - 1 \
    }

static const struct builtin_policy builtins[] = {
    BUILTIN("recommended", "version: 1\n"),
    BUILTIN("strict", "version: 1\nextends: builtin:recommended\n"),
    BUILTIN("broken", "version: 1\nextends: other.yaml\n"),
};

/* The files of one test, and what is read from them. */
struct layers_test {
    struct temporary_folder folder;
    struct policy_problems problems;
    struct policy_layers layers;
    struct buffer seen;
};

static void layers_start(struct layers_test *test)
{
    policy_layers_end(&test->layers);
    policy_problems_end(&test->problems);
    buffer_free(&test->seen);
    struct arena *arena = test->folder.arena;
    test->seen = (struct buffer){0};
    test->problems = policy_problems_start(arena);
    test->layers = (struct policy_layers){
        .arena = arena,
        .builtins = builtins,
        .builtin_count = sizeof(builtins) / sizeof(builtins[0]),
        .working_folder = "/srv",
    };
}

static int test_start(void **state)
{
    struct layers_test *test = calloc(1, sizeof(*test));
    assert_non_null(test);
    temporary_folder_make(&test->folder);
    char *real = realpath(test->folder.path, NULL);
    assert_string_equal(real, test->folder.path);
    free(real);
    layers_start(test);
    *state = test;
    return 0;
}

static int test_end(void **state)
{
    struct layers_test *test = *state;
    policy_layers_end(&test->layers);
    policy_problems_end(&test->problems);
    buffer_free(&test->seen);
    temporary_folder_remove(&test->folder);
    free(test);
    return 0;
}

static void add_file(const struct layers_test *test, const char *name, const char *text)
{
    temporary_text(&test->folder, name, text);
}

/* Adds a text, with the folder of the test left out of it. */
static void see(struct layers_test *test, const char *text)
{
    size_t length = strlen(test->folder.path);
    const char *found;
    while ((found = strstr(text, test->folder.path)) != NULL) {
        buffer_add(&test->seen, (struct bytes){(const uint8_t *)text, (size_t)(found - text)});
        text = found + length + (found[length] == '/');
    }
    buffer_add_string(&test->seen, text);
}

static void see_problem(struct layers_test *test, const struct policy_problem *problem)
{
    const struct policy_source *source = problem->place.source;
    see(test, source->path);
    if (source->text.data != NULL) {
        struct policy_position position = policy_place_position(problem->place);
        buffer_add_format(&test->seen, ":%d:%d", (int)position.line, (int)position.column);
    }
    buffer_add_string(&test->seen, ": ");
    see(test, problem->message);
    if (problem->help != NULL) {
        buffer_add_string(&test->seen, "; ");
        see(test, problem->help);
    }
    buffer_add_string(&test->seen, "\n");
}

/* The layers in order on one line, and the problems, each on one. */
static void assert_seen(struct layers_test *test, const char *expected)
{
    for (size_t i = 0; i < test->layers.items.count; i++) {
        buffer_add_string(&test->seen, i == 0 ? "" : " ");
        see(test, test->layers.items.items[i].source->path);
    }
    buffer_add_string(&test->seen, "\n");
    for (size_t i = 0; i < test->problems.items.count; i++) {
        see_problem(test, &test->problems.items.items[i]);
    }
    assert_string_equal(buffer_string(&test->seen), expected);
}

static void assert_read(struct layers_test *test, const char *name, const char *expected)
{
    layers_start(test);
    bool is_file = strncmp(name, POLICY_BUILTIN, strlen(POLICY_BUILTIN)) != 0;
    policy_layers_read(&test->layers, is_file ? temporary_path(&test->folder, name) : name,
                       &test->problems);
    assert_seen(test, expected);
}

/* ---- Files that extend each other */

static void a_file_that_extends_nothing_extends_the_recommended_policy(void **state)
{
    struct layers_test *test = *state;
    add_file(test, "plain.yaml", "version: 1\n");
    add_file(test, "nothing.yaml", "version: 1\nextends: []\n");
    add_file(test, "parent.yaml", "version: 1\nextends: plain.yaml\n");
    assert_read(test, "plain.yaml", "builtin:recommended plain.yaml\n");
    assert_read(test, "nothing.yaml", "nothing.yaml\n");
    /* Only the file that was asked for: whoever extends one says what else he starts from. */
    assert_read(test, "parent.yaml", "plain.yaml parent.yaml\n");
    assert_read(test, "builtin:recommended", "builtin:recommended\n");
    assert_read(test, "builtin:strict", "builtin:recommended builtin:strict\n");
}

static void what_is_extended_stands_in_front_in_the_order_of_its_naming(void **state)
{
    struct layers_test *test = *state;
    add_file(test, "main.yaml", "extends: [builtin:strict, a.yaml, sub/b.yaml, ./c.yaml]\n");
    add_file(test, "a.yaml", "extends: d.yaml\n");
    add_file(test, "sub/b.yaml", "extends: [../e.yaml, deep/f.yaml]\n");
    add_file(test, "c.yaml", "");
    add_file(test, "d.yaml", "");
    add_file(test, "e.yaml", "");
    add_file(test, "sub/deep/f.yaml", "");
    assert_read(test, "main.yaml",
                "builtin:recommended builtin:strict d.yaml a.yaml e.yaml sub/deep/f.yaml "
                "sub/b.yaml c.yaml main.yaml\n");
    assert_string_equal(test->layers.main->path, temporary_path(&test->folder, "main.yaml"));
}

static void a_file_that_two_files_extend_is_read_once(void **state)
{
    struct layers_test *test = *state;
    add_file(test, "main.yaml",
             "extends: [left.yaml, right.yaml, base.yaml, ./sub/../base.yaml]\n");
    add_file(test, "left.yaml", "extends: base.yaml\n");
    add_file(test, "right.yaml", "extends: [link.yaml, builtin:strict, builtin:recommended]\n");
    add_file(test, "base.yaml", "extends: builtin:recommended\n");
    add_file(test, "sub/x", "");
    temporary_link(&test->folder, "link.yaml", "base.yaml");
    assert_read(test, "main.yaml",
                "builtin:recommended base.yaml left.yaml builtin:strict right.yaml main.yaml\n");
}

static void paths_are_seen_from_the_folder_of_the_file_itself(void **state)
{
    struct layers_test *test = *state;
    add_file(test, "shared/company.yaml", "extends: base.yaml\n");
    add_file(test, "shared/base.yaml", "");
    add_file(test, "zones/x", "");
    temporary_link(&test->folder, "zones/zonetidy.yaml", "../shared/company.yaml");
    assert_read(test, "zones/zonetidy.yaml", "shared/base.yaml zones/zonetidy.yaml\n");
    for (size_t i = 0; i < test->layers.items.count; i++) {
        assert_string_equal(test->layers.items.items[i].folder,
                            temporary_path(&test->folder, "shared"));
        assert_true(test->layers.items.items[i].is_own);
    }
    const char *absolute = temporary_path(&test->folder, "shared/base.yaml");
    add_file(test, "absolute.yaml", arena_format(test->folder.arena, "extends: [%s]\n", absolute));
    assert_read(test, "absolute.yaml", "shared/base.yaml absolute.yaml\n");
}

static void a_circle_is_told_with_the_way_around_it(void **state)
{
    struct layers_test *test = *state;
    add_file(test, "self.yaml", "version: 1\nextends: self.yaml\n");
    assert_read(test, "self.yaml",
                "self.yaml\n"
                "self.yaml:2:10: policies extend each other in a circle; self.yaml <- self.yaml\n");
    add_file(test, "a.yaml", "extends: b.yaml\n");
    add_file(test, "b.yaml", "extends:\n  - builtin:recommended\n  - c.yaml\n");
    add_file(test, "c.yaml", "extends: b.yaml\n");
    assert_read(
        test, "a.yaml",
        "builtin:recommended c.yaml b.yaml a.yaml\n"
        "c.yaml:1:10: policies extend each other in a circle; b.yaml <- c.yaml <- b.yaml\n");
}

/* ---- What cannot be read */

static void a_file_that_cannot_be_read_is_told_where_it_is_named(void **state)
{
    struct layers_test *test = *state;
    add_file(test, "good.yaml", "");
    add_file(test, "sub/x", "");
    assert_int_equal(mkfifo(temporary_path(&test->folder, "pipe"), 0600), 0);
    temporary_link(&test->folder, "loop", "loop");
    temporary_link(&test->folder, "lost", "nowhere");
    add_file(test, "main.yaml",
             "extends: [none.yaml, sub, pipe, loop, lost,\n"
             "  good.yaml/x, /dev/null, good.yaml]\n");
    assert_read(test, "main.yaml",
                "good.yaml main.yaml\n"
                "main.yaml:1:11: \"none.yaml\" cannot be read: No such file or directory\n"
                "main.yaml:1:22: \"sub\" cannot be read: Is a directory\n"
                "main.yaml:1:27: \"pipe\" cannot be read: it is no regular file\n"
                "main.yaml:1:33: \"loop\" cannot be read: Too many levels of symbolic links\n"
                "main.yaml:1:39: \"lost\" cannot be read: No such file or directory\n"
                "main.yaml:2:3: \"good.yaml/x\" cannot be read: Not a directory\n"
                "main.yaml:2:16: \"/dev/null\" cannot be read: it is no regular file\n");
}

static void what_is_meant_by_a_file_that_is_not_there_is_told(void **state)
{
    struct layers_test *test = *state;
    add_file(test, "main.yaml", "extends: [recommended, https://policies.test/strict]\n");
    assert_read(
        test, "main.yaml",
        "main.yaml\n"
        "main.yaml:1:11: \"recommended\" cannot be read: No such file or directory; there is "
        "builtin:recommended\n"
        "main.yaml:1:24: \"https://policies.test/strict\" cannot be read: No such file or "
        "directory; nothing is fetched from anywhere: keep a copy of it, and name that\n");
}

static void the_file_that_is_asked_for_may_be_missing_itself(void **state)
{
    struct layers_test *test = *state;
    assert_read(test, "none.yaml",
                "\nnone.yaml: \"none.yaml\" cannot be read: No such file or directory\n");
    assert_null(test->layers.main);
    add_file(test, "sub/x", "");
    assert_read(test, "sub", "\nsub: \"sub\" cannot be read: Is a directory\n");
}

static void a_file_without_the_right_to_read_it_is_told(void **state)
{
    struct layers_test *test = *state;
    add_file(test, "secret.yaml", "");
    const char *secret = temporary_path(&test->folder, "secret.yaml");
    assert_int_equal(chmod(secret, 0), 0);
    if (access(secret, R_OK) == 0) {
        skip(); /* root may read everything */
    }
    add_file(test, "main.yaml", "extends: secret.yaml\n");
    assert_read(test, "main.yaml",
                "main.yaml\n"
                "main.yaml:1:10: \"secret.yaml\" cannot be read: Permission denied\n");
}

static void an_unknown_policy_of_the_program_leads_to_the_nearest(void **state)
{
    struct layers_test *test = *state;
    assert_read(test, "builtin:recomended",
                "\nbuiltin:recomended: no policy of the program is called \"recomended\"; there is "
                "builtin:recommended\n");
    add_file(test, "main.yaml", "extends: [builtin:strictt, \"builtin:\", builtin:nothing-near]\n");
    assert_read(
        test, "main.yaml",
        "main.yaml\n"
        "main.yaml:1:11: no policy of the program is called \"strictt\"; there is builtin:strict\n"
        "main.yaml:1:28: no policy of the program is called \"\"; there are recommended, strict, "
        "broken\n"
        "main.yaml:1:40: no policy of the program is called \"nothing-near\"; there are "
        "recommended, strict, broken\n");
}

static void a_policy_of_the_program_extends_no_file(void **state)
{
    assert_read(*state, "builtin:broken",
                "builtin:broken\nbuiltin:broken:2:10: no file can be extended from here\n");
}

/* A list of maps, and the like, is for the schema to tell. */
static void what_is_no_text_names_no_file(void **state)
{
    struct layers_test *test = *state;
    add_file(test, "map.yaml", "extends: {a: b}\n");
    add_file(test, "list.yaml", "extends: [[a.yaml], {b: c}, \"\", ]\n");
    add_file(test, "empty.yaml", "extends:\n");
    add_file(test, "text.yaml", "just a text\n");
    add_file(test, "void.yaml", "# nothing\n");
    assert_read(test, "map.yaml", "map.yaml\n");
    assert_read(test, "list.yaml", "list.yaml\n");
    assert_read(test, "empty.yaml", "empty.yaml\n");
    assert_read(test, "text.yaml", "builtin:recommended text.yaml\n");
    assert_read(test, "void.yaml", "builtin:recommended void.yaml\n");
    assert_null(test->layers.items.items[1].root);
    assert_true(test->layers.items.items[1].is_empty);
    assert_false(test->layers.incomplete);
}

static void problems_of_all_files_are_found(void **state)
{
    struct layers_test *test = *state;
    add_file(test, "main.yaml", "extends: [a.yaml, none.yaml, b.yaml]\n");
    add_file(test, "a.yaml", "x: !tag y\n");
    add_file(test, "b.yaml", "x: 1\nx: 2\n");
    layers_start(test);
    policy_layers_read(&test->layers, temporary_path(&test->folder, "main.yaml"), &test->problems);
    assert_int_equal(test->layers.items.count, 3);
    assert_int_equal(test->problems.items.count, 3);
    assert_string_equal(test->problems.items.items[0].place.source->path,
                        temporary_path(&test->folder, "a.yaml"));
    assert_string_equal(test->problems.items.items[2].place.source->path,
                        temporary_path(&test->folder, "b.yaml"));
    for (size_t i = 0; i < 3; i++) {
        assert_non_null(test->layers.items.items[i].root); /* to be checked nonetheless */
    }
    assert_true(test->layers.incomplete);
}

/* ---- Limits */

/* Files 0.yaml, 1.yaml, ... each of which extends the next one. */
static void add_chain(const struct layers_test *test, int count)
{
    struct arena *arena = test->folder.arena;
    for (int i = 0; i < count; i++) {
        add_file(test, arena_format(arena, "%d.yaml", i),
                 i + 1 == count ? "" : arena_format(arena, "extends: %d.yaml\n", i + 1));
    }
}

static void files_extend_one_another_up_to_a_depth(void **state)
{
    struct layers_test *test = *state;
    add_chain(test, POLICY_EXTENDS_DEPTH_MAX);
    layers_start(test);
    policy_layers_read(&test->layers, temporary_path(&test->folder, "0.yaml"), &test->problems);
    assert_int_equal(test->layers.items.count, POLICY_EXTENDS_DEPTH_MAX);
    assert_int_equal(test->problems.items.count, 0);
    add_chain(test, POLICY_EXTENDS_DEPTH_MAX + 1);
    layers_start(test);
    policy_layers_read(&test->layers, temporary_path(&test->folder, "0.yaml"), &test->problems);
    assert_int_equal(test->layers.items.count, POLICY_EXTENDS_DEPTH_MAX);
    see_problem(test, &test->problems.items.items[0]);
    assert_string_equal(buffer_string(&test->seen),
                        "19.yaml:1:10: more than 20 policies extend one another here\n");
}

/* A file that extends `count` others, and the first of them again. */
static void add_wide(struct layers_test *test, int count)
{
    struct buffer text = {0};
    buffer_add_string(&text, "extends:\n");
    for (int i = 0; i < count; i++) {
        const char *name = arena_format(test->folder.arena, "wide%d.yaml", i);
        add_file(test, name, "");
        buffer_add_format(&text, "  - %s\n", name);
    }
    buffer_add_string(&text, "  - wide0.yaml\n");
    add_file(test, "wide.yaml", buffer_string(&text));
    buffer_free(&text);
    layers_start(test);
    policy_layers_read(&test->layers, temporary_path(&test->folder, "wide.yaml"), &test->problems);
}

static void a_policy_comes_from_a_number_of_files_at_most(void **state)
{
    struct layers_test *test = *state;
    add_wide(test, POLICY_FILES_MAX - 1);
    assert_int_equal(test->layers.items.count, POLICY_FILES_MAX);
    /* The file that is named once more is no further one. */
    assert_int_equal(test->problems.items.count, 0);
    add_wide(test, POLICY_FILES_MAX + 1);
    assert_int_equal(test->layers.items.count, POLICY_FILES_MAX);
    assert_int_equal(test->problems.items.count, 2);
    see_problem(test, &test->problems.items.items[0]);
    assert_string_equal(buffer_string(&test->seen),
                        "wide.yaml:101:5: a policy comes from more than 100 files\n");
}

/* ---- The command line */

static void add_node(struct buffer *text, const struct yaml_node *node)
{
    if (node->kind == YAML_SCALAR) {
        buffer_add_string(text, (const char *)node->text.data);
        return;
    }
    buffer_add_string(text, node->kind == YAML_MAP ? "{" : "[");
    for (size_t i = 0; i < node->pairs.count; i++) {
        buffer_add_format(text, "%s%s: ", i == 0 ? "" : ", ",
                          (const char *)node->pairs.items[i].key->text.data);
        add_node(text, node->pairs.items[i].value);
    }
    for (size_t i = 0; i < node->items.count; i++) {
        buffer_add_string(text, i == 0 ? "" : ", ");
        add_node(text, node->items.items[i]);
    }
    buffer_add_string(text, node->kind == YAML_MAP ? "}" : "]");
}

static void a_key_of_the_command_line_is_a_way_through_maps(void **state)
{
    struct layers_test *test = *state;
    static const struct {
        const char *key;
        const char *value;
        const char *tree;
    } cases[] = {
        {"root", "true", "{root: true, version: 1}"},
        {"report.show", "info", "{report: {show: info}, version: 1}"},
        {"rules.severity.ptr-missing", "error",
         "{rules: {severity: {ptr-missing: error}}, version: 1}"},
        {"rules.severity.custom:a", "off", "{rules: {severity: {custom:a: off}}, version: 1}"},
        {"rules.ignore", "[a, b]", "{rules: {ignore: [a, b]}, version: 1}"},
        {"rules", "{ignore: a}", "{rules: {ignore: a}, version: 1}"},
        {"rules.ignore", "", "{rules: {ignore: }, version: 1}"},
        {"version", "1", "{version: 1}"},
        {"a..b", "c", "{a: {: {b: c}}, version: 1}"},
        {".a.", "c", "{: {a: {: c}}, version: 1}"},
        /* A key with dots in it is given in a map. */
        {"zones.external", "{cdn.example: trusted}",
         "{zones: {external: {cdn.example: trusted}}, version: 1}"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        layers_start(test);
        policy_layers_set(&test->layers, "--set x", cases[i].key, cases[i].value, &test->problems);
        assert_int_equal(test->problems.items.count, 0);
        assert_int_equal(test->layers.items.count, 1);
        const struct policy_layer *layer = &test->layers.items.items[0];
        assert_true(layer->is_command_line);
        assert_false(layer->is_own);
        assert_string_equal(layer->folder, "/srv");
        add_node(&test->seen, layer->root);
        assert_string_equal(buffer_string(&test->seen), cases[i].tree);
    }
}

static void keys_of_the_command_line_have_places_of_their_own(void **state)
{
    struct layers_test *test = *state;
    policy_layers_set(&test->layers, "--set x", "rules.severity.a", "error", &test->problems);
    const struct yaml_node *node = test->layers.items.items[0].root;
    static const uint32_t places[][2] = {{0, 5}, {6, 14}, {15, 16}};
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        struct policy_place place = node->pairs.items[0].key->place;
        assert_true(place.source->is_option);
        assert_string_equal(place.source->path, "--set x");
        assert_int_equal(place.start, places[i][0]);
        assert_int_equal(place.end, places[i][1]);
        node = node->pairs.items[0].value;
    }
    assert_int_equal(node->place.start, 0);
    assert_int_equal(node->place.end, strlen("error"));
}

static void a_value_of_the_command_line_is_yaml(void **state)
{
    struct layers_test *test = *state;
    policy_layers_set(&test->layers, "--set rules.ignore", "rules.ignore", "[a", &test->problems);
    policy_layers_set(&test->layers, "--set rules.ignore", "rules.ignore", "!x a", &test->problems);
    policy_layers_set(&test->layers, "--set rules.ignore", "rules.ignore", "a\tb: \"\xff\"",
                      &test->problems);
    assert_int_equal(test->layers.items.count, 3);
    assert_int_equal(test->problems.items.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(test->problems.items.items[i].place.source->path, "--set rules.ignore");
    }
}

static void the_command_line_stands_behind_all_files_and_extends_none(void **state)
{
    struct layers_test *test = *state;
    add_file(test, "main.yaml", "version: 1\n");
    policy_layers_read(&test->layers, temporary_path(&test->folder, "main.yaml"), &test->problems);
    policy_layers_set(&test->layers, "--set root", "root", "true", &test->problems);
    policy_layers_set(&test->layers, "--set extends", "extends", "builtin:strict", &test->problems);
    assert_seen(test, "builtin:recommended main.yaml --set root\n"
                      "--set extends:1:1: the command line extends no policy; --policy names the "
                      "one to go by\n");
}

#define LAYERS_TEST(function) cmocka_unit_test_setup_teardown(function, test_start, test_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LAYERS_TEST(a_file_that_extends_nothing_extends_the_recommended_policy),
        LAYERS_TEST(what_is_extended_stands_in_front_in_the_order_of_its_naming),
        LAYERS_TEST(a_file_that_two_files_extend_is_read_once),
        LAYERS_TEST(paths_are_seen_from_the_folder_of_the_file_itself),
        LAYERS_TEST(a_circle_is_told_with_the_way_around_it),
        LAYERS_TEST(a_file_that_cannot_be_read_is_told_where_it_is_named),
        LAYERS_TEST(what_is_meant_by_a_file_that_is_not_there_is_told),
        LAYERS_TEST(the_file_that_is_asked_for_may_be_missing_itself),
        LAYERS_TEST(a_file_without_the_right_to_read_it_is_told),
        LAYERS_TEST(an_unknown_policy_of_the_program_leads_to_the_nearest),
        LAYERS_TEST(a_policy_of_the_program_extends_no_file),
        LAYERS_TEST(what_is_no_text_names_no_file),
        LAYERS_TEST(problems_of_all_files_are_found),
        LAYERS_TEST(files_extend_one_another_up_to_a_depth),
        LAYERS_TEST(a_policy_comes_from_a_number_of_files_at_most),
        LAYERS_TEST(a_key_of_the_command_line_is_a_way_through_maps),
        LAYERS_TEST(keys_of_the_command_line_have_places_of_their_own),
        LAYERS_TEST(a_value_of_the_command_line_is_yaml),
        LAYERS_TEST(the_command_line_stands_behind_all_files_and_extends_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
