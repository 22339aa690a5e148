/* SPDX-License-Identifier: BSD-3-Clause */
/* Files that somebody else changes while they are being replaced. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/file_batch.h"

/* On a file system that shares blocks, a new file begins as what the old one holds at that moment.
 * Looking at the old one, before and afterwards, does not tell when it was another one in between:
 * all bytes and times are put back here. */
static void a_change_that_is_taken_back_at_once_is_not_written(void **state)
{
    (void)state;
    enum { LONG = 3 * 1024 * 1024 };
    char *text = malloc(LONG + 1);
    assert_non_null(text);
    memset(text, 'x', LONG);
    text[LONG] = '\0';
    make_text("f", text);
    text[5] = 'y';
    struct file_change change = change_of("f", text);
    char *momentary = strdup(text);
    assert_non_null(momentary);
    momentary[LONG - 1] = '?';
    shared_text = momentary;
    assert_refused(&change, 1, "f: it changed since it was read");
    list_begin_anew();
    assert_int_equal(change_of("f", "").source->text.data[5], 'x');

    shared_text = text;
    list_begin_anew();
    change = change_of("f", text);
    struct error error;
    assert_int_equal(files_replace(&change, 1, &error), STATUS_OK);
    shared_text = NULL;
    assert_no_spare_files();
    list_begin_anew();
    assert_true(bytes_equal(change_of("f", "").source->text, bytes_from_string(text)));
    free(momentary);
    free(text);
}

/* What somebody may do to the file b/2, and what is to be found there then. */

static void set_times(const char *path, const struct stat *like)
{
    struct timespec times[] = {like->st_atim, like->st_mtim};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void overwrite(const char *text)
{
    FILE *file = fopen("b/2", "r+e");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void write_other_bytes_with_the_old_time(void)
{
    struct stat before;
    assert_int_equal(stat("b/2", &before), 0);
    overwrite("OLD\n");
    set_times("b/2", &before);
}

static void write_other_bytes(void)
{
    overwrite("OLD\n");
    struct stat later = {.st_mtim = {.tv_sec = 2000000000}};
    set_times("b/2", &later);
}

static void write_more_with_the_old_time(void)
{
    struct stat before;
    assert_int_equal(stat("b/2", &before), 0);
    overwrite("old\nmore\n");
    set_times("b/2", &before);
}

static void touch_it(void)
{
    struct stat later = {.st_mtim = {.tv_sec = 2000000000}};
    set_times("b/2", &later);
}

static void put_another_file_there(void)
{
    struct stat before;
    assert_int_equal(stat("b/2", &before), 0);
    make_text("b/other", "old\n");
    set_times("b/other", &before);
    assert_int_equal(rename("b/other", "b/2"), 0);
}

static void put_another_text_there(void)
{
    make_text("b/other", "mine\n");
    assert_int_equal(rename("b/other", "b/2"), 0);
}

static const struct {
    void (*change)(void);
    const char *text;
} strangers[] = {
    {write_other_bytes_with_the_old_time, "OLD\n"},
    {write_other_bytes, "OLD\n"},
    {write_more_with_the_old_time, "old\nmore\n"},
    {touch_it, "old\n"},
    {put_another_file_there, "old\n"},
    {put_another_text_there, "mine\n"},
};

enum { STRANGERS = sizeof(strangers) / sizeof(strangers[0]) };

static void a_file_that_changed_since_it_was_read_is_refused(void **state)
{
    for (size_t i = 0; i < STRANGERS; i++) {
        batch_make();
        strangers[i].change();
        assert_refused(batch, 3, "b/2: it changed since it was read");
        assert_batch("old\n", strangers[i].text, "old\n");
        assert_int_equal(folder_remove(state), 0);
        assert_int_equal(folder_make(state), 0);
    }
}

/* What happens when b/2 was compared and a/3 is about to be synced. Kernels may tell times in steps
 * of ten milliseconds. */
static void (*change_behind_the_comparison)(void);

static void wait_and_change(void)
{
    const struct timespec some_steps = {.tv_nsec = 30000000};
    nanosleep(&some_steps, NULL);
    change_behind_the_comparison();
}

static void a_change_behind_the_comparison_is_seen_before_anything_is_replaced(void **state)
{
    for (size_t i = 0; i < STRANGERS; i++) {
        batch_make();
        change_behind_the_comparison = strangers[i].change;
        faults[CALL_SYNC] = (struct fault){.before = wait_and_change, .before_which = 3};
        assert_refused(batch, 3, "b/2: it changed since it was read");
        assert_int_equal(faults[CALL_EXCHANGE].calls, 0);
        assert_batch("old\n", strangers[i].text, "old\n");
        assert_int_equal(folder_remove(state), 0);
        assert_int_equal(folder_make(state), 0);
    }
}

/* Between the last look at b/2 and its replacement, when a/1 is replaced already. */
static void a_change_in_the_last_moment_is_not_lost(void **state)
{
    for (size_t i = 0; i < STRANGERS; i++) {
        batch_make();
        faults[CALL_EXCHANGE] = (struct fault){.before = strangers[i].change, .before_which = 2};
        assert_refused(batch, 3, "b/2: it changed since it was read");
        assert_batch("old\n", strangers[i].text, "old\n");
        assert_int_equal(folder_remove(state), 0);
        assert_int_equal(folder_make(state), 0);
    }
}

static void a_change_in_the_last_moment_is_not_lost_without_an_exchange(void **state)
{
    for (size_t i = 0; i < STRANGERS; i++) {
        batch_make();
        faults[CALL_EXCHANGE] = (struct fault){.first = 1, .count = 3, .number = EINVAL};
        faults[CALL_LINK] = (struct fault){.before = strangers[i].change, .before_which = 2};
        assert_refused(batch, 3, "b/2: it changed since it was read");
        assert_batch("old\n", strangers[i].text, "old\n");
        assert_int_equal(folder_remove(state), 0);
        assert_int_equal(folder_make(state), 0);
    }
}

static void put_a_link_there(void)
{
    assert_int_equal(rename("b/2", "b/real"), 0);
    assert_int_equal(symlink("real", "b/2"), 0);
}

static void a_link_that_comes_in_the_last_moment_is_not_followed(void **state)
{
    (void)state;
    batch_make();
    faults[CALL_EXCHANGE] = (struct fault){.before = put_a_link_there, .before_which = 2};
    assert_refused(batch, 3, "b/2: it cannot be opened again: Too many levels of symbolic links");
    assert_batch("old\n", "old\n", "old\n");
    char target[8];
    assert_int_equal(readlink("b/2", target, sizeof(target)), 4);
}

static void a_file_that_is_gone_is_refused(void **state)
{
    (void)state;
    batch_make();
    assert_int_equal(unlink("b/2"), 0);
    assert_refused(batch, 3, "b/2: No such file or directory");
    assert_int_equal(rmdir("b"), 0);
    assert_refused(batch, 3, "b/2: No such file or directory");
    assert_text("a/1", "old\n");
    assert_text("a/3", "old\n");
    assert_int_equal(access("b", F_OK), -1);
}

static void move_the_folder_away(void)
{
    assert_int_equal(rename("b", "c"), 0);
    assert_int_equal(mkdir("b", 0755), 0);
    make_text("b/2", "another\n");
}

static void a_path_that_leads_elsewhere_meanwhile_is_not_followed(void **state)
{
    (void)state;
    batch_make();
    faults[CALL_EXCHANGE] = (struct fault){.before = move_the_folder_away, .before_which = 1};
    struct error error;
    assert_int_equal(files_replace(batch, 3, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "b/2: its path leads to another folder now"));
    assert_batch("old\n", "another\n", "old\n");
    assert_text("c/2", "old\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILE_TEST(a_change_that_is_taken_back_at_once_is_not_written),
        FILE_TEST(a_file_that_changed_since_it_was_read_is_refused),
        FILE_TEST(a_change_behind_the_comparison_is_seen_before_anything_is_replaced),
        FILE_TEST(a_change_in_the_last_moment_is_not_lost),
        FILE_TEST(a_change_in_the_last_moment_is_not_lost_without_an_exchange),
        FILE_TEST(a_link_that_comes_in_the_last_moment_is_not_followed),
        FILE_TEST(a_file_that_is_gone_is_refused),
        FILE_TEST(a_path_that_leads_elsewhere_meanwhile_is_not_followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
