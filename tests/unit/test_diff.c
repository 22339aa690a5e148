/* SPDX-License-Identifier: BSD-3-Clause */
#include <fcntl.h>
#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixers/diff.h"
#include "tests/support/random.h"
#include "tests/support/replaced_text.h"
#include "tests/support/temporary_folder.h"

/* A replacement as tests write it; a list of them ends with a text of NULL. */
struct short_replacement {
    uint64_t start;
    uint64_t end;
    const char *text;
};

enum { REPLACEMENTS_MAX = 4 };

static const struct {
    const char *what;
    const char *path;
    const char *original;
    struct short_replacement replacements[REPLACEMENTS_MAX];
    const char *diff;
} cases[] = {
    {"nothing", "f", "a\n", {{0}}, ""},
    {"a text that stays", "f", "a\nb\n", {{2, 3, "b"}}, ""},
    {"a word in the middle has three lines around it",
     "db.example.com",
     "1\n2\n3\n4\nmx mail\n6\n7\n8\n9\n",
     {{11, 15, "host"}},
     "--- a/db.example.com\n"
     "+++ b/db.example.com\n"
     "@@ -2,7 +2,7 @@\n"
     " 2\n 3\n 4\n-mx mail\n+mx host\n 6\n 7\n 8\n"},
    {"a text of one line",
     "f",
     "a\n",
     {{0, 1, "b"}},
     "--- a/f\n+++ b/f\n"
     "@@ -1 +1 @@\n-a\n+b\n"},
    {"six lines between two changes are one hunk",
     "f",
     "a\n1\n2\n3\n4\n5\n6\nb\n",
     {{0, 1, "A"}, {14, 15, "B"}},
     "--- a/f\n+++ b/f\n"
     "@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n"},
    {"seven lines between two changes are two hunks",
     "f",
     "a\n1\n2\n3\n4\n5\n6\n7\nb\n",
     {{0, 1, "A\nAA"}, {16, 17, "B"}},
     "--- a/f\n+++ b/f\n"
     "@@ -1,4 +1,5 @@\n-a\n+A\n+AA\n 1\n 2\n 3\n"
     "@@ -6,4 +7,4 @@\n 5\n 6\n 7\n-b\n+B\n"},
    {"lines side by side go together and come together",
     "f",
     "a\nb\nc\n",
     {{0, 1, "A"}, {2, 3, "B"}},
     "--- a/f\n+++ b/f\n"
     "@@ -1,3 +1,3 @@\n-a\n-b\n+A\n+B\n c\n"},
    {"two changes of one line are one",
     "f",
     "ns1 in a\n",
     {{0, 3, "ns2"}, {7, 8, "aaaa"}},
     "--- a/f\n+++ b/f\n"
     "@@ -1 +1 @@\n-ns1 in a\n+ns2 in aaaa\n"},
    {"a line that goes",
     "f",
     "a\nb\nc\n",
     {{2, 4, ""}},
     "--- a/f\n+++ b/f\n"
     "@@ -1,3 +1,2 @@\n a\n-b\n c\n"},
    {"a line that comes, told from the end of the line before",
     "f",
     "a\nc\n",
     {{1, 1, "\nb"}},
     "--- a/f\n+++ b/f\n"
     "@@ -1,2 +1,3 @@\n a\n+b\n c\n"},
    {"a line that comes at the end",
     "f",
     "a\n",
     {{2, 2, "b\n"}},
     "--- a/f\n+++ b/f\n"
     "@@ -1 +1,2 @@\n a\n+b\n"},
    {"equal lines of a replacement are context",
     "f",
     "a\nb\nc\nd\n",
     {{0, 8, "a\nx\nc\nd\n"}},
     "--- a/f\n+++ b/f\n"
     "@@ -1,4 +1,4 @@\n a\n-b\n+x\n c\n d\n"},
    {"into an empty file",
     "f",
     "",
     {{0, 0, "a\nb\n"}},
     "--- a/f\n+++ b/f\n"
     "@@ -0,0 +1,2 @@\n+a\n+b\n"},
    {"all lines go",
     "f",
     "a\nb\n",
     {{0, 4, ""}},
     "--- a/f\n+++ b/f\n"
     "@@ -1,2 +0,0 @@\n-a\n-b\n"},
    {"a final newline comes",
     "f",
     "a\nb",
     {{3, 3, "\n"}},
     "--- a/f\n+++ b/f\n"
     "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
    {"a final newline goes",
     "f",
     "a\nb\n",
     {{3, 4, ""}},
     "--- a/f\n+++ b/f\n"
     "@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file\n"},
    {"no final newline before and after",
     "f",
     "a\nb",
     {{2, 3, "c"}},
     "--- a/f\n+++ b/f\n"
     "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"},
    {"no final newline in the context",
     "f",
     "a\nb",
     {{0, 1, "c"}},
     "--- a/f\n+++ b/f\n"
     "@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n"},
    {"a carriage return belongs to its line",
     "f",
     "a\r\nb\r\n",
     {{1, 2, ""}},
     "--- a/f\n+++ b/f\n"
     "@@ -1,2 +1,2 @@\n-a\r\n+a\n b\r\n"},
    {"a name with a blank",
     "my zones/a b",
     "a\n",
     {{0, 1, "b"}},
     "--- a/my zones/a b\t\n+++ b/my zones/a b\t\n"
     "@@ -1 +1 @@\n-a\n+b\n"},
    {"a name with bytes to quote",
     "q\"\\\t\n\a\x01\x7f\xc3\xa4",
     "a\n",
     {{0, 1, "b"}},
     "--- \"a/q\\\"\\\\\\t\\n\\a\\001\\177\\303\\244\"\n"
     "+++ \"b/q\\\"\\\\\\t\\n\\a\\001\\177\\303\\244\"\n"
     "@@ -1 +1 @@\n-a\n+b\n"},
};

static void a_difference_is_written_as_git_writes_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct replacement replacements[REPLACEMENTS_MAX];
        size_t count = 0;
        for (; cases[i].replacements[count].text != NULL; count++) {
            const struct short_replacement *replacement = &cases[i].replacements[count];
            replacements[count] = (struct replacement){replacement->start, replacement->end,
                                                       bytes_from_string(replacement->text)};
        }
        struct buffer diff = {0};
        diff_add(&diff, cases[i].path, bytes_from_string(cases[i].original), replacements, count);
        if (strcmp(buffer_string(&diff), cases[i].diff) != 0) {
            fail_msg("%s:\n%s", cases[i].what, buffer_string(&diff));
        }
        buffer_free(&diff);
    }
}

/* What follows asks git itself. */

enum { FILES_OF_A_BATCH = 100 };

struct repository {
    struct temporary_folder folder;
    int folder_fd;
    uint64_t random;
    struct buffer before[FILES_OF_A_BATCH];
    struct buffer after[FILES_OF_A_BATCH];
};

/* Runs git in the folder, with what it says in the file `said` there. Nothing of the user's
 * configuration, nor of a git that runs these tests in a hook, has a say. */
static int git(const struct repository *repository, const char *const arguments[])
{
    static const char *const environment[] = {"GIT_CONFIG_GLOBAL=/dev/null",
                                              "GIT_CONFIG_NOSYSTEM=1", "LC_ALL=C", NULL};
    const char *const *words = arguments;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addfchdir_np(&actions, repository->folder_fd);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "said", O_WRONLY | O_CREAT | O_TRUNC,
                                     0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    pid_t child;
    union {
        const char *const *constant;
        char *const *variable; /* as posix_spawnp() wants it, which changes nothing */
    } argv = {words}, envp = {environment};
    int result = posix_spawnp(&child, "git", &actions, NULL, argv.variable, envp.variable);
    posix_spawn_file_actions_destroy(&actions);
    int exit_status;
    if (result != 0 || waitpid(child, &exit_status, 0) != child || !WIFEXITED(exit_status)) {
        return -1;
    }
    return WEXITSTATUS(exit_status);
}

static void write_file(const struct repository *repository, const char *name, struct bytes bytes)
{
    int fd = openat(repository->folder_fd, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes.data, bytes.length), bytes.length);
    assert_int_equal(close(fd), 0);
}

static void read_file(const struct repository *repository, const char *name, struct buffer *bytes)
{
    int fd = openat(repository->folder_fd, name, O_RDONLY);
    assert_true(fd >= 0);
    uint8_t piece[4096];
    ssize_t count;
    buffer_clear(bytes);
    while ((count = read(fd, piece, sizeof(piece))) > 0) {
        buffer_add(bytes, (struct bytes){piece, (size_t)count});
    }
    assert_int_equal(count, 0);
    close(fd);
}

static int repository_open(void **state)
{
    struct repository *repository = memory_get_zeroed(1, sizeof(*repository));
    repository->random = 1;
    temporary_folder_make(&repository->folder);
    *state = repository;
    repository->folder_fd = open(repository->folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return repository->folder_fd < 0 ? -1 : 0;
}

static int repository_close(void **state)
{
    struct repository *repository = *state;
    close(repository->folder_fd);
    temporary_folder_remove(&repository->folder);
    for (size_t i = 0; i < FILES_OF_A_BATCH; i++) {
        buffer_free(&repository->before[i]);
        buffer_free(&repository->after[i]);
    }
    free(repository);
    return 0;
}

/* Few different lines, so that a hunk would fit in many wrong places too; all kinds of line ends
 * and of bytes. */
static void random_lines(uint64_t *random, uint32_t count_max, struct buffer *text)
{
    static const char *const lines[] = {"\n",     "a\n",  "a\n",        "b\n",  "b\r\n",
                                        "a\r\n",  "\r\n", "a\rb\n",     " \n",  "\t; c \n",
                                        "\\ x\n", "+\n",  "-- a\r\r\n", "@@\n", "\xc3\xa4\xff\n",
                                        "a\n",    "b\n",  "\x01\x7f\n", "\n"};
    uint32_t count = random_below(random, count_max + 1);
    for (uint32_t i = 0; i < count; i++) {
        buffer_add_string(text, lines[random_below(random, sizeof(lines) / sizeof(lines[0]))]);
    }
    if (random_below(random, 3) == 0) {
        buffer_add_string(text, random_below(random, 2) == 0 ? "end" : "\r");
    }
}

static void random_change(uint64_t *random,
                          const char *path,
                          struct buffer *before,
                          struct buffer *after,
                          struct buffer *diff)
{
    buffer_clear(before);
    random_lines(random, random_below(random, 2) == 0 ? 4 : 60, before);
    struct patch *patch = patch_new(buffer_bytes(before));
    struct arena *arena = arena_new();
    size_t at = 0;
    VECTOR(struct edit) edits = {0};
    while (at <= before->length && random_below(random, 4) > 0) {
        size_t start = at + random_below(random, 40);
        if (start > before->length || random_below(random, 8) == 0) {
            start = before->length; /* the end of the file deserves many tries */
        }
        uint32_t length = random_below(random, random_below(random, 4) == 0 ? 200 : 4);
        if (length > before->length - start) {
            length = (uint32_t)(before->length - start);
        }
        struct buffer text = {0};
        random_lines(random, 2, &text);
        struct edit edit = {.span = {start, length, 0}};
        edit.text = arena_copy(arena, buffer_bytes(&text));
        if (length > 0) {
            edit.expected = (struct bytes){before->data + start, length};
        }
        VECTOR_PUSH(&edits, edit);
        at = start + length + 1;
        buffer_free(&text);
    }
    patch_apply(patch, edits.items, edits.count);
    const struct replacement *replacements;
    size_t count = patch_replacements(patch, arena, &replacements);
    text_with_replacements(buffer_bytes(before), replacements, count, after);
    diff_add(diff, path, buffer_bytes(before), replacements, count);
    VECTOR_FREE(&edits);
    patch_free(patch);
    arena_free(arena);
}

/* A name that no other file of the batch has, odd on both sides of its number. */
static void path_of(size_t i, char *path, size_t size)
{
    static const struct {
        const char *before;
        const char *after;
    } odd[] = {
        {"db.", ".example"}, {"with ", " blanks"}, {"", " "},        {"\"", "\""},
        {"back\\", "\\"},    {"tab\t", "\t"},      {"line\n", "\n"}, {"\xc3\xa4", "\xe2\x82\xac"},
        {"\x01", "\x7f"},    {"\xff", "\xfe"},     {"'", "'"},       {"-", "\r"},
    };
    size_t kind = i % (sizeof(odd) / sizeof(odd[0]));
    snprintf(path, size, "%s%zu%s", odd[kind].before, i, odd[kind].after);
}

static void assert_files(const struct repository *repository, const struct buffer *expected)
{
    struct buffer text = {0};
    for (size_t i = 0; i < FILES_OF_A_BATCH; i++) {
        char path[64];
        path_of(i, path, sizeof(path));
        read_file(repository, path, &text);
        if (!bytes_equal(buffer_bytes(&text), buffer_bytes(&expected[i]))) {
            fail_msg("file %zu is not what it should be", i);
        }
    }
    buffer_free(&text);
}

/* With exact context and line numbers: git says `offset` when it had to look for a hunk. */
static void assert_git_applies(const struct repository *repository, const char *direction)
{
    const char *const arguments[] = {
        "git",           "apply",   "--verbose",  "--whitespace=nowarn",
        "--allow-empty", direction, "difference", NULL};
    int result = git(repository, arguments);
    struct buffer said = {0};
    read_file(repository, "said", &said);
    if (result != 0 || strstr(buffer_string(&said), "offset") != NULL) {
        fail_msg("git apply ended with %d: %s", result, buffer_string(&said));
    }
    buffer_free(&said);
}

static void git_applies_every_difference_to_the_byte(void **state)
{
    struct repository *repository = *state;
    const char *const init[] = {"git", "init", "--quiet", NULL};
    if (git(repository, init) != 0) {
        print_message("git is not there\n");
        skip();
    }
    for (int batch = 0; batch < 20; batch++) {
        struct buffer diff = {0};
        for (size_t i = 0; i < FILES_OF_A_BATCH; i++) {
            char path[64];
            path_of(i, path, sizeof(path));
            random_change(&repository->random, path, &repository->before[i], &repository->after[i],
                          &diff);
            write_file(repository, path, buffer_bytes(&repository->before[i]));
        }
        write_file(repository, "difference", buffer_bytes(&diff));
        buffer_free(&diff);
        assert_git_applies(repository, "--apply");
        assert_files(repository, repository->after);
        assert_git_applies(repository, "--reverse");
        assert_files(repository, repository->before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_difference_is_written_as_git_writes_it),
        cmocka_unit_test_setup_teardown(git_applies_every_difference_to_the_byte, repository_open,
                                        repository_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
