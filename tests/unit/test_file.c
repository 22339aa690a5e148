/* SPDX-License-Identifier: BSD-3-Clause */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/file_batch.h"

static void a_batch_of_no_files_succeeds(void **state)
{
    (void)state;
    struct error error;
    assert_int_equal(files_replace(NULL, 0, &error), STATUS_OK);
}

static void a_batch_is_written_and_each_folder_synced_once(void **state)
{
    (void)state;
    batch_make();
    struct error error;
    assert_int_equal(files_replace(batch, 3, &error), STATUS_OK);
    assert_batch("new\n", "new\n", "new\n");
    assert_no_spare_files();
    assert_int_equal(faults[CALL_SYNC].calls, 3 + 2);
    assert_int_equal(faults[CALL_EXCHANGE].calls, 3);
}

static void a_file_system_that_cannot_exchange_names_will_do(void **state)
{
    (void)state;
    static const int numbers[] = {ENOSYS, EINVAL};
    batch_make();
    for (size_t i = 0; i < 2; i++) {
        faults[CALL_EXCHANGE] = (struct fault){.first = 1, .count = 3, .number = numbers[i]};
        const char *text = i == 0 ? "new\n" : "newer\n";
        list_begin_anew();
        for (size_t k = 0; k < 3; k++) {
            batch[k] = change_of(batch_paths[k], text);
        }
        struct error error;
        assert_int_equal(files_replace(batch, 3, &error), STATUS_OK);
        assert_batch(text, text, text);
        assert_no_spare_files();
    }
}

/* test_file_text.c has other lengths. */
static void texts_of_any_length_are_written(void **state)
{
    (void)state;
    make_text("empty", "");
    assert_replaced("empty", "no more\n");
    make_text("full", "text\n");
    assert_replaced("full", "");
}

static void more_files_than_descriptors_are_replaced(void **state)
{
    (void)state;
    enum { FILES = 40 };
    struct file_change changes[FILES];
    for (size_t i = 0; i < FILES; i++) {
        char path[16];
        snprintf(path, sizeof(path), "%zu", i);
        make_text(path, "old\n");
        changes[i] = change_of(path, "new\n");
    }
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    struct rlimit few = {20, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    struct error error;
    enum status status = files_replace(changes, FILES, &error);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(status, STATUS_OK);
    assert_text("0", "new\n");
    assert_text("39", "new\n");
}

/* test_attributes.c looks at each; here it counts that the write comes before them. */
static void mode_owner_and_attributes_stay(void **state)
{
    (void)state;
    make_text("f", "old\n");
    uid_t owner = geteuid() == 0 ? 1234 : geteuid();
    assert_int_equal(chown("f", owner, getegid()), 0);
    assert_int_equal(chmod("f", 04755), 0);
    set_attribute("f");
    assert_replaced("f", "new\n");
    struct stat after;
    assert_int_equal(stat("f", &after), 0);
    assert_int_equal(after.st_mode & 07777, 04755);
    assert_int_equal(after.st_uid, owner);
    char value[8];
    assert_int_equal(getxattr("f", "user.x", value, sizeof(value)), 1);
}

static void a_symbolic_link_stays_one(void **state)
{
    (void)state;
    assert_int_equal(mkdir("real", 0755), 0);
    assert_int_equal(mkdir("links", 0755), 0);
    make_text("real/f", "old\n");
    assert_int_equal(symlink("../real/f", "links/f"), 0);
    assert_int_equal(symlink("links", "more"), 0);
    assert_replaced("more/f", "new\n");
    assert_text("real/f", "new\n");
    struct stat stat_after;
    assert_int_equal(lstat("links/f", &stat_after), 0);
    assert_true(S_ISLNK(stat_after.st_mode));
    assert_int_equal(lstat("real/f", &stat_after), 0);
    assert_true(S_ISREG(stat_after.st_mode));
}

static void a_file_with_hard_links_is_refused(void **state)
{
    (void)state;
    batch_make();
    assert_int_equal(link("b/2", "a/link"), 0);
    assert_refused(batch, 3, "b/2: it has 2 hard links");
    assert_batch("old\n", "old\n", "old\n");
    assert_text("a/link", "old\n");
}

static void become_user(uid_t user)
{
    assert_int_equal(setegid(user), 0);
    assert_int_equal(seteuid(user), 0);
}

static void become_root_again(void)
{
    assert_int_equal(seteuid(0), 0);
    assert_int_equal(setegid(0), 0);
    /* Taken away with a change of the user, and needed by who looks for leaks. */
    assert_int_equal(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), 0);
}

static void a_folder_that_cannot_be_written_to_is_refused(void **state)
{
    (void)state;
    batch_make();
    bool is_root = geteuid() == 0;
    assert_int_equal(chmod("b", 0555), 0);
    if (is_root) {
        assert_int_equal(chown("a", 1234, 1234), 0);
        assert_int_equal(chown("a/1", 1234, 1234), 0);
        become_user(1234);
    }
    assert_refused(batch, 3, "b/2: no new file can be made in its folder: Permission denied");
    if (is_root) {
        become_root_again();
    }
    assert_int_equal(chmod("b", 0755), 0);
    assert_batch("old\n", "old\n", "old\n");
}

static void an_owner_that_cannot_be_kept_is_told(void **state)
{
    (void)state;
    if (geteuid() != 0) {
        print_message("only root can give files away\n");
        skip();
    }
    batch_make();
    assert_int_equal(chown("a", 1234, 1234), 0);
    become_user(1234);
    assert_refused(batch, 3, "a/1: its owner and group cannot be kept");
    become_root_again();
    assert_batch("old\n", "old\n", "old\n");
}

static void a_full_disk_leaves_everything_as_it_was(void **state)
{
    (void)state;
    static char text[5001];
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    batch_make();
    batch[2].text = bytes_from_string(text);
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit small = {4096, before.rlim_max};
    /* The signal's default is to end the process; neither way of handling it may be needed. */
    static void (*const handlers[])(int) = {SIG_IGN, SIG_DFL};
    for (size_t i = 0; i < 2; i++) {
        signal(SIGXFSZ, handlers[i]);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        struct error error;
        enum status status = files_replace(batch, 3, &error);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_int_equal(status, STATUS_FAILED);
        assert_string_equal(error.text, "a/3: its new text cannot be written: File too large; "
                                        "nothing was written");
        assert_batch("old\n", "old\n", "old\n");
        assert_no_spare_files();
    }
}

/* Whichever call it is that fails in a batch of three, and whether names can be exchanged or
 * not. */
static void a_step_that_fails_takes_the_whole_batch_back(void **state)
{
    static const struct {
        enum call call;
        unsigned which_max;
        int number;
        bool without_exchange;
        const char *why;
    } steps[] = {
        {CALL_EXCHANGE, 3, EPERM, false, "it cannot be replaced: Operation not permitted"},
        {CALL_EXCHANGE, 3, EBUSY, false, "it cannot be replaced: Device or resource busy"},
        {CALL_SYNC, 3, EIO, false, "its new text cannot be synced: Input/output error"},
        {CALL_MODE, 3, EPERM, false, "its mode cannot be kept: Operation not permitted"},
        {CALL_ATTRIBUTE, 3, ENOSPC, false, "its attribute user.x cannot be kept: No space left"},
        {CALL_LINK, 3, EPERM, true, "its old text cannot be kept until all is written"},
        {CALL_RENAME, 3, EIO, true, "it cannot be replaced: Input/output error"},
    };
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        for (unsigned which = 1; which <= steps[i].which_max; which++) {
            batch_make();
            for (size_t k = 0; k < 3 && steps[i].call == CALL_ATTRIBUTE; k++) {
                set_attribute(batch_paths[k]);
            }
            if (steps[i].without_exchange) {
                faults[CALL_EXCHANGE] = (struct fault){.first = 1, .count = 3, .number = ENOSYS};
            }
            faults[steps[i].call] =
                (struct fault){.first = which, .count = 1, .number = steps[i].number};
            char why[128];
            snprintf(why, sizeof(why), "%s: %s", batch_paths[which - 1], steps[i].why);
            assert_refused(batch, 3, why);
            assert_batch("old\n", "old\n", "old\n");
            assert_int_equal(folder_remove(state), 0);
            assert_int_equal(folder_make(state), 0);
        }
    }
}

static void a_folder_that_cannot_be_synced_takes_the_whole_batch_back(void **state)
{
    (void)state;
    batch_make();
    for (unsigned which = 4; which <= 5; which++) {
        faults[CALL_SYNC] = (struct fault){.first = which, .count = 1, .number = EIO};
        assert_refused(batch, 3, "its folder cannot be synced: Input/output error");
        assert_batch("old\n", "old\n", "old\n");
    }
    faults[CALL_SYNC] = (struct fault){.first = 4, .count = 2, .number = EINVAL};
    struct error error;
    assert_int_equal(files_replace(batch, 3, &error), STATUS_OK);
    assert_batch("new\n", "new\n", "new\n");
}

/* The spare file that a message names. */
static void spare_path(const char *message, char *path, size_t size)
{
    const char *end = strstr(message, "/.zonetidy-");
    assert_non_null(end);
    end += strcspn(end, ": ");
    const char *start = strstr(message, folder.path);
    assert_non_null(start);
    snprintf(path, size, "%.*s", (int)(end - start), start);
}

static void what_cannot_be_put_back_is_kept_and_named(void **state)
{
    (void)state;
    batch_make();
    faults[CALL_EXCHANGE] = (struct fault){.first = 3, .count = 1, .number = EIO};
    faults[CALL_RENAME] = (struct fault){.first = 2, .count = 1, .number = EIO};
    struct error error;
    assert_int_equal(files_replace(batch, 3, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "a/3: it cannot be replaced: Input/output error; "
                                       "a/1: it has its new text and cannot be put back from"));
    assert_null(strstr(error.text, "nothing was written"));
    assert_batch("new\n", "old\n", "old\n");
    char path[256];
    spare_path(error.text, path, sizeof(path));
    assert_text(path, "old\n");
}

static void an_old_text_that_cannot_be_removed_is_named(void **state)
{
    (void)state;
    batch_make();
    faults[CALL_REMOVE] = (struct fault){.first = 2, .count = 1, .number = EIO};
    struct error error;
    assert_int_equal(files_replace(batch, 3, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "cannot be removed: Input/output error; all was written"));
    assert_batch("new\n", "new\n", "new\n");
    char path[256];
    spare_path(error.text, path, sizeof(path));
    assert_text(path, "old\n");
}

static volatile sig_atomic_t signal_number;

static void note_signal(int number)
{
    signal_number = number;
}

static void interrupt(void)
{
    raise(SIGINT);
    assert_int_equal(signal_number, 0);
}

static void a_signal_waits_until_the_batch_is_whole(void **state)
{
    (void)state;
    batch_make();
    void (*before)(int) = signal(SIGINT, note_signal);
    signal_number = 0;
    faults[CALL_EXCHANGE] = (struct fault){.before = interrupt, .before_which = 2};
    struct error error;
    assert_int_equal(files_replace(batch, 3, &error), STATUS_OK);
    assert_int_equal(signal_number, SIGINT);
    signal(SIGINT, before);
    assert_batch("new\n", "new\n", "new\n");
    assert_no_spare_files();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILE_TEST(a_batch_of_no_files_succeeds),
        FILE_TEST(a_batch_is_written_and_each_folder_synced_once),
        FILE_TEST(a_file_system_that_cannot_exchange_names_will_do),
        FILE_TEST(texts_of_any_length_are_written),
        FILE_TEST(more_files_than_descriptors_are_replaced),
        FILE_TEST(mode_owner_and_attributes_stay),
        FILE_TEST(a_symbolic_link_stays_one),
        FILE_TEST(a_file_with_hard_links_is_refused),
        FILE_TEST(a_folder_that_cannot_be_written_to_is_refused),
        FILE_TEST(an_owner_that_cannot_be_kept_is_told),
        FILE_TEST(a_full_disk_leaves_everything_as_it_was),
        FILE_TEST(a_step_that_fails_takes_the_whole_batch_back),
        FILE_TEST(a_folder_that_cannot_be_synced_takes_the_whole_batch_back),
        FILE_TEST(what_cannot_be_put_back_is_kept_and_named),
        FILE_TEST(an_old_text_that_cannot_be_removed_is_named),
        FILE_TEST(a_signal_waits_until_the_batch_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
