/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixers/new_file.h"
#include "tests/support/temporary_folder.h"

static void assert_file(const char *path, const char *text)
{
    char seen[64] = "";
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(seen, 1, sizeof(seen) - 1, file);
    fclose(file);
    assert_int_equal(length, strlen(text));
    assert_string_equal(seen, text);
}

static void a_file_is_made_with_the_mode_of_new_files(void **state)
{
    (void)state;
    struct temporary_folder folder;
    struct error error;
    struct stat status;
    temporary_folder_make(&folder);
    const char *path = temporary_path(&folder, "new");
    mode_t mask = umask(027);
    assert_int_equal(file_create(path, bytes_from_string("text\n"), &error), STATUS_OK);
    umask(mask);
    assert_file(path, "text\n");
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0640);
    assert_int_equal(status.st_nlink, 1);
    temporary_folder_remove(&folder);
}

static void what_is_there_is_never_replaced(void **state)
{
    (void)state;
    struct temporary_folder folder;
    struct error error;
    temporary_folder_make(&folder);
    const char *path = temporary_text(&folder, "old", "old\n");
    temporary_link(&folder, "link", "nowhere");
    static const char *const names[] = {"old", "link"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *there = temporary_path(&folder, names[i]);
        assert_int_equal(file_create(there, bytes_from_string("new\n"), &error), STATUS_FAILED);
        assert_string_equal(strrchr(error.text, '/') + 1,
                            i == 0 ? "old: File exists" : "link: File exists");
    }
    assert_file(path, "old\n");
    assert_int_equal(access(temporary_path(&folder, "nowhere"), F_OK), -1);
    temporary_folder_remove(&folder);
}

/* Only an empty folder can be removed: nothing is left of a file that could not be made. */
static void nothing_is_left_behind(void **state)
{
    (void)state;
    struct temporary_folder folder;
    struct error error;
    temporary_folder_make(&folder);
    const char *path = temporary_text(&folder, "inner/old", "old\n");
    assert_int_equal(file_create(path, bytes_from_string("new\n"), &error), STATUS_FAILED);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(temporary_path(&folder, "inner")), 0);
    assert_int_equal(file_create(path, bytes_from_string("new\n"), &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "inner/old: No such file or directory"));
    temporary_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_made_with_the_mode_of_new_files),
        cmocka_unit_test(what_is_there_is_never_replaced),
        cmocka_unit_test(nothing_is_left_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
