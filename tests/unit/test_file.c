/* SPDX-License-Identifier: BSD-3-Clause */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixers/file.h"
#include "tests/support/temporary_folder.h"

/* The calls below stand in for those of the C library in this program, so that a test can make one
 * of them fail, or let something happen right before it. */

enum call {
    CALL_EXCHANGE,
    CALL_RENAME,
    CALL_LINK,
    CALL_REMOVE,
    CALL_SYNC,
    CALL_OWNER,
    CALL_MODE,
    CALL_ATTRIBUTE,
    CALL_COUNT,
};

static struct fault {
    unsigned first; /* which call fails, counted from 1; 0: none */
    unsigned count; /* how many fail from then on */
    int number;     /* the errno that they leave */
    void (*before)(void);
    unsigned before_which;
    unsigned calls; /* so far */
} faults[CALL_COUNT];

static bool fault_comes(enum call call)
{
    struct fault *fault = &faults[call];
    fault->calls++;
    if (fault->before != NULL && fault->calls == fault->before_which) {
        fault->before();
    }
    if (fault->first != 0 && fault->calls >= fault->first &&
        fault->calls - fault->first < fault->count) {
        errno = fault->number;
        return true;
    }
    return false;
}

int renameat2(int oldfd, const char *old, int newfd, const char *new, unsigned flags)
{
    return fault_comes(CALL_EXCHANGE) ? -1
                                      : (int)syscall(SYS_renameat2, oldfd, old, newfd, new, flags);
}

int renameat(int oldfd, const char *old, int newfd, const char *new)
{
    return fault_comes(CALL_RENAME) ? -1 : (int)syscall(SYS_renameat2, oldfd, old, newfd, new, 0);
}

int linkat(int fromfd, const char *from, int tofd, const char *to, int flags)
{
    return fault_comes(CALL_LINK) ? -1 : (int)syscall(SYS_linkat, fromfd, from, tofd, to, flags);
}

int unlinkat(int fd, const char *name, int flag)
{
    return fault_comes(CALL_REMOVE) ? -1 : (int)syscall(SYS_unlinkat, fd, name, flag);
}

int fsync(int fd)
{
    return fault_comes(CALL_SYNC) ? -1 : (int)syscall(SYS_fsync, fd);
}

int fchown(int fd, uid_t owner, gid_t group)
{
    return fault_comes(CALL_OWNER) ? -1 : (int)syscall(SYS_fchown, fd, owner, group);
}

int fchmod(int fd, mode_t mode)
{
    return fault_comes(CALL_MODE) ? -1 : (int)syscall(SYS_fchmod, fd, mode);
}

int fsetxattr(int fd, const char *name, const void *value, size_t size, int flags)
{
    return fault_comes(CALL_ATTRIBUTE) ? -1
                                       : (int)syscall(SYS_fsetxattr, fd, name, value, size, flags);
}

/* What a file system hands over that shares blocks; NULL: whatever the real one does. */
static const char *shared_text;

int ioctl(int fd, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    int from = va_arg(arguments, int);
    va_end(arguments);
    if (shared_text == NULL) {
        return (int)syscall(SYS_ioctl, fd, request, from);
    }
    size_t length = strlen(shared_text);
    return syscall(SYS_pwrite64, fd, shared_text, length, 0) == (ssize_t)length ? 0 : -1;
}

/* Every test runs in a folder of its own, which is the working folder meanwhile. */

static struct source_list *list;
static int home;
static struct temporary_folder folder;

static int folder_make(void **state)
{
    (void)state;
    memset(faults, 0, sizeof(faults));
    list = source_list_new();
    home = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    temporary_folder_make(&folder);
    return home >= 0 && chmod(folder.path, 0755) == 0 ? chdir(folder.path) : -1;
}

static int folder_remove(void **state)
{
    (void)state;
    source_list_free(list);
    int result = fchdir(home);
    close(home);
    temporary_folder_remove(&folder);
    return result;
}

static void make_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "wxe");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void assert_text(const char *path, const char *expected)
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

static void assert_no_spare_files(void)
{
    assert_int_equal(nftw(folder.path, count_spare, 16, FTW_PHYS), 0);
}

/* A list knows a file by its inode, and a file that was replaced leaves its inode to the next one
 * that is made: what is read after a replacement is read into a new list. */
static struct file_change change_of(const char *path, const char *text)
{
    struct file_change change = {.text = bytes_from_string(text)};
    struct error error;
    assert_int_equal(source_list_read(list, path, &change.source, &error), STATUS_OK);
    return change;
}

static void list_begin_anew(void)
{
    source_list_free(list);
    list = source_list_new();
}

static void assert_replaced(const char *path, const char *text)
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

static void assert_refused(const struct file_change *changes, size_t count, const char *why)
{
    struct error error = {""};
    assert_int_equal(files_replace(changes, count, &error), STATUS_FAILED);
    if (strstr(error.text, why) == NULL || strstr(error.text, "; nothing was written") == NULL) {
        fail_msg("%s", error.text);
    }
    assert_no_spare_files();
}

/* Three files in two folders, on their way from `old` to `new`. */
static const char *const batch_paths[] = {"a/1", "b/2", "a/3"};
static struct file_change batch[3];

static void batch_make(void)
{
    assert_int_equal(mkdir("a", 0755), 0);
    assert_int_equal(mkdir("b", 0755), 0);
    for (size_t i = 0; i < 3; i++) {
        make_text(batch_paths[i], "old\n");
        batch[i] = change_of(batch_paths[i], "new\n");
    }
}

static void assert_batch(const char *first, const char *second, const char *third)
{
    assert_text(batch_paths[0], first);
    assert_text(batch_paths[1], second);
    assert_text(batch_paths[2], third);
}

static void set_attribute(const char *path)
{
    if (setxattr(path, "user.x", "x", 1, 0) < 0) {
        assert_int_equal(errno, ENOTSUP);
        print_message("no extended attributes here\n");
        skip();
    }
}

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

#define FILE_TEST(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILE_TEST(a_batch_of_no_files_succeeds),
        FILE_TEST(a_batch_is_written_and_each_folder_synced_once),
        FILE_TEST(a_file_system_that_cannot_exchange_names_will_do),
        FILE_TEST(texts_of_any_length_are_written),
        FILE_TEST(a_change_that_is_taken_back_at_once_is_not_written),
        FILE_TEST(more_files_than_descriptors_are_replaced),
        FILE_TEST(mode_owner_and_attributes_stay),
        FILE_TEST(a_symbolic_link_stays_one),
        FILE_TEST(a_file_with_hard_links_is_refused),
        FILE_TEST(a_file_that_changed_since_it_was_read_is_refused),
        FILE_TEST(a_change_behind_the_comparison_is_seen_before_anything_is_replaced),
        FILE_TEST(a_change_in_the_last_moment_is_not_lost),
        FILE_TEST(a_change_in_the_last_moment_is_not_lost_without_an_exchange),
        FILE_TEST(a_link_that_comes_in_the_last_moment_is_not_followed),
        FILE_TEST(a_file_that_is_gone_is_refused),
        FILE_TEST(a_path_that_leads_elsewhere_meanwhile_is_not_followed),
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
