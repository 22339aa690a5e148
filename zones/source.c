/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/source.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zones/base/mapping.h"
#include "zones/base/memory.h"
#include "zones/base/vector.h"
#include "zones/path.h"
#include "zones/source_lines.h"

struct source_entry {
    struct source *source;
    struct source_lines lines; /* made when the first place in it is asked for */
    uint8_t *owned;            /* the text, when this list read it */
    struct mapping *mapping;   /* the same, when this list mapped it */
};

enum identity_state {
    IDENTITY_NONE,    /* the slot is free */
    IDENTITY_READING, /* a thread reads the file; the others wait for it */
    IDENTITY_FAILED,  /* it could not be read; the next one tries again */
    IDENTITY_READ,
};

/* From a file's identity to its source; open addressing. */
struct identity_slot {
    dev_t device;
    ino_t inode;
    uint32_t index;
    enum identity_state state;
};

struct source_list {
    struct arena *arena;
    VECTOR(struct source_entry) entries;
    struct identity_slot *slots;
    size_t slot_count; /* a power of two */
    size_t slots_used;
    bool maps;             /* large files */
    pthread_mutex_t mutex; /* for all of this while files are read, but never held over a read */
    pthread_cond_t read;   /* a file that others may wait for was read, or could not be */
    VECTOR(struct bytes) folders; /* from which files may be included: real paths */
    bool has_limits;              /* a folder was named, whether it exists or not */
};

struct source_list *source_list_new(void)
{
    struct source_list *list = memory_get_zeroed(1, sizeof(*list));
    list->arena = arena_new();
    list->slot_count = 16;
    list->slots = memory_get_zeroed(list->slot_count, sizeof(*list->slots));
    pthread_mutex_init(&list->mutex, NULL);
    pthread_cond_init(&list->read, NULL);
    return list;
}

static void source_entry_free(struct source_entry *entry)
{
    mapping_free(entry->mapping);
    free(entry->owned);
    source_lines_free(&entry->lines);
}

void source_list_free(struct source_list *list)
{
    if (list == NULL) {
        return;
    }
    for (size_t i = 0; i < list->entries.count; i++) {
        source_entry_free(&list->entries.items[i]);
    }
    VECTOR_FREE(&list->entries);
    VECTOR_FREE(&list->folders);
    free(list->slots);
    pthread_cond_destroy(&list->read);
    pthread_mutex_destroy(&list->mutex);
    arena_free(list->arena);
    free(list);
}

/* The slot of this file, or the free one in which it belongs. */
static struct identity_slot *identity_slot_find(const struct source_list *list,
                                                dev_t device,
                                                ino_t inode)
{
    size_t mask = list->slot_count - 1;
    uint64_t hash = ((uint64_t)inode ^ (uint64_t)device << 32) * UINT64_C(0x9e3779b97f4a7c15);
    for (size_t i = (size_t)(hash >> 32) & mask;; i = (i + 1) & mask) {
        struct identity_slot *slot = &list->slots[i];
        if (slot->state == IDENTITY_NONE || (slot->device == device && slot->inode == inode)) {
            return slot;
        }
    }
}

static void identity_slots_grow(struct source_list *list)
{
    struct identity_slot *old = list->slots;
    size_t old_count = list->slot_count;
    list->slot_count *= 2;
    list->slots = memory_get_zeroed(list->slot_count, sizeof(*list->slots));
    for (size_t i = 0; i < old_count; i++) {
        if (old[i].state != IDENTITY_NONE) {
            *identity_slot_find(list, old[i].device, old[i].inode) = old[i];
        }
    }
    free(old);
}

static void identity_set(struct source_list *list,
                         dev_t device,
                         ino_t inode,
                         enum identity_state state,
                         uint32_t index)
{
    struct identity_slot *slot = identity_slot_find(list, device, inode);
    if (slot->state == IDENTITY_NONE && ++list->slots_used * 2 > list->slot_count) {
        identity_slots_grow(list);
        slot = identity_slot_find(list, device, inode);
    }
    *slot = (struct identity_slot){device, inode, index, state};
}

/* The source of this file when it was read before, by whichever thread; or NULL, and then this
 * thread is the one that reads it and tells with identity_set(). */
static const struct source *identity_begin(struct source_list *list, dev_t device, ino_t inode)
{
    const struct source *source = NULL;
    pthread_mutex_lock(&list->mutex);
    struct identity_slot *slot = identity_slot_find(list, device, inode);
    while (slot->state == IDENTITY_READING) {
        pthread_cond_wait(&list->read, &list->mutex);
        slot = identity_slot_find(list, device, inode);
    }
    if (slot->state == IDENTITY_READ) {
        source = list->entries.items[slot->index].source;
    } else {
        identity_set(list, device, inode, IDENTITY_READING, 0);
    }
    pthread_mutex_unlock(&list->mutex);
    return source;
}

static struct source *source_add(struct source_list *list, const char *path, struct bytes text)
{
    struct source *source = arena_get_zeroed(list->arena, sizeof(*source));
    source->path = arena_copy_string(list->arena, path);
    source->text = text;
    source->refusal = text_refusal(text);
    source->memo = arena_get_zeroed(list->arena, sizeof(*source->memo));
    source->index = (uint32_t)list->entries.count;
    struct source_entry entry = {.source = source};
    VECTOR_PUSH(&list->entries, entry);
    return source;
}

/* Reads to the end, whatever size the file had when it was opened. `*ret_text` is freed by the
 * caller also when this fails. */
static enum status file_read(int fd,
                             const char *path,
                             size_t size_expected,
                             uint8_t **ret_text,
                             size_t *ret_length,
                             struct error *error)
{
    size_t capacity = size_expected + 1; /* so that the end is seen without growing */
    size_t length = 0;
    *ret_text = memory_get_large(capacity);
    for (;;) {
        ssize_t count = read(fd, *ret_text + length, capacity - length);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return error_from_errno(error, path);
        }
        length += (size_t)count;
        if (count == 0 || (length == size_expected && size_expected > 0)) {
            break; /* what came behind the size since, the caller sees by the size */
        }
        if (length > SOURCE_BYTES_MAX) {
            return error_set(error, "%s: larger than %llu bytes", path,
                             (unsigned long long)SOURCE_BYTES_MAX);
        }
        if (length == capacity) {
            capacity += capacity / 2 + 4096;
            *ret_text = memory_resize(*ret_text, capacity);
        }
    }
    *ret_length = length;
    return STATUS_OK;
}

static bool identity_is_same(const struct stat *a, const struct stat *b)
{
    return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* File systems that make their files up, such as /proc, say 0 for each. */
static bool size_suits(const struct stat *stat, size_t length)
{
    return stat->st_size == 0 || (uint64_t)stat->st_size == length;
}

/* The text and the identity belong together: a file that changes meanwhile is read again, a few
 * times. `stat` is that of the open file, and afterwards that of the text. */
static enum status file_read_steady(int fd,
                                    const char *path,
                                    struct stat *stat,
                                    uint8_t **ret_text,
                                    size_t *ret_length,
                                    struct error *error)
{
    enum { ATTEMPTS_MAX = 3 };
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
        struct stat before = *stat;
        if (attempt > 0 && lseek(fd, 0, SEEK_SET) < 0) {
            return error_from_errno(error, path);
        }
        if ((uint64_t)before.st_size > SOURCE_BYTES_MAX) {
            return error_set(error, "%s: larger than %llu bytes", path,
                             (unsigned long long)SOURCE_BYTES_MAX);
        }
        free(*ret_text);
        *ret_text = NULL;
        if (file_read(fd, path, (size_t)before.st_size, ret_text, ret_length, error) != STATUS_OK) {
            return STATUS_FAILED;
        }
        if (fstat(fd, stat) < 0) {
            return error_from_errno(error, path);
        }
        if (identity_is_same(&before, stat) && size_suits(stat, *ret_length)) {
            return STATUS_OK;
        }
    }
    return error_set(error, "%s: it changes while it is being read", path);
}

/* A file on its way into the list. */
struct file_text {
    const char *path;
    int fd;
    struct stat stat; /* of the text */
    struct mapping *mapping;
    uint8_t *owned;
    const uint8_t *kept; /* in an arena, instead of owned */
    size_t length;
};

static struct bytes file_text_bytes(const struct file_text *file)
{
    if (file->mapping != NULL) {
        return mapping_bytes(file->mapping);
    }
    return (struct bytes){file->kept != NULL ? file->kept : file->owned, file->length};
}

/* Moves a small text into the arena: of many thousands, each would be a piece of memory to be given
 * back by itself. */
static void file_text_keep(struct file_text *file, struct arena *arena)
{
    enum { KEPT_BYTES_MAX = 64 * 1024 };
    if (file->owned != NULL && file->length <= KEPT_BYTES_MAX) {
        file->kept = arena_copy(arena, (struct bytes){file->owned, file->length}).data;
        free(file->owned);
        file->owned = NULL;
    }
}

/* The file as a new source, for those who wait for it too. */
static const struct source *source_add_file(struct source_list *list, const struct file_text *file)
{
    const struct stat *stat = &file->stat;
    pthread_mutex_lock(&list->mutex);
    struct source *source = source_add(list, file->path, file_text_bytes(file));
    source->from_file = true;
    source->mapping = file->mapping;
    source->identity = (struct file_identity){
        .device = stat->st_dev,
        .inode = stat->st_ino,
        .size = stat->st_size,
        .modified = stat->st_mtim,
        .changed = stat->st_ctim,
        .mode = stat->st_mode,
        .links = stat->st_nlink,
    };
    list->entries.items[source->index].owned = file->owned;
    list->entries.items[source->index].mapping = file->mapping;
    identity_set(list, stat->st_dev, stat->st_ino, IDENTITY_READ, source->index);
    pthread_cond_broadcast(&list->read);
    pthread_mutex_unlock(&list->mutex);
    return source;
}

static void identity_fail(struct source_list *list, const struct stat *stat)
{
    pthread_mutex_lock(&list->mutex);
    identity_set(list, stat->st_dev, stat->st_ino, IDENTITY_FAILED, 0);
    pthread_cond_broadcast(&list->read);
    pthread_mutex_unlock(&list->mutex);
}

/* Maps the file when that is wanted and worth it: false when it is to be read. */
static bool file_map(struct source_list *list, struct file_text *file)
{
    uint64_t size = (uint64_t)file->stat.st_size;
    if (!list->maps || size < SOURCE_MAPPED_BYTES_MIN || size > SOURCE_BYTES_MAX) {
        return false;
    }
    pthread_mutex_lock(&list->mutex);
    const char *path = arena_copy_string(list->arena, file->path);
    pthread_mutex_unlock(&list->mutex);
    file->mapping = mapping_new(file->fd, size, path);
    if (file->mapping != NULL) {
        file->fd = -1;
    }
    return file->mapping != NULL;
}

/* `arena`: for a small text, or NULL. */
static enum status list_read(struct source_list *list,
                             struct arena *arena,
                             const char *path,
                             const struct source **ret_source,
                             struct error *error)
{
    enum status status = STATUS_FAILED;
    struct file_text file = {.path = path};
    /* O_NONBLOCK: a FIFO that nobody writes to is refused below instead of waited for. */
    file.fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (file.fd < 0 || fstat(file.fd, &file.stat) < 0) {
        error_from_errno(error, path);
        goto out;
    }
    if (!S_ISREG(file.stat.st_mode)) {
        error_set(error, "%s: not a regular file", path);
        goto out;
    }
    status = STATUS_OK;
    *ret_source = identity_begin(list, file.stat.st_dev, file.stat.st_ino);
    if (*ret_source != NULL) {
        goto out;
    }
    if (!file_map(list, &file)) {
        status = file_read_steady(file.fd, path, &file.stat, &file.owned, &file.length, error);
    }
    if (status == STATUS_OK && arena != NULL) {
        file_text_keep(&file, arena);
    }
    if (status == STATUS_OK) {
        *ret_source = source_add_file(list, &file);
    } else {
        identity_fail(list, &file.stat);
        free(file.owned);
    }
out:
    if (file.fd >= 0) {
        close(file.fd);
    }
    return status;
}

enum status source_list_read(struct source_list *list,
                             const char *path,
                             const struct source **ret_source,
                             struct error *error)
{
    return list_read(list, NULL, path, ret_source, error);
}

void source_list_map_files(struct source_list *list)
{
    list->maps = true;
}

void source_release(const struct source *source, uint64_t start, uint64_t end)
{
    if (source->mapping != NULL) {
        mapping_release(source->mapping, start, end);
    }
}

void source_note_comments(const struct source *source, uint64_t start, uint64_t end)
{
    struct source_memo *memo = source->memo;
    /* Several may have read the text, in pieces of their own, and so note more than there is, each a
     * little differently; but each of the two places is good by itself. */
    atomic_store(&memo->comments_start, start);
    atomic_store(&memo->comments_end, end);
    atomic_store(&memo->comments_known, true);
}

void source_comments(const struct source *source, uint64_t *ret_start, uint64_t *ret_end)
{
    struct source_memo *memo = source->memo;
    *ret_start = 0;
    *ret_end = source->text.length;
    if (atomic_load(&memo->comments_known)) {
        *ret_start = atomic_load(&memo->comments_start);
        *ret_end = atomic_load(&memo->comments_end);
    }
}

/* Replacing the name of a file changes its links and with them the time of the last change, but not
 * its text. */
static bool file_is_as_mapped(const struct source *source, const struct stat *stat)
{
    const struct file_identity *identity = &source->identity;
    return stat->st_size == identity->size && stat->st_mtim.tv_sec == identity->modified.tv_sec &&
           stat->st_mtim.tv_nsec == identity->modified.tv_nsec &&
           (stat->st_nlink != identity->links ||
            (stat->st_ctim.tv_sec == identity->changed.tv_sec &&
             stat->st_ctim.tv_nsec == identity->changed.tv_nsec));
}

enum status source_list_verify(const struct source_list *list, struct error *error)
{
    for (size_t i = 0; i < list->entries.count; i++) {
        const struct source_entry *entry = &list->entries.items[i];
        struct stat stat;
        if (entry->mapping == NULL) {
            continue;
        }
        if (fstat(mapping_descriptor(entry->mapping), &stat) < 0) {
            return error_from_errno(error, entry->source->path);
        }
        if (!file_is_as_mapped(entry->source, &stat)) {
            return error_set(error, "%s: it changes while it is being read", entry->source->path);
        }
    }
    return STATUS_OK;
}

void source_list_forget(struct source_list *list, uint32_t first)
{
    list->maps = false;
    for (size_t i = 0; i < list->slot_count; i++) {
        struct identity_slot *slot = &list->slots[i];
        if (slot->state == IDENTITY_READ && slot->index >= first) {
            slot->state = IDENTITY_FAILED;
        }
    }
    for (size_t i = first; i < list->entries.count; i++) {
        source_entry_free(&list->entries.items[i]);
    }
    if (first < list->entries.count) {
        list->entries.count = first;
    }
}

enum status source_read(struct source_reader *reader,
                        const char *path,
                        const struct source **ret_source,
                        struct error *error)
{
    struct source_list *list = reader->list;
    if (list_read(list, reader->arena, path, ret_source, error) != STATUS_OK) {
        return STATUS_FAILED;
    }
    const struct source *source = *ret_source;
    struct source_use use = {source->index, source->path};
    if (strcmp(source->path, path) != 0) {
        pthread_mutex_lock(&list->mutex);
        use.path = arena_copy_string(list->arena, path);
        pthread_mutex_unlock(&list->mutex);
    }
    VECTOR_PUSH(&reader->uses, use);
    return STATUS_OK;
}

const struct source *source_reader_get(const struct source_reader *reader, uint32_t index)
{
    pthread_mutex_lock(&reader->list->mutex);
    const struct source *source = source_list_get(reader->list, index);
    pthread_mutex_unlock(&reader->list->mutex);
    return source;
}

uint32_t *source_list_order(struct source_list *list,
                            uint32_t first,
                            const struct source_use *uses,
                            size_t count)
{
    size_t sources = list->entries.count;
    uint32_t *numbers = memory_get(sources * sizeof(*numbers));
    struct source_entry *ordered = memory_get(sources * sizeof(*ordered));
    for (uint32_t i = 0; i < sources; i++) {
        numbers[i] = i < first ? i : UINT32_MAX;
    }
    uint32_t next = first;
    for (size_t i = 0; i < count; i++) {
        uint32_t old = uses[i].source;
        if (numbers[old] == UINT32_MAX) {
            ordered[next] = list->entries.items[old];
            ordered[next].source->index = next;
            ordered[next].source->path = uses[i].path;
            numbers[old] = next++;
        }
    }
    assert(next == sources);
    for (size_t i = first; i < sources; i++) {
        list->entries.items[i] = ordered[i];
    }
    free(ordered);
    for (size_t i = 0; i < list->slot_count; i++) {
        if (list->slots[i].state == IDENTITY_READ) {
            list->slots[i].index = numbers[list->slots[i].index];
        }
    }
    return numbers;
}

static bool lies_in_folders(const struct source_list *list, struct bytes real)
{
    for (size_t i = 0; i < list->folders.count; i++) {
        if (path_is_inside(real, list->folders.items[i])) {
            return true;
        }
    }
    return false;
}

void source_list_allow_folder(struct source_list *list, const char *folder)
{
    struct buffer real = {0};
    list->has_limits = true;
    if (path_resolve(folder, &real) && path_exists(buffer_string(&real)) &&
        !lies_in_folders(list, buffer_bytes(&real))) {
        VECTOR_PUSH(&list->folders, arena_copy(list->arena, buffer_bytes(&real)));
    }
    buffer_free(&real);
}

bool source_list_allows(const struct source_list *list, const char *path)
{
    struct buffer real = {0};
    bool allowed = !list->has_limits ||
                   (path_resolve(path, &real) && lies_in_folders(list, buffer_bytes(&real)));
    buffer_free(&real);
    return allowed;
}

const struct source *source_list_add_text(struct source_list *list,
                                          const char *path,
                                          struct bytes text)
{
    return source_add(list, path, arena_copy(list->arena, text));
}

/* The text with its replacements, to be freed by the caller. Who reads only these again relies on
 * this function: nothing but them differs from the text before. */
static uint8_t *text_replace(struct bytes text,
                             const struct source_change *change,
                             size_t *ret_length)
{
    const struct replacement *replacements = change->replacements;
    size_t length = text.length;
    for (size_t i = 0; i < change->count; i++) {
        assert(replacements[i].start <= replacements[i].end);
        assert(replacements[i].end <= text.length);
        assert(i == 0 || replacements[i - 1].end <= replacements[i].start);
        length += replacements[i].text.length;
        length -= (size_t)(replacements[i].end - replacements[i].start);
    }
    uint8_t *made = memory_get_large(length);
    uint8_t *to = made;
    size_t from = 0;
    for (size_t i = 0; i <= change->count; i++) {
        size_t stays = (i < change->count ? (size_t)replacements[i].start : text.length) - from;
        if (stays > 0) {
            memcpy(to, text.data + from, stays);
            to += stays;
        }
        if (i < change->count && replacements[i].text.length > 0) {
            memcpy(to, replacements[i].text.data, replacements[i].text.length);
            to += replacements[i].text.length;
        }
        from = i < change->count ? (size_t)replacements[i].end : text.length;
    }
    assert(to == made + length);
    *ret_length = length;
    return made;
}

struct source_list *source_list_change(const struct source_list *list,
                                       const struct source_change *changes,
                                       size_t count)
{
    struct source_list *changed = source_list_new();
    for (size_t i = 0; i < list->entries.count; i++) {
        const struct source *old = list->entries.items[i].source;
        struct source *source = source_add(changed, old->path, old->text);
        source->identity = old->identity;
        source->from_file = old->from_file;
        source->refusal = old->refusal;
        source->memo = old->memo;
        if (source->from_file) {
            identity_set(changed, source->identity.device, source->identity.inode, IDENTITY_READ,
                         source->index);
        }
    }
    for (size_t i = 0; i < list->folders.count; i++) {
        VECTOR_PUSH(&changed->folders, arena_copy(changed->arena, list->folders.items[i]));
    }
    changed->has_limits = list->has_limits;
    for (size_t i = 0; i < count; i++) {
        struct source_entry *entry = &changed->entries.items[changes[i].source];
        assert(entry->owned == NULL);
        size_t length;
        entry->owned = text_replace(entry->source->text, &changes[i], &length);
        entry->source->text = (struct bytes){entry->owned, length};
        entry->source->memo = arena_get_zeroed(changed->arena, sizeof(*entry->source->memo));
    }
    return changed;
}

const char *text_refusal(struct bytes text)
{
    enum { LOOKED_AT_BYTES = 8192 };
    if (text.length >= 2 && ((text.data[0] == 0xff && text.data[1] == 0xfe) ||
                             (text.data[0] == 0xfe && text.data[1] == 0xff))) {
        return "it is UTF-16, as Windows exports it: save it as UTF-8";
    }
    size_t length = text.length < LOOKED_AT_BYTES ? text.length : LOOKED_AT_BYTES;
    if (length > 0 && memchr(text.data, '\0', length) != NULL) {
        return "it is not text (a zone in raw format is turned into text by named-compilezone -f "
               "raw)";
    }
    return NULL;
}

size_t source_list_count(const struct source_list *list)
{
    return list->entries.count;
}

const struct source *source_list_get(const struct source_list *list, uint32_t index)
{
    assert(index < list->entries.count);
    return list->entries.items[index].source;
}

struct bytes source_list_bytes(const struct source_list *list, struct span span)
{
    const struct source *source = source_list_get(list, span.source);
    assert(span.start <= source->text.length);
    assert(span.length <= source->text.length - span.start);
    return (struct bytes){source->text.data + span.start, span.length};
}

static struct source_entry *entry_with_lines(struct source_list *list, uint32_t index)
{
    assert(index < list->entries.count);
    struct source_entry *entry = &list->entries.items[index];
    source_lines_make(&entry->lines, entry->source);
    return entry;
}

struct position source_list_position(struct source_list *list, uint32_t index, uint64_t offset)
{
    const struct source_entry *entry = entry_with_lines(list, index);
    return source_lines_position(&entry->lines, entry->source, offset);
}

struct span source_list_line(struct source_list *list, uint32_t index, uint64_t line)
{
    const struct source_entry *entry = entry_with_lines(list, index);
    return source_lines_line(&entry->lines, entry->source, line);
}
