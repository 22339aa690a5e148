/* SPDX-License-Identifier: BSD-3-Clause */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"
#include "zones/base/mapping.h"
#include "zones/base/workers.h"
#include "zones/source.h"

struct sources {
    struct temporary_folder folder;
    struct source_list *list;
};

static int make_sources(void **state)
{
    static struct sources sources;
    temporary_folder_make(&sources.folder);
    sources.list = source_list_new();
    *state = &sources;
    return 0;
}

static int free_sources(void **state)
{
    struct sources *sources = *state;
    source_list_free(sources->list);
    temporary_folder_remove(&sources->folder);
    return 0;
}

static const struct source *read_source(struct sources *sources, const char *path)
{
    const struct source *source;
    struct error error;
    if (source_list_read(sources->list, path, &source, &error) != STATUS_OK) {
        fail_msg("%s", error.text);
    }
    return source;
}

static void assert_text(const struct source *source, const char *text)
{
    assert_int_equal(source->text.length, strlen(text));
    assert_memory_equal(source->text.data, text, source->text.length);
}

static void assert_refused(struct sources *sources, const char *path, const char *reason)
{
    const struct source *source;
    struct error error;
    assert_int_equal(source_list_read(sources->list, path, &source, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, path));
    assert_non_null(strstr(error.text, reason));
    assert_int_equal(source_list_count(sources->list), 0);
}

static void no_list_can_be_freed(void **state)
{
    (void)state;
    source_list_free(NULL);
}

static void a_file_is_read_with_what_tells_it_from_others(void **state)
{
    struct sources *sources = *state;
    const char *path = temporary_text(&sources->folder, "db.example", "@ NS ns\n");
    const struct source *source = read_source(sources, path);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_string_equal(source->path, path);
    assert_text(source, "@ NS ns\n");
    assert_true(source->from_file);
    assert_int_equal(source->index, 0);
    assert_int_equal(source->identity.inode, status.st_ino);
    assert_int_equal(source->identity.size, 8);
    assert_int_equal(source->identity.mode, status.st_mode);
    assert_int_equal(source->identity.links, 1);
}

static void an_empty_file_is_a_source(void **state)
{
    struct sources *sources = *state;
    const char *path = temporary_text(&sources->folder, "empty", "");
    assert_int_equal(read_source(sources, path)->text.length, 0);
}

static void a_file_is_one_source_whatever_path_leads_to_it(void **state)
{
    struct sources *sources = *state;
    const char *path = temporary_text(&sources->folder, "zones/db.example", "text");
    temporary_link(&sources->folder, "symbolic", "zones/db.example");
    assert_int_equal(link(path, temporary_path(&sources->folder, "hard")), 0);
    const struct source *source = read_source(sources, path);
    assert_ptr_equal(read_source(sources, path), source);
    assert_ptr_equal(read_source(sources, temporary_path(&sources->folder, "symbolic")), source);
    assert_ptr_equal(read_source(sources, temporary_path(&sources->folder, "hard")), source);
    assert_ptr_equal(read_source(sources, temporary_path(&sources->folder, "zones/../hard")),
                     source);
    assert_int_equal(source_list_count(sources->list), 1);
    assert_string_equal(source->path, path);
}

static void files_with_equal_text_are_two_sources(void **state)
{
    struct sources *sources = *state;
    const struct source *first =
        read_source(sources, temporary_text(&sources->folder, "a", "same"));
    const struct source *second =
        read_source(sources, temporary_text(&sources->folder, "b", "same"));
    assert_ptr_not_equal(first, second);
    assert_int_equal(second->index, 1);
}

static void many_files_are_told_apart(void **state)
{
    enum { FILES = 200 };
    struct sources *sources = *state;
    const char *paths[FILES];
    for (size_t i = 0; i < FILES; i++) {
        const char *name = arena_format(sources->folder.arena, "%zu", i);
        paths[i] = temporary_text(&sources->folder, name, name);
        read_source(sources, paths[i]);
    }
    for (size_t i = 0; i < FILES; i++) {
        const struct source *source = read_source(sources, paths[i]);
        assert_int_equal(source->index, i);
        assert_ptr_equal(source_list_get(sources->list, source->index), source);
        assert_text(source, strrchr(paths[i], '/') + 1);
    }
    assert_int_equal(source_list_count(sources->list), FILES);
}

static void a_source_stays_as_it_was_read(void **state)
{
    struct sources *sources = *state;
    const char *path = temporary_text(&sources->folder, "db.example", "before");
    const struct source *source = read_source(sources, path);
    temporary_text(&sources->folder, "db.example", "behind it");
    assert_ptr_equal(read_source(sources, path), source);
    assert_text(source, "before");
}

static void a_file_that_is_not_there_is_refused(void **state)
{
    struct sources *sources = *state;
    assert_refused(sources, temporary_path(&sources->folder, "none"), "No such file");
}

static void a_folder_is_refused(void **state)
{
    struct sources *sources = *state;
    assert_refused(sources, sources->folder.path, "not a regular file");
}

static void a_fifo_that_nobody_writes_to_is_refused_at_once(void **state)
{
    struct sources *sources = *state;
    const char *path = temporary_path(&sources->folder, "fifo");
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_refused(sources, path, "not a regular file");
}

static void a_device_is_refused(void **state)
{
    assert_refused(*state, "/dev/zero", "not a regular file");
}

static void a_file_that_says_it_is_empty_and_is_not_is_read(void **state)
{
    struct sources *sources = *state;
    struct stat status;
    if (stat("/proc/version", &status) < 0 || status.st_size != 0) {
        skip();
    }
    assert_true(read_source(sources, "/proc/version")->text.length > 10);
}

/* A file of so many bytes, all of them `byte`. */
static const char *file_of(struct sources *sources, const char *name, size_t bytes, uint8_t byte)
{
    uint8_t *text = memory_get(bytes);
    memset(text, byte, bytes);
    const char *path = temporary_file(&sources->folder, name, (struct bytes){text, bytes});
    free(text);
    return path;
}

static void only_a_large_file_is_mapped_and_only_when_that_is_wanted(void **state)
{
    struct sources *sources = *state;
    const size_t large = SOURCE_MAPPED_BYTES_MIN;
    const char *early = file_of(sources, "early", large, 'e');
    assert_null(read_source(sources, early)->mapping);
    source_list_map_files(sources->list);
    assert_null(read_source(sources, file_of(sources, "small", large - 1, 's'))->mapping);
    const struct source *source = read_source(sources, file_of(sources, "large", large, 'l'));
    assert_non_null(source->mapping);
    assert_int_equal(source->text.length, large); /* whole pages: nothing stands behind them */
    assert_int_equal(source->text.data[large - 1], 'l');
}

static void released_text_can_be_read_again(void **state)
{
    struct sources *sources = *state;
    const size_t bytes = 3 * SOURCE_MAPPED_BYTES_MIN + 5;
    source_list_map_files(sources->list);
    const struct source *source = read_source(sources, file_of(sources, "large", bytes, '\n'));
    source_release(source, 0, 1);
    source_release(source, 1, bytes - 1);
    source_release(source, bytes - 1, bytes);
    source_release(source, bytes, bytes);
    assert_int_equal(source->text.data[0], '\n');
    assert_int_equal(source->text.data[bytes - 1], '\n');
    assert_int_equal(source_list_position(sources->list, source->index, bytes).line, bytes + 1);
    source_release(read_source(sources, temporary_text(&sources->folder, "small", "text")), 0, 4);
}

static void more_files_than_can_be_mapped_are_read(void **state)
{
    struct sources *sources = *state;
    source_list_map_files(sources->list);
    for (int i = 0; i <= MAPPINGS_MAX; i++) {
        const char *name = arena_format(sources->folder.arena, "%d", i);
        const char *path = temporary_text(&sources->folder, name, "text");
        assert_int_equal(truncate(path, SOURCE_MAPPED_BYTES_MIN), 0);
        const struct source *source = read_source(sources, path);
        assert_int_equal(source->mapping != NULL, i < MAPPINGS_MAX);
        assert_memory_equal(source->text.data, "text", 5);
    }
}

static void assert_verified(struct sources *sources, enum status expected)
{
    struct error error = {0};
    assert_int_equal(source_list_verify(sources->list, &error), expected);
    if (expected != STATUS_OK) {
        assert_non_null(strstr(error.text, "it changes while it is being read"));
    }
}

static void a_mapped_file_that_is_written_to_is_noticed(void **state)
{
    struct sources *sources = *state;
    const char *path = file_of(sources, "large", SOURCE_MAPPED_BYTES_MIN, 'a');
    source_list_map_files(sources->list);
    read_source(sources, path);
    assert_verified(sources, STATUS_OK);
    /* A moment that no clock of a file system is too coarse for. */
    struct timespec times[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    assert_verified(sources, STATUS_FAILED);
    uint32_t first = 0;
    source_list_forget(sources->list, first);
    assert_int_equal(source_list_count(sources->list), 0);
    assert_null(read_source(sources, path)->mapping);
    assert_verified(sources, STATUS_OK);
}

static void a_mapped_file_that_is_replaced_keeps_its_text(void **state)
{
    struct sources *sources = *state;
    const char *path = file_of(sources, "large", SOURCE_MAPPED_BYTES_MIN, 'a');
    const char *other = temporary_text(&sources->folder, "other", "other");
    source_list_map_files(sources->list);
    const struct source *source = read_source(sources, path);
    assert_int_equal(rename(other, path), 0);
    assert_verified(sources, STATUS_OK);
    assert_int_equal(source->text.data[source->text.length - 1], 'a');
}

/* Each reader reads all files, under names of its own, each in another order. */
struct reading_all {
    struct source_reader *readers;
    const struct temporary_folder *folder;
};

enum { READERS = 4, FILES_READ = 61 };

static void read_all(void *context, unsigned worker, size_t item)
{
    struct reading_all *all = context;
    struct arena *arena = arena_new();
    (void)worker;
    for (size_t i = 0; i < FILES_READ; i++) {
        size_t file = (i * (2 * item + 1) + 7 * item) % FILES_READ;
        const char *path = arena_format(arena, "%s/d%zu/../%zu", all->folder->path, item, file);
        const struct source *source;
        struct error error;
        if (source_read(&all->readers[item], path, &source, &error) != STATUS_OK ||
            source->text.length != file) {
            fail();
        }
    }
    arena_free(arena);
}

static void whoever_reads_first_the_order_is_that_of_the_readers(void **state)
{
    struct sources *sources = *state;
    for (size_t i = 0; i < FILES_READ; i++) {
        file_of(sources, arena_format(sources->folder.arena, "%zu", i), i, 'x');
    }
    struct source_reader readers[READERS] = {0};
    for (size_t i = 0; i < READERS; i++) {
        readers[i].list = sources->list;
    }
    for (size_t i = 0; i < READERS; i++) {
        temporary_text(&sources->folder, arena_format(sources->folder.arena, "d%zu/in", i), "");
    }
    struct reading_all all = {readers, &sources->folder};
    struct workers *workers = workers_new(READERS, true);
    workers_run(workers, read_all, &all, READERS);
    workers_free(workers);
    assert_int_equal(source_list_count(sources->list), FILES_READ);

    VECTOR(struct source_use) uses = {0};
    for (size_t i = READERS; i > 0; i--) {
        for (size_t k = 0; k < readers[i - 1].uses.count; k++) {
            VECTOR_PUSH(&uses, readers[i - 1].uses.items[k]);
        }
        VECTOR_FREE(&readers[i - 1].uses);
    }
    free(source_list_order(sources->list, 0, uses.items, uses.count));
    for (size_t i = 0; i < FILES_READ; i++) {
        /* As the last reader came to them, which was put in front. */
        size_t file = (i * (2 * (READERS - 1) + 1) + 7 * (READERS - 1)) % FILES_READ;
        const struct source *source = source_list_get(sources->list, (uint32_t)i);
        assert_int_equal(source->index, i);
        assert_int_equal(source->text.length, file);
        assert_string_equal(source->path, arena_format(sources->folder.arena, "%s/d%d/../%zu",
                                                       sources->folder.path, READERS - 1, file));
        assert_ptr_equal(read_source(sources, source->path), source);
    }
    VECTOR_FREE(&uses);
}

static void added_text_is_a_source_by_itself(void **state)
{
    struct sources *sources = *state;
    char text[] = "@ NS ns\n";
    const struct source *source =
        source_list_add_text(sources->list, "<stdin>", bytes_from_string(text));
    const struct source *again =
        source_list_add_text(sources->list, "<stdin>", bytes_from_string(text));
    text[0] = 'x';
    assert_text(source, "@ NS ns\n");
    assert_string_equal(source->path, "<stdin>");
    assert_false(source->from_file);
    assert_ptr_not_equal(source, again);
}

static void a_changed_list_has_other_text_in_the_same_places(void **state)
{
    struct sources *sources = *state;
    const struct source *first =
        read_source(sources, temporary_text(&sources->folder, "a", "first"));
    const char *path = temporary_text(&sources->folder, "b", "second");
    read_source(sources, path);
    source_list_add_text(sources->list, "c", bytes_from_string("third"));

    char text[] = "another s";
    const struct replacement third = {.end = 5, .text = bytes_from_string("another third")};
    const struct replacement second[] = {
        {.end = 1, .text = bytes_from_string(text)},
        {.start = 3, .end = 5},
        {.start = 6, .end = 6, .text = bytes_from_string("!")},
    };
    const struct source_change changes[] = {{2, &third, 1}, {1, second, 3}};
    struct source_list *changed = source_list_change(sources->list, changes, 2);
    text[0] = 'x';

    assert_int_equal(source_list_count(changed), 3);
    assert_ptr_equal(source_list_get(changed, 0)->text.data, first->text.data);
    assert_text(source_list_get(changed, 1), "another secd!");
    assert_text(source_list_get(changed, 2), "another third");
    assert_string_equal(source_list_get(changed, 1)->path, path);
    assert_int_equal(source_list_get(changed, 1)->identity.size, 6);
    assert_text(source_list_get(sources->list, 1), "second");
    source_list_free(changed);
}

static void a_changed_list_gives_the_changed_text_for_the_file(void **state)
{
    struct sources *sources = *state;
    const char *path = temporary_text(&sources->folder, "a", "as in the file");
    const uint32_t index = read_source(sources, path)->index;
    const struct replacement replacement = {3, 14, bytes_from_string("changed")};
    const struct source_change change = {index, &replacement, 1};
    struct source_list *changed = source_list_change(sources->list, &change, 1);
    const struct source *source;
    struct error error;
    assert_int_equal(source_list_read(changed, path, &source, &error), STATUS_OK);
    assert_int_equal(source->index, index);
    assert_text(source, "as changed");
    source_list_free(changed);
}

static void every_file_may_be_included_until_a_folder_is_named(void **state)
{
    struct sources *sources = *state;
    assert_true(source_list_allows(sources->list, "/etc/passwd"));
    source_list_allow_folder(sources->list, temporary_path(&sources->folder, "none"));
    assert_false(source_list_allows(sources->list, "/etc/passwd"));
    assert_false(source_list_allows(sources->list, temporary_path(&sources->folder, "none/a")));
}

static void assert_folders_hold(const struct sources *sources, const struct source_list *list)
{
    static const struct {
        const char *path;
        bool allowed;
    } cases[] = {
        {"a/b/file", true},
        {"a/b/deep/file", true},
        {"a/b/none", true},
        {"a/b/none/none", true},
        {"a/b", true},
        {"a/b/deep/../file", true},
        {"also/file", true}, /* its name is a link to `other` */
        {"other/file", true},
        {"a/b/inside", true},
        {"a/b/circle", true}, /* reading it says what is wrong */
        {"a/b/../b/file", true},
        {"a/bc/file", false},
        {"a/file", false},
        {"a", false},
        {"a/b/..", false},
        {"a/b/../none", false},
        {"a/b/none/../../file", false},
        {"a/b/outside", false},
        {"a/b/outside-none", false},
        {"a/b/folder/file", false},
        {"a/b/folder/none", false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (source_list_allows(list, temporary_path(&sources->folder, cases[i].path)) !=
            cases[i].allowed) {
            fail_msg("%s", cases[i].path);
        }
    }
}

static void files_may_be_included_from_the_folders_that_are_named(void **state)
{
    struct sources *sources = *state;
    struct temporary_folder *folder = &sources->folder;
    temporary_text(folder, "a/file", "");
    temporary_text(folder, "a/b/file", "");
    temporary_text(folder, "a/b/deep/file", "");
    temporary_text(folder, "a/bc/file", "");
    temporary_text(folder, "other/file", "");
    temporary_link(folder, "also", "other");
    temporary_link(folder, "a/b/inside", "deep/../file");
    temporary_link(folder, "a/b/circle", "circle");
    temporary_link(folder, "a/b/outside", "../file");
    temporary_link(folder, "a/b/outside-none", "../none");
    temporary_link(folder, "a/b/folder", "../bc");
    source_list_allow_folder(sources->list, temporary_path(folder, "a/b/"));
    source_list_allow_folder(sources->list, temporary_path(folder, "also"));
    assert_folders_hold(sources, sources->list);

    struct source_list *changed = source_list_change(sources->list, NULL, 0);
    assert_folders_hold(sources, changed);
    source_list_free(changed);
}

struct position_case {
    const char *text;
    uint64_t offset;
    uint64_t line;
    uint64_t column;
};

static void positions_count_lines_and_characters(void **state)
{
    static const struct position_case cases[] = {
        {"", 0, 1, 1},
        {"ab", 0, 1, 1},
        {"ab", 1, 1, 2},
        {"ab", 2, 1, 3},
        {"ab\n", 2, 1, 3},
        {"ab\n", 3, 2, 1},
        {"ab\ncd", 4, 2, 2},
        {"\n\n\n", 1, 2, 1},
        {"\n\n\n", 3, 4, 1},
        /* A CR is a column of its own; a lone one ends no line. */
        {"ab\r\ncd", 2, 1, 3},
        {"ab\r\ncd", 3, 1, 4},
        {"ab\r\ncd", 4, 2, 1},
        {"ab\rcd", 4, 1, 5},
        {"\t\tx", 2, 1, 3},
        /* Two, three and four bytes of UTF-8 are one column. */
        {"\xc3\xbc!", 2, 1, 2},
        {"\xe2\x82\xac!", 3, 1, 2},
        {"\xf0\x9f\x98\x80!", 4, 1, 2},
        {"x\n\xc3\xbc\xc3\xbc!", 6, 2, 3},
        /* Bytes of no character are one column each. */
        {"\xff\xfe!", 2, 1, 3},
        {"\x80\x80!", 2, 1, 3},
        {"\xc0\x80!", 2, 1, 3},
        {"\xc3!", 1, 1, 2},
        {"\xe2\x82!", 2, 1, 3},
        {"\xf5\x80\x80\x80!", 4, 1, 5},
        {"\xc3", 1, 1, 2},
        {"\xf0\x9f\x98", 3, 1, 4},
    };
    struct sources *sources = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint32_t source =
            source_list_add_text(sources->list, "text", bytes_from_string(cases[i].text))->index;
        struct position position = source_list_position(sources->list, source, cases[i].offset);
        if (position.line != cases[i].line || position.column != cases[i].column) {
            fail_msg("case %zu: %u:%u instead of %u:%u", i, (unsigned)position.line,
                     (unsigned)position.column, (unsigned)cases[i].line, (unsigned)cases[i].column);
        }
    }
}

/* A place inside of a character, which no token boundary is, still has a column. */
static void a_place_inside_of_a_character_is_behind_it(void **state)
{
    struct sources *sources = *state;
    uint32_t source =
        source_list_add_text(sources->list, "text", bytes_from_string("\xe2\x82\xac!"))->index;
    assert_int_equal(source_list_position(sources->list, source, 1).column, 2);
}

/* A line and its number of bytes are random; both functions are asked about every place. */
static void places_in_a_long_text_are_found_again(void **state)
{
    enum { BYTES = 20000 };
    struct sources *sources = *state;
    uint64_t random = 1;
    char *text = memory_get(BYTES + 1);
    for (size_t i = 0; i < BYTES; i++) {
        bool is_long = i > 6000 && i < 13000; /* more than a stretch without a newline */
        text[i] = !is_long && random_below(&random, 20) == 0 ? '\n' : 'x';
    }
    text[BYTES] = '\0';
    uint32_t source = source_list_add_text(sources->list, "text", bytes_from_string(text))->index;
    uint64_t line = 1;
    uint64_t start = 0;
    for (uint64_t at = 0; at <= BYTES; at++) {
        struct position position = source_list_position(sources->list, source, at);
        assert_int_equal(position.line, line);
        assert_int_equal(position.column, at - start + 1);
        if (text[at] == '\n' || text[at] == '\0') {
            struct span span = source_list_line(sources->list, source, line);
            assert_int_equal(span.start, start);
            assert_int_equal(span.length, at - start);
            line++;
            start = at + 1;
        }
    }
    free(text);
}

struct line_case {
    const char *text;
    uint64_t line;
    const char *expected;
};

static void lines_come_without_their_ends(void **state)
{
    static const struct line_case cases[] = {
        {"", 1, ""},
        {"one", 1, "one"},
        {"one\n", 1, "one"},
        {"one\n", 2, ""},
        {"one\r\ntwo", 1, "one"},
        {"one\r\ntwo", 2, "two"},
        {"one\r\r\ntwo", 1, "one\r"},
        {"one\rtwo\n", 1, "one\rtwo"},
        {"\n\nthree", 2, ""},
        {"\n\nthree", 3, "three"},
        {"\r\n", 1, ""},
        {"end\r", 1, "end"},
    };
    struct sources *sources = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint32_t source =
            source_list_add_text(sources->list, "text", bytes_from_string(cases[i].text))->index;
        struct bytes line = source_list_bytes(
            sources->list, source_list_line(sources->list, source, cases[i].line));
        if (!bytes_equal(line, bytes_from_string(cases[i].expected))) {
            fail_msg("case %zu: `%.*s`", i, (int)line.length, (const char *)line.data);
        }
    }
}

static void a_text_of_two_byte_units_is_refused(void **state)
{
    (void)state;
    assert_non_null(strstr(text_refusal(bytes_from_string("\xff\xfe@")), "UTF-16"));
    assert_non_null(strstr(text_refusal(bytes_from_string("\xfe\xff@")), "UTF-16"));
}

static void a_text_with_nul_bytes_is_refused(void **state)
{
    (void)state;
    assert_non_null(text_refusal((struct bytes){(const uint8_t *)"@ NS\0 ns", 8}));
}

static void other_text_is_not_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "@", "\xff", "\xfe", "\xef\xbb\xbf@ NS ns\n", "\xfc latin\n", "\x01\x02",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        assert_null(text_refusal(bytes_from_string(texts[i])));
    }
}

#define WITH_SOURCES(test) cmocka_unit_test_setup_teardown(test, make_sources, free_sources)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_list_can_be_freed),
        WITH_SOURCES(a_file_is_read_with_what_tells_it_from_others),
        WITH_SOURCES(an_empty_file_is_a_source),
        WITH_SOURCES(a_file_is_one_source_whatever_path_leads_to_it),
        WITH_SOURCES(files_with_equal_text_are_two_sources),
        WITH_SOURCES(many_files_are_told_apart),
        WITH_SOURCES(a_source_stays_as_it_was_read),
        WITH_SOURCES(a_file_that_is_not_there_is_refused),
        WITH_SOURCES(a_folder_is_refused),
        WITH_SOURCES(a_fifo_that_nobody_writes_to_is_refused_at_once),
        WITH_SOURCES(a_device_is_refused),
        WITH_SOURCES(a_file_that_says_it_is_empty_and_is_not_is_read),
        WITH_SOURCES(only_a_large_file_is_mapped_and_only_when_that_is_wanted),
        WITH_SOURCES(released_text_can_be_read_again),
        WITH_SOURCES(more_files_than_can_be_mapped_are_read),
        WITH_SOURCES(a_mapped_file_that_is_written_to_is_noticed),
        WITH_SOURCES(a_mapped_file_that_is_replaced_keeps_its_text),
        WITH_SOURCES(whoever_reads_first_the_order_is_that_of_the_readers),
        WITH_SOURCES(added_text_is_a_source_by_itself),
        WITH_SOURCES(a_changed_list_has_other_text_in_the_same_places),
        WITH_SOURCES(a_changed_list_gives_the_changed_text_for_the_file),
        WITH_SOURCES(every_file_may_be_included_until_a_folder_is_named),
        WITH_SOURCES(files_may_be_included_from_the_folders_that_are_named),
        WITH_SOURCES(positions_count_lines_and_characters),
        WITH_SOURCES(a_place_inside_of_a_character_is_behind_it),
        WITH_SOURCES(places_in_a_long_text_are_found_again),
        WITH_SOURCES(lines_come_without_their_ends),
        cmocka_unit_test(a_text_of_two_byte_units_is_refused),
        cmocka_unit_test(a_text_with_nul_bytes_is_refused),
        cmocka_unit_test(other_text_is_not_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
