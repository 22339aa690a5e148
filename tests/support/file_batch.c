/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/file_batch.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cmocka.h>

static struct source_list *list;
static int home;
struct temporary_folder folder;

int folder_make(void **state)
{
    (void)state;
    memset(faults, 0, sizeof(faults));
    list = source_list_new();
    home = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    temporary_folder_make(&folder);
    return home >= 0 && chmod(folder.path, 0755) == 0 ? chdir(folder.path) : -1;
}

int folder_remove(void **state)
{
    (void)state;
    source_list_free(list);
    int result = fchdir(home);
    close(home);
    temporary_folder_remove(&folder);
    return result;
}

void make_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "wxe");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

void assert_text(const char *path, const char *expected)
{
    char text[256];
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    size_t length = fread(text, 1, sizeof(text) - 1, file);
    text[length] = '\0';
    fclose(file);
    assert_string_equal(text, expected);
}

static int count_spare(const char *path, const struct stat *stat, int kind, struct FTW *place)
{
    (void)stat;
    (void)kind;
    return strncmp(path + place->base, ".zonetidy-", strlen(".zonetidy-")) == 0 ? 1 : 0;
}

void assert_no_spare_files(void)
{
    assert_int_equal(nftw(folder.path, count_spare, 16, FTW_PHYS), 0);
}

struct file_change change_of(const char *path, const char *text)
{
    struct file_change change = {.text = bytes_from_string(text)};
    struct error error;
    assert_int_equal(source_list_read(list, path, &change.source, &error), STATUS_OK);
    return change;
}

void list_begin_anew(void)
{
    source_list_free(list);
    list = source_list_new();
}

void assert_replaced(const char *path, const char *text)
{
    list_begin_anew();
    struct file_change change = change_of(path, text);
    struct error error = {""};
    if (files_replace(&change, 1, &error) != STATUS_OK) {
        fail_msg("%s", error.text);
    }
    assert_text(path, text);
    assert_no_spare_files();
}

void assert_refused(const struct file_change *changes, size_t count, const char *why)
{
    struct error error = {""};
    assert_int_equal(files_replace(changes, count, &error), STATUS_FAILED);
    if (strstr(error.text, why) == NULL || strstr(error.text, "; nothing was written") == NULL) {
        fail_msg("%s", error.text);
    }
    assert_no_spare_files();
}

const char *const batch_paths[BATCH_FILES] = {"a/1", "b/2", "a/3"};
struct file_change batch[BATCH_FILES];

void batch_make(void)
{
    assert_int_equal(mkdir("a", 0755), 0);
    assert_int_equal(mkdir("b", 0755), 0);
    for (size_t i = 0; i < 3; i++) {
        make_text(batch_paths[i], "old\n");
        batch[i] = change_of(batch_paths[i], "new\n");
    }
}

void assert_batch(const char *first, const char *second, const char *third)
{
    assert_text(batch_paths[0], first);
    assert_text(batch_paths[1], second);
    assert_text(batch_paths[2], third);
}

void set_attribute(const char *path)
{
    if (setxattr(path, "user.x", "x", 1, 0) < 0) {
        assert_int_equal(errno, ENOTSUP);
        print_message("no extended attributes here\n");
        skip();
    }
}
