/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

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

static const char *resolved(const struct temporary_folder *folder, const char *path)
{
    struct buffer real = {0};
    assert_true(path_resolve(path, &real));
    const char *copy = arena_copy_string(folder->arena, buffer_string(&real));
    buffer_free(&real);
    return copy;
}

static void a_path_leads_where_its_links_lead(void **state)
{
    const struct temporary_folder *folder = *state;
    static const struct {
        const char *path;
        const char *real; /* in the folder; or absolute */
    } cases[] = {
        {"way/file", "way/file"},
        {"way//./file", "way/file"},
        {"way/deep/../file", "way/file"},
        {"way/absolute", "/etc/gone"},
        {"way/up/file", "file"},
        {"way/up/way/up/way/file", "way/file"},
        {"way/to-deep/..", "way"}, /* of the folder that the link leads to */
        {"way/chain", "way/file"},
        {"way/hanging", "gone/file"},
        {"way/hanging/more", "gone/file/more"},
        {"gone/../way/file", "way/file"},
        {"gone/../way/up/file", "way/up/file"}, /* nothing is there */
        {"way/file/below", "way/file/below"},
        {"way/circle", "way/circle"},
        {"/../..", "/"},
        {"/", "/"},
    };
    temporary_text(folder, "way/file", "");
    temporary_text(folder, "way/deep/file", "");
    temporary_link(folder, "way/absolute", "/etc/../etc/gone");
    temporary_link(folder, "way/up", "..");
    temporary_link(folder, "way/to-deep", "deep");
    temporary_link(folder, "way/chain", "link");
    temporary_link(folder, "way/link", "deep/../file");
    temporary_link(folder, "way/hanging", "../gone/file");
    temporary_link(folder, "way/circle", "circle");
    const char *root = resolved(folder, folder->path);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *path = cases[i].path;
        const char *real = cases[i].real;
        if (*path != '/') {
            path = temporary_path(folder, path);
        }
        if (*real != '/') {
            real = arena_format(folder->arena, "%s/%s", root, real);
        }
        assert_string_equal(resolved(folder, path), real);
    }
}

static void a_relative_path_leads_on_from_the_working_folder(void **state)
{
    const struct temporary_folder *folder = *state;
    char *before = getcwd(NULL, 0);
    const char *root = resolved(folder, folder->path);
    assert_int_equal(chdir(folder->path), 0);
    assert_string_equal(resolved(folder, ""), root);
    assert_string_equal(resolved(folder, "."), root);
    assert_string_equal(resolved(folder, "a/b"), arena_format(folder->arena, "%s/a/b", root));
    assert_int_equal(chdir(before), 0);
    free(before);
}

/* Both are passed over quickly: no call of the system takes so long a path. */
static void a_path_that_is_too_long_to_be_opened_leads_where_it_says(void **state)
{
    const struct temporary_folder *folder = *state;
    struct buffer path = {0};
    for (int i = 0; i < 100000; i++) {
        buffer_add_string(&path, "/tmp/..");
    }
    buffer_add_string(&path, "/etc/passwd");
    assert_string_equal(resolved(folder, buffer_string(&path)), "/etc/passwd");
    buffer_free(&path);
}

static void a_file_is_inside_of_a_folder_by_whole_parts(void **state)
{
    static const struct {
        const char *path;
        const char *folder;
        bool inside;
    } cases[] = {
        {"/a/b/c", "/a/b", true}, {"/a/b", "/a/b", true},  {"/a/bc", "/a/b", false},
        {"/a", "/a/b", false},    {"/b/a/b", "/a", false}, {"/a", "/", true},
        {"/", "/", true},         {"/", "/a", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(
            path_is_inside(bytes_from_string(cases[i].path), bytes_from_string(cases[i].folder)),
            cases[i].inside);
    }
}

static void a_path_is_shown_from_the_working_folder(void **state)
{
    static const struct {
        const char *folder;
        const char *path;
        const char *shown;
    } cases[] = {
        {"/a/b", "/a/b/c/d", "c/d"}, {"/a/b", "/a/b//c", "c"},  {"/a/b", "/a/bc", "/a/bc"},
        {"/a/b", "/a/c", "/a/c"},    {"/a/b", "/a/b", "/a/b"},  {"/a/b", "/a/b/", "/a/b/"},
        {"/", "/a/b", "a/b"},        {"/", "/", "/"},           {"/a/b", "c", "c"},
        {"/a/b", "./c", "c"},        {"/a/b", ".//c", "c"},     {"/a/b", "././c", "c"},
        {"/a/b", "./", "./"},        {"/a/b", "/a/b/./c", "c"}, {"/a/b", "../c", "../c"},
        {NULL, "/a/b", "/a/b"},      {NULL, "./a", "a"},        {"/a/b", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_string_equal(path_shown_from(cases[i].folder, cases[i].path), cases[i].shown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_has_a_folder_and_a_base),
        cmocka_unit_test(a_name_is_joined_to_its_folder),
        cmocka_unit_test(an_include_is_beside_its_file_or_else_below_the_root),
        cmocka_unit_test(a_file_is_one_whatever_path_leads_to_it),
        cmocka_unit_test(a_path_leads_where_its_links_lead),
        cmocka_unit_test(a_relative_path_leads_on_from_the_working_folder),
        cmocka_unit_test(a_path_that_is_too_long_to_be_opened_leads_where_it_says),
        cmocka_unit_test(a_file_is_inside_of_a_folder_by_whole_parts),
        cmocka_unit_test(a_path_is_shown_from_the_working_folder),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
