/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/zone_probe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zones/base/memory.h"
#include "zones/base/vector.h"
#include "zones/named_conf.h"
#include "zones/source.h"
#include "zones/zone_head.h"
#include "zones/zone_name.h"

/* The included files that are opened for one zone in search of its SOA record. This bounds how deep
 * they can include each other as well. */
#define PROBE_INCLUDES_MAX 64

/* How many strays a strict probe takes for slips. */
#define STRICT_STRAYS_MAX 1

/* A folder may hold a hundred thousand zones, and what is read here is read again by the loader; so
 * first a piece in which the SOA record nearly always is, then more. The first piece is also as
 * much as text_refusal() looks at. */
static const size_t read_steps[] = {8192, 65536, ZONE_HEAD_BYTES_MAX};

#define READ_STEPS (sizeof(read_steps) / sizeof(read_steps[0]))

/* The beginning of a file. */
struct file_start {
    int fd;
    struct file_id id;
    uint64_t bytes; /* of the file */
    uint8_t *data;
    size_t length;
    bool cut; /* there is more */
};

static enum status file_start_open(struct file_start *start, const char *path, struct error *error)
{
    *start = (struct file_start){.cut = true};
    struct stat status;
    /* O_NONBLOCK: a FIFO that nobody writes to is refused below instead of waited for. */
    start->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (start->fd < 0) {
        return error_from_errno(error, path);
    }
    if (fstat(start->fd, &status) < 0) {
        error_from_errno(error, path);
        close(start->fd);
        return STATUS_FAILED;
    }
    if (!S_ISREG(status.st_mode)) {
        close(start->fd);
        return error_set(error, "%s: not a regular file", path);
    }
    start->id = (struct file_id){status.st_dev, status.st_ino};
    start->bytes = (uint64_t)status.st_size;
    return STATUS_OK;
}

/* Reads on until there are `length` bytes or no more. */
static enum status file_start_read(struct file_start *start,
                                   size_t length,
                                   const char *path,
                                   struct error *error)
{
    start->data = memory_resize(start->data, length);
    while (start->cut && start->length < length) {
        ssize_t count = read(start->fd, start->data + start->length, length - start->length);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return error_from_errno(error, path);
        }
        start->length += (size_t)count;
        start->cut = count > 0;
    }
    return STATUS_OK;
}

static void file_start_close(struct file_start *start)
{
    close(start->fd);
    free(start->data);
}

/* Without the last line when the file goes on, because that line is cut in two. */
static struct bytes file_start_lines(const struct file_start *start)
{
    size_t length = start->length;
    if (start->cut) {
        const uint8_t *newline = length == 0 ? NULL : memrchr(start->data, '\n', length);
        length = newline == NULL ? 0 : (size_t)(newline - start->data) + 1;
    }
    return (struct bytes){start->data, length};
}

struct prober {
    struct arena *scratch;
    struct arena *arena; /* of the result */
    struct probe *probe;
    VECTOR(struct file_id) seen; /* the files so far: none tells more the second time */
    VECTOR(struct file_id) lead; /* from the SOA record up to the file, which is not in it */
};

static void probe_take_name(struct prober *prober, const struct zone_head *head)
{
    if (head->owner_length > 0) {
        prober->probe->name =
            zone_name_from_wire((struct bytes){head->owner, head->owner_length}, prober->arena);
    }
}

static bool probe_is_new_file(struct prober *prober, struct file_id file)
{
    if (prober->seen.count >= PROBE_INCLUDES_MAX) {
        return false;
    }
    for (size_t i = 0; i < prober->seen.count; i++) {
        if (file_id_equal(prober->seen.items[i], file)) {
            return false;
        }
    }
    VECTOR_PUSH(&prober->seen, file);
    return true;
}

static bool probe_include(struct prober *prober,
                          const char *path,
                          const struct zone_head *includer);

/* Follows the includes of a text in their order up to the first SOA record. False when there is
 * none. */
static bool probe_text(struct prober *prober,
                       const struct file_start *start,
                       const char *path,
                       struct zone_head_options options)
{
    struct zone_head head;
    options.cut = start->cut;
    zone_head_start(&head, file_start_lines(start), options, prober->scratch);
    enum zone_head_event event;
    bool found = false;
    while (!found && (event = zone_head_next(&head)) != ZONE_HEAD_END) {
        found = true;
        if (event == ZONE_HEAD_SOA) {
            probe_take_name(prober, &head);
        } else {
            found = probe_include(
                prober, path_of_include(prober->scratch, path, head.include, NULL), &head);
        }
    }
    zone_head_end(&head);
    return found;
}

static bool probe_include(struct prober *prober, const char *path, const struct zone_head *includer)
{
    struct error error;
    struct file_start start;
    if (file_start_open(&start, path, &error) != STATUS_OK) {
        return false;
    }
    bool found = false;
    if (probe_is_new_file(prober, start.id) &&
        file_start_read(&start, ZONE_HEAD_BYTES_MAX, path, &error) == STATUS_OK &&
        text_refusal((struct bytes){start.data, start.length}) == NULL) {
        struct zone_head_options options = {
            .strays_max = SIZE_MAX,
            .origin = includer->include_origin,
            .includer = includer,
        };
        found = probe_text(prober, &start, path, options);
    }
    if (found) {
        VECTOR_PUSH(&prober->lead, start.id);
    }
    file_start_close(&start);
    return found;
}

static bool starts_as_utf16(struct bytes text)
{
    return text.length >= 2 &&
           (memcmp(text.data, "\xff\xfe", 2) == 0 || memcmp(text.data, "\xfe\xff", 2) == 0);
}

/* Looks at what of the file has been read, without following includes. True when more of it would
 * tell nothing new. */
static bool probe_own_text(struct prober *prober,
                           const struct file_start *start,
                           size_t strays_max,
                           bool *ret_has_include)
{
    struct probe *probe = prober->probe;
    struct bytes text = {start->data, start->length};
    if (text_refusal(text) != NULL) {
        probe->kind = starts_as_utf16(text) ? PROBE_UTF16 : PROBE_NOT_TEXT;
        return true;
    }
    if (named_conf_begins(text)) {
        probe->kind = PROBE_CONFIG;
        return true;
    }
    struct zone_head head;
    struct zone_head_options options = {.strays_max = strays_max, .cut = start->cut};
    zone_head_start(&head, file_start_lines(start), options, prober->scratch);
    enum zone_head_event event;
    while ((event = zone_head_next(&head)) == ZONE_HEAD_INCLUDE) {
        *ret_has_include = true;
    }
    if (event == ZONE_HEAD_SOA) {
        probe->kind = PROBE_SOA;
        probe_take_name(prober, &head);
    } else {
        probe->kind = head.root_hints ? PROBE_ROOT_HINTS : PROBE_NO_SOA;
    }
    probe->is_zone_text = zone_head_is_zone_text(&head);
    bool given_up = head.strays > strays_max;
    zone_head_end(&head);
    return event == ZONE_HEAD_SOA || given_up;
}

static void probe_take_lead(struct prober *prober)
{
    size_t size = prober->lead.count * sizeof(struct file_id);
    prober->probe->soa_files = memcpy(arena_get(prober->arena, size), prober->lead.items, size);
    prober->probe->soa_file_count = prober->lead.count;
}

static enum status probe_file(struct prober *prober,
                              struct file_start *start,
                              const char *path,
                              struct probe_options options,
                              struct error *error)
{
    size_t strays_max = options.strict ? STRICT_STRAYS_MAX : SIZE_MAX;
    bool has_include = false;
    bool decided = false;
    for (size_t i = 0; i < READ_STEPS && start->cut && !decided; i++) {
        if (file_start_read(start, read_steps[i], path, error) != STATUS_OK) {
            return STATUS_FAILED;
        }
        decided = probe_own_text(prober, start, strays_max, &has_include);
    }
    if (!decided && has_include &&
        probe_text(prober, start, path, (struct zone_head_options){.strays_max = strays_max})) {
        prober->probe->kind = PROBE_SOA_INCLUDED;
        probe_take_lead(prober);
    }
    return STATUS_OK;
}

enum status zone_probe(const char *path,
                       struct probe_options options,
                       struct arena *arena,
                       struct probe *ret_probe,
                       struct error *error)
{
    struct file_start start;
    if (file_start_open(&start, path, error) != STATUS_OK) {
        return STATUS_FAILED;
    }
    struct probe probe = {.kind = PROBE_NO_SOA, .file = start.id, .bytes = start.bytes};
    struct prober prober = {.scratch = arena_new(), .arena = arena, .probe = &probe};
    VECTOR_PUSH(&prober.seen, start.id);
    enum status status = probe_file(&prober, &start, path, options, error);
    if (status == STATUS_OK) {
        *ret_probe = probe;
    }
    VECTOR_FREE(&prober.seen);
    VECTOR_FREE(&prober.lead);
    arena_free(prober.scratch);
    file_start_close(&start);
    return status;
}

bool file_is_text(const char *path)
{
    struct error error;
    struct file_start start;
    if (file_start_open(&start, path, &error) != STATUS_OK) {
        return false;
    }
    bool is_text = file_start_read(&start, read_steps[0], path, &error) == STATUS_OK &&
                   text_refusal((struct bytes){start.data, start.length}) == NULL;
    file_start_close(&start);
    return is_text;
}
