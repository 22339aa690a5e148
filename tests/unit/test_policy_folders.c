/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/policy_folders.h"
#include "tests/support/temporary_folder.h"
#include "zones/base/buffer.h"
#include "zones/base/memory.h"

struct folders_test {
    struct temporary_folder folder;
    struct policy_folders folders;
};

static int folders_test_start(void **state)
{
    struct folders_test *test = memory_get_zeroed(1, sizeof(*test));
    temporary_folder_make(&test->folder);
    /* Nothing above the folder of the test counts. */
    temporary_text(&test->folder, ".git/HEAD", "");
    test->folders.arena = test->folder.arena;
    *state = test;
    return 0;
}

static int folders_test_end(void **state)
{
    struct folders_test *test = *state;
    policy_folders_end(&test->folders);
    temporary_folder_remove(&test->folder);
    free(test);
    return 0;
}

static void make_folder(const struct folders_test *test, const char *name)
{
    temporary_text(&test->folder, arena_format(test->folder.arena, "%s/x", name), "");
}

static void add_policy(const struct folders_test *test, const char *folder)
{
    const char *name = arena_format(test->folder.arena, "%s/" POLICY_FILE_NAME, folder);
    temporary_text(&test->folder, name, "version: 1\n");
}

/* A path without the folder of the test in front. */
static const char *below(const struct folders_test *test, const char *path)
{
    size_t length = strlen(test->folder.path);
    if (path == NULL) {
        return "none";
    }
    return strncmp(path, test->folder.path, length) == 0 ? path + length + 1 : path;
}

static void assert_policy(struct folders_test *test,
                          const char *folder,
                          const char *policy,
                          const char *above)
{
    const char *real =
        folder[0] == '\0' ? test->folder.path : temporary_path(&test->folder, folder);
    const struct policy_folder *found = policy_folder_find(&test->folders, real);
    assert_string_equal(found->path, real);
    if (strcmp(below(test, found->policy), policy) != 0 ||
        strcmp(below(test, found->above), above) != 0) {
        fail_msg("%s: %s and above it %s", folder, below(test, found->policy),
                 below(test, found->above));
    }
}

static void the_nearest_file_is_for_the_files_of_a_folder(void **state)
{
    struct folders_test *test = *state;
    make_folder(test, "plain/deep");
    make_folder(test, "own/deep");
    add_policy(test, ".");
    add_policy(test, "own");
    assert_policy(test, "plain/deep", "zonetidy.yaml", "none");
    assert_policy(test, "plain", "zonetidy.yaml", "none");
    assert_policy(test, "own/deep", "own/zonetidy.yaml", "none");
    assert_policy(test, "own", "own/zonetidy.yaml", "zonetidy.yaml");
    assert_policy(test, "", "zonetidy.yaml", "none");
}

static void the_root_of_a_repository_ends_the_way_up(void **state)
{
    struct folders_test *test = *state;
    static const char *const marks[] = {".git", ".hg", ".svn", ".jj"};
    add_policy(test, ".");
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        const char *root = arena_format(test->folder.arena, "with%s", marks[i]);
        make_folder(test, arena_format(test->folder.arena, "%s/%s", root, marks[i]));
        make_folder(test, arena_format(test->folder.arena, "%s/zones", root));
        assert_policy(test, arena_format(test->folder.arena, "%s/zones", root), "none", "none");
        assert_policy(test, root, "none", "none");
    }
    make_folder(test, "other.git/zones");
    assert_policy(test, "other.git/zones", "zonetidy.yaml", "none");
    /* In a work tree of git, .git is a file. */
    temporary_text(&test->folder, "tree/.git", "gitdir: elsewhere\n");
    make_folder(test, "tree/zones");
    assert_policy(test, "tree/zones", "none", "none");
}

static void a_file_in_the_root_of_a_repository_counts(void **state)
{
    struct folders_test *test = *state;
    make_folder(test, "root/.git");
    make_folder(test, "root/zones");
    add_policy(test, ".");
    add_policy(test, "root");
    assert_policy(test, "root/zones", "root/zonetidy.yaml", "none");
    assert_policy(test, "root", "root/zonetidy.yaml", "none");
}

static void a_folder_above_that_everybody_may_write_to_ends_the_way_up(void **state)
{
    struct folders_test *test = *state;
    static const mode_t modes[] = {0777, 01777, 0773};
    make_folder(test, "shared/zones");
    add_policy(test, ".");
    add_policy(test, "shared");
    for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        struct policy_folders fresh = {.arena = test->folder.arena};
        policy_folders_end(&test->folders);
        test->folders = fresh;
        assert_int_equal(chmod(temporary_path(&test->folder, "shared"), modes[i]), 0);
        assert_policy(test, "shared/zones", "none", "none");
        /* Who checks files of that folder itself trusts it. */
        assert_policy(test, "shared", "shared/zonetidy.yaml", "zonetidy.yaml");
    }
    assert_int_equal(chmod(temporary_path(&test->folder, "shared"), 0775), 0);
    struct policy_folders fresh = {.arena = test->folder.arena};
    policy_folders_end(&test->folders);
    test->folders = fresh;
    assert_policy(test, "shared/zones", "shared/zonetidy.yaml", "none");
}

static void a_folder_is_looked_at_once(void **state)
{
    struct folders_test *test = *state;
    make_folder(test, "zones");
    assert_policy(test, "zones", "none", "none");
    size_t count = test->folders.count;
    add_policy(test, "zones");
    assert_policy(test, "zones", "none", "none");
    assert_int_equal(test->folders.count, count);
}

/* All folders above come into the table at once, however small it is. */
static void folders_may_be_deep(void **state)
{
    struct folders_test *test = *state;
    struct buffer name = {0};
    buffer_add_string(&name, "d");
    for (int i = 0; i < 300; i++) {
        buffer_add_string(&name, "/d");
    }
    const char *deepest = arena_copy_string(test->folder.arena, buffer_string(&name));
    make_folder(test, deepest);
    add_policy(test, "d");
    assert_policy(test, deepest, "d/zonetidy.yaml", "none");
    assert_true(test->folders.count > 300);
    assert_true(test->folders.slot_count > test->folders.count);
    assert_policy(test, "d/d/d", "d/zonetidy.yaml", "none");
    buffer_free(&name);
}

static void many_folders_are_kept_apart(void **state)
{
    struct folders_test *test = *state;
    add_policy(test, ".");
    for (int i = 0; i < 200; i++) {
        const char *name = arena_format(test->folder.arena, "zone%d", i);
        make_folder(test, name);
        if (i % 3 == 0) {
            add_policy(test, name);
        }
    }
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 200; i++) {
            const char *name = arena_format(test->folder.arena, "zone%d", i);
            const char *own = arena_format(test->folder.arena, "%s/zonetidy.yaml", name);
            bool has_own = i % 3 == 0;
            assert_policy(test, name, has_own ? own : "zonetidy.yaml",
                          has_own ? "zonetidy.yaml" : "none");
        }
    }
}

#define FOLDERS_TEST(function) \
    cmocka_unit_test_setup_teardown(function, folders_test_start, folders_test_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDERS_TEST(the_nearest_file_is_for_the_files_of_a_folder),
        FOLDERS_TEST(the_root_of_a_repository_ends_the_way_up),
        FOLDERS_TEST(a_file_in_the_root_of_a_repository_counts),
        FOLDERS_TEST(a_folder_above_that_everybody_may_write_to_ends_the_way_up),
        FOLDERS_TEST(a_folder_is_looked_at_once),
        FOLDERS_TEST(folders_may_be_deep),
        FOLDERS_TEST(many_folders_are_kept_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
