/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/support/temporary_folder.h"
#include "zones/path.h"

static int make_folder(void **state)
{
    struct temporary_folder *folder = calloc(1, sizeof(*folder));
    if (folder == NULL) {
        return -1;
    }
    temporary_folder_make(folder);
    *state = folder;
    return 0;
}

static int remove_folder(void **state)
{
    temporary_folder_remove(*state);
    free(*state);
    return 0;
}

static void a_path_has_a_folder_and_a_base(void **state)
{
    static const struct {
        const char *path;
        const char *folder;
        const char *base;
    } cases[] = {
        {"zones/db.example.com", "zones/", "db.example.com"},
        {"db.example.com", "", "db.example.com"},
        {"/db.example.com", "/", "db.example.com"},
        {"zones/", "zones/", ""},
        {"", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_string_equal(path_base(cases[i].path), cases[i].base);
        assert_true(bytes_equal(path_folder(cases[i].path), bytes_from_string(cases[i].folder)));
    }
}

static void a_name_is_joined_to_its_folder(void **state)
{
    static const struct {
        const char *folder;
        const char *name;
        const char *path;
    } cases[] = {
        {"zones", "a", "zones/a"}, {"zones/", "a", "zones/a"},
        {"/", "a", "/a"},          {"", "a", "a"},
        {".", "a", "a"},           {"./", "a", "a"},
        {"..", "a", "../a"},       {"zones", "/a", "/a"},
        {"zones", "", "zones/"},
    };
    const struct temporary_folder *folder = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *path = path_join(folder->arena, bytes_from_string(cases[i].folder),
                                     bytes_from_string(cases[i].name));
        assert_string_equal(path, cases[i].path);
    }
}

static void an_include_is_beside_its_file_or_else_below_the_root(void **state)
{
    const struct temporary_folder *folder = *state;
    const char *including = temporary_text(folder, "zones/db.a", "");
    const char *root = temporary_path(folder, "root");
    const char *beside = temporary_text(folder, "zones/both", "");
    temporary_text(folder, "root/both", "");
    const char *below = temporary_text(folder, "root/below", "");
    const char *neither = temporary_path(folder, "zones/neither");
    const struct {
        const char *name;
        const char *root;
        const char *path;
    } cases[] = {
        {"both", NULL, beside},     {"both", root, beside},
        {"below", root, below},     {"below", NULL, temporary_path(folder, "zones/below")},
        {"neither", root, neither}, {"/neither", root, "/neither"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_string_equal(path_of_include(folder->arena, including,
                                            bytes_from_string(cases[i].name), cases[i].root),
                            cases[i].path);
    }
}

static void a_file_is_one_whatever_path_leads_to_it(void **state)
{
    const struct temporary_folder *folder = *state;
    struct file_id a = file_id_of(temporary_text(folder, "a", ""));
    struct file_id b = file_id_of(temporary_text(folder, "b", ""));
    temporary_link(folder, "link", "a");
    assert_true(file_id_is_set(a));
    assert_true(file_id_equal(a, file_id_of(temporary_path(folder, "link"))));
    assert_true(file_id_equal(a, file_id_of(temporary_path(folder, "./a"))));
    assert_false(file_id_equal(a, b));
    assert_int_equal(file_id_compare(a, a), 0);
    assert_int_equal(file_id_compare(a, b), -file_id_compare(b, a));
    assert_false(file_id_is_set(file_id_of(temporary_path(folder, "missing"))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_has_a_folder_and_a_base),
        cmocka_unit_test(a_name_is_joined_to_its_folder),
        cmocka_unit_test(an_include_is_beside_its_file_or_else_below_the_root),
        cmocka_unit_test(a_file_is_one_whatever_path_leads_to_it),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
