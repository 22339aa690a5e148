/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/include_scan.h"

#include <assert.h>
#include <stdlib.h>

#include "zones/base/memory.h"
#include "zones/base/vector.h"
#include "zones/entry.h"
#include "zones/source.h"
#include "zones/zone_probe.h"

/* What is known of a file, whatever path leads to it. */
struct file_slot {
    struct file_id id;       /* unset marks a free slot */
    struct scan_file *doubt; /* the doubtful file that this is; or NULL */
    bool seen;               /* it was read or waits for it */
};

/* Open addressing. */
struct file_table {
    struct file_slot *slots;
    size_t slot_count; /* a power of two */
    size_t count;
};

struct scan {
    struct arena *arena; /* of paths */
    struct file_table files;
    VECTOR(const char *) waiting; /* files to be read */
    const char *include_root;     /* of the zone whose files they are */
    struct file_id root;          /* the file that reading began with */
    size_t doubts_left;
};

static struct file_slot *file_table_slot(const struct file_table *table, struct file_id id)
{
    size_t mask = table->slot_count - 1;
    uint64_t hash = ((uint64_t)id.inode ^ (uint64_t)id.device << 32) * UINT64_C(0x9e3779b97f4a7c15);
    for (size_t i = (size_t)(hash >> 32) & mask;; i = (i + 1) & mask) {
        struct file_slot *slot = &table->slots[i];
        if (!file_id_is_set(slot->id) || file_id_equal(slot->id, id)) {
            return slot;
        }
    }
}

static void file_table_grow(struct file_table *table)
{
    struct file_table old = *table;
    table->slot_count = old.slot_count == 0 ? 64 : old.slot_count * 2;
    table->slots = memory_get_zeroed(table->slot_count, sizeof(*table->slots));
    for (size_t i = 0; i < old.slot_count; i++) {
        if (file_id_is_set(old.slots[i].id)) {
            *file_table_slot(table, old.slots[i].id) = old.slots[i];
        }
    }
    free(old.slots);
}

/* The slot of a file, a new one when there was none; valid until the next call. */
static struct file_slot *file_table_get(struct file_table *table, struct file_id id)
{
    assert(file_id_is_set(id));
    if ((table->count + 1) * 2 > table->slot_count) {
        file_table_grow(table);
    }
    struct file_slot *slot = file_table_slot(table, id);
    if (!file_id_is_set(slot->id)) {
        slot->id = id;
        table->count++;
    }
    return slot;
}

/* The $INCLUDE at or behind `*at`, which moves behind it. A directive begins its line; one that
 * stands inside of a quoted string or of parentheses would be taken for one here, which leaves out
 * no file that is not named in that place. */
static bool include_next(struct bytes text,
                         size_t *at,
                         struct entry_reader *reader,
                         struct bytes *ret_name)
{
    static const char word[] = "$INCLUDE";
    while (*at < text.length) {
        const uint8_t *dollar = memchr(text.data + *at, '$', text.length - *at);
        if (dollar == NULL) {
            break;
        }
        size_t start = (size_t)(dollar - text.data);
        *at = start + 1;
        bool begins_line = start == 0 || dollar[-1] == '\n' ||
                           (start == 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0);
        if (!begins_line || text.length - start < sizeof(word) ||
            !bytes_equal_string_folded((struct bytes){dollar, sizeof(word) - 1}, word)) {
            continue;
        }
        const uint8_t *newline = memchr(dollar, '\n', text.length - start);
        size_t end = newline == NULL ? text.length : (size_t)(newline - text.data);
        struct entry entry;
        entry_reader_start(reader, (struct bytes){text.data, end}, start);
        entry_next(reader, &entry);
        if (entry.field_count > 1 && entry.fields[0].length == sizeof(word) - 1) {
            *at = end;
            *ret_name = field_bytes(&entry.fields[1]);
            return true;
        }
    }
    return false;
}

static void scan_take_include(struct scan *scan, const char *path)
{
    struct file_id id = file_id_of(path);
    if (!file_id_is_set(id)) {
        return;
    }
    struct file_slot *slot = file_table_get(&scan->files, id);
    if (slot->doubt != NULL && !slot->doubt->included && !file_id_equal(id, scan->root)) {
        slot->doubt->included = true;
        scan->doubts_left--;
    }
    if (!slot->seen) {
        slot->seen = true;
        VECTOR_PUSH(&scan->waiting, path);
    }
}

/* A file that cannot be read includes nothing; the loader says why it could not. Neither does one
 * that is no text, such as a file of holes, larger than the memory, that a stranger's zone
 * names. */
static void scan_read(struct scan *scan, const char *path)
{
    struct source_list *sources = source_list_new();
    struct error error;
    const struct source *source;
    if (file_is_text(path) && source_list_read(sources, path, &source, &error) == STATUS_OK) {
        struct entry_reader reader = {0};
        struct bytes name;
        size_t at = 0;
        while (scan->doubts_left > 0 && include_next(source->text, &at, &reader, &name)) {
            scan_take_include(scan, path_of_include(scan->arena, path, name, scan->include_root));
        }
        entry_reader_end(&reader);
    }
    source_list_free(sources);
}

/* Reads a file, and whatever it includes, unless another file has led to it. */
static void scan_from(struct scan *scan, const struct scan_file *file)
{
    if (!file_id_is_set(file->id)) {
        return;
    }
    struct file_slot *slot = file_table_get(&scan->files, file->id);
    if (slot->seen) {
        return;
    }
    slot->seen = true;
    scan->root = file->id;
    scan->include_root = file->include_root;
    VECTOR_PUSH(&scan->waiting, file->path);
    while (scan->waiting.count > 0 && scan->doubts_left > 0) {
        scan_read(scan, scan->waiting.items[--scan->waiting.count]);
    }
}

void include_scan(struct scan_file *files, size_t count)
{
    struct scan scan = {.arena = arena_new()};
    for (size_t i = 0; i < count; i++) {
        if (files[i].doubtful) {
            file_table_get(&scan.files, files[i].id)->doubt = &files[i];
            scan.doubts_left++;
        }
    }
    for (size_t i = 0; i < count && scan.doubts_left > 0; i++) {
        if (!files[i].doubtful) {
            scan_from(&scan, &files[i]);
        }
    }
    for (size_t i = 0; i < count && scan.doubts_left > 0; i++) {
        if (files[i].doubtful) {
            scan_from(&scan, &files[i]);
        }
    }
    VECTOR_FREE(&scan.waiting);
    free(scan.files.slots);
    arena_free(scan.arena);
}
