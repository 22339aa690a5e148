/* SPDX-License-Identifier: BSD-3-Clause */

/* Files that others write to while they are mapped. The loader gives pages back as it goes; that
 * call of the system is caught here, and what somebody else might do to the file is done then. */

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/temporary_folder.h"
#include "zones/base/mapping.h"
#include "zones/zone_set.h"

/* What is done at the first call, once. */
static void (*meanwhile)(void);

int madvise(void *addr, size_t len, int advice)
{
    void (*now)(void) = meanwhile;
    meanwhile = NULL;
    if (now != NULL) {
        now();
    }
    return (int)syscall(SYS_madvise, addr, len, advice);
}

static struct temporary_folder folder;
static const char *path;
static struct zone_set *set;

enum { RECORDS = 200000 };

/* A zone whose records all have addresses that begin so. */
static struct bytes zone_text_of(struct buffer *text, const char *net)
{
    buffer_clear(text);
    buffer_add_string(text,
                      "$TTL 60\n@ SOA ns hostmaster 1 60 60 60 60\n@ NS ns\nns A 192.0.2.1\n");
    for (unsigned i = 0; i < RECORDS; i++) {
        buffer_add_format(text, "h%06u A %s.%u\n", i, net, 100 + i % 100);
    }
    return buffer_bytes(text);
}

static int make_zone(void **state)
{
    struct buffer text = {0};
    (void)state;
    temporary_folder_make(&folder);
    path = temporary_file(&folder, "db.example.com", zone_text_of(&text, "10.0.0"));
    buffer_free(&text);
    set = zone_set_new();
    source_list_map_files(set->sources);
    return 0;
}

static int free_zone(void **state)
{
    (void)state;
    meanwhile = NULL;
    zone_set_free(set);
    temporary_folder_remove(&folder);
    return 0;
}

static void load(void)
{
    const struct zone_claim claim = {.name = "example.com.", .path = path};
    zone_set_load(set, &claim);
    zone_set_index(set);
}

static void assert_all_in(uint8_t net)
{
    assert_int_equal(set->zones.count, 1);
    const struct zone *zone = set->zones.items[0];
    assert_int_equal(zone->records.count, RECORDS + 3);
    assert_true(zone->complete);
    for (size_t i = 3; i < zone->records.count; i++) {
        assert_int_equal(record_wire(zone, &zone->records.items[i], NULL).data[0], net);
    }
}

static void write_over(const char *net)
{
    struct buffer text = {0};
    struct bytes bytes = zone_text_of(&text, net);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    struct timespec times[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    assert_true(fd >= 0);
    assert_int_equal(pwrite(fd, bytes.data, bytes.length, 0), bytes.length);
    /* A moment that no clock of a file system is too coarse for. */
    assert_int_equal(futimens(fd, times), 0);
    close(fd);
    buffer_free(&text);
}

static void write_over_all(void)
{
    write_over("11.0.0");
}

static void a_file_that_stays_is_mapped(void **state)
{
    (void)state;
    load();
    assert_all_in(10);
    assert_non_null(source_list_get(set->sources, 0)->mapping);
}

static void a_file_that_is_written_to_meanwhile_is_read_again(void **state)
{
    (void)state;
    meanwhile = write_over_all;
    load();
    assert_null(meanwhile);
    assert_all_in(11);
    assert_null(source_list_get(set->sources, 0)->mapping);
    assert_int_equal(source_list_count(set->sources), 1);
    assert_int_equal(set->zones.items[0]->source, 0);
}

static void a_file_that_is_written_to_afterwards_is_noticed(void **state)
{
    struct error error;
    (void)state;
    load();
    assert_int_equal(source_list_verify(set->sources, &error), STATUS_OK);
    write_over_all();
    assert_int_equal(source_list_verify(set->sources, &error), STATUS_FAILED);
}

static void make_shorter(void)
{
    if (truncate(path, 4096) != 0) {
        _exit(99);
    }
}

static void read_of_nothing(void)
{
    /* Where no file was ever: a mapping of our own, behind the end of its file. */
    int fd = open(temporary_text(&folder, "empty", ""), O_RDONLY | O_CLOEXEC);
    volatile uint8_t *bytes = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
    (void)bytes[0];
}

/* Loads the zone in a process of its own; returns how it ended, and what it said. */
static int load_elsewhere(void (*then)(void), char *said, size_t room)
{
    int ends[2];
    int status = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        signal(SIGBUS, SIG_DFL); /* which the library of the tests has changed */
        load();
        if (then != NULL) {
            then();
        }
        _exit(98);
    }
    close(ends[1]);
    size_t length = 0;
    ssize_t count;
    while ((count = read(ends[0], said + length, room - 1 - length)) > 0) {
        length += (size_t)count;
    }
    said[length] = '\0';
    close(ends[0]);
    waitpid(child, &status, 0);
    return status;
}

static void a_file_that_becomes_shorter_ends_the_run_with_its_name(void **state)
{
    char said[65536];
    (void)state;
    meanwhile = make_shorter;
    int status = load_elsewhere(NULL, said, sizeof(said));
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), MAPPING_EXIT_STATUS);
    assert_string_equal(
        said,
        arena_format(folder.arena,
                     "zonetidy: %s: it became shorter, or its disk failed, while it was being "
                     "read\n",
                     path));
}

/* The signal means what it meant before, elsewhere in memory. */
static void another_fault_of_memory_is_not_taken_for_a_file(void **state)
{
    char said[65536];
    (void)state;
    int status = load_elsewhere(read_of_nothing, said, sizeof(said));
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGBUS);
    assert_string_equal(said, "");
}

#define WITH_ZONE(test) cmocka_unit_test_setup_teardown(test, make_zone, free_zone)

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* In front: the handler is there from the first mapping of a process on. */
        WITH_ZONE(a_file_that_becomes_shorter_ends_the_run_with_its_name),
        WITH_ZONE(another_fault_of_memory_is_not_taken_for_a_file),
        WITH_ZONE(a_file_that_stays_is_mapped),
        WITH_ZONE(a_file_that_is_written_to_meanwhile_is_read_again),
        WITH_ZONE(a_file_that_is_written_to_afterwards_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
