/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdatomic.h>
#include <sys/types.h>
#include <time.h>

#include "zones/base/arena.h"
#include "zones/base/bytes.h"
#include "zones/base/error.h"
#include "zones/base/vector.h"

/** Files of more bytes than this are not read: 1 TiB. Places are kept in 40 bits. */
#define SOURCE_BYTES_MAX (UINT64_C(1) << 40)

/** A piece of a file: `length` bytes from `start`. A span of length 0 marks a place. */
struct span {
    uint64_t start;  /**< byte offset from the start of the file */
    uint32_t length; /**< in bytes */
    uint32_t source; /**< index in the list of sources */
};

/** Which file this is, whatever path led to it, and whether it is still as it was read. */
struct file_identity {
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec modified;
    struct timespec changed; /**< the text, or whatever else is known of the file */
    mode_t mode;
    nlink_t links;
};

/** What somebody found out about a whole text, so that nobody has to look through it again. It is
 * all zero at first; any thread may write what it finds. */
struct source_memo {
    atomic_uchar template_marks; /**< analyzer/gate.c */
    atomic_bool comments_known;  /**< source_note_comments() */
    _Atomic uint64_t comments_start;
    _Atomic uint64_t comments_end;
};

/** A file as it was when it was read. The text never changes afterwards: a change to a file is a
 * new source in another list (source_list_change()). Only a text that is mapped can be changed by
 * others: see source_list_verify(). */
struct source {
    const char *path;              /**< as the user would write it */
    struct bytes text;             /**< the whole file; nothing behind it can be read */
    struct mapping *mapping;       /**< where the text is, or NULL: in memory */
    struct file_identity identity; /**< all zero for text that came from no file */
    uint32_t index;                /**< in its list */
    bool from_file;                /**< false for standard input and for tests */
    const char *refusal;           /**< text_refusal() of the text that was read first, or NULL */
    struct source_memo *memo;
};

/** What people call a place: both count from 1. A column is one character of UTF-8; a byte that
 * is part of no character is one column by itself. */
struct position {
    uint64_t line;
    uint64_t column;
};

/** The sources of a run, each read once, however many zones include it under however many names.
 * Several threads may read files into it at the same time; for all else, one thread has it. */
struct source_list;

struct source_list *source_list_new(void);

/** Frees the list and the sources that it read. `list` may be NULL. */
void source_list_free(struct source_list *list);

/** Lets large files be mapped from here on, so that their texts need not count as memory. Not for a
 * run that changes files: what it has proven must be what it read. */
void source_list_map_files(struct source_list *list);

/** Tells that bytes `start` to `end` of the text are not needed soon. They can be read again at any
 * time, then slowly. For pieces of about SOURCE_RELEASE_BYTES; nothing happens with a text that is
 * in memory. */
void source_release(const struct source *source, uint64_t start, uint64_t end);

enum {
    SOURCE_RELEASE_BYTES = 1024 * 1024,
    SOURCE_MAPPED_BYTES_MIN = 1024 * 1024, /**< of a file that is worth a mapping */
};

/** Notes that all comments of a text lie from `start` to `end`; both 0 when there are none. Who
 * reads a whole text notes it, so that nobody else has to look where nothing can be. */
void source_note_comments(const struct source *source, uint64_t start, uint64_t end);

/** Where the comments of a text can be: no more than its whole. */
void source_comments(const struct source *source, uint64_t *ret_start, uint64_t *ret_end);

/** Whether the files that are mapped are still as they were when they were opened. One that was
 * written to since may have been read half old, half new. */
enum status source_list_verify(const struct source_list *list, struct error *error);

/** Forgets the sources from `first` on, and maps no files any more. */
void source_list_forget(struct source_list *list, uint32_t first);

/** The file at `path`: read now, or the source that was read before when it is the same file
 * (symbolic and hard links are one file). Fails when it cannot be read, is no regular file, or is
 * larger than SOURCE_BYTES_MAX. */
enum status source_list_read(struct source_list *list,
                             const char *path,
                             const struct source **ret_source,
                             struct error *error);

/** A file that a reader asked for, under the name by which it did. */
struct source_use {
    uint32_t source;
    const char *path; /**< lives as long as the list */
};

/** One of several that read from a list at the same time. It notes what it asked for, in order. */
struct source_reader {
    struct source_list *list;
    struct arena *arena; /**< for the texts of small files, used as long as the list; or NULL */
    VECTOR(struct source_use) uses;
};

/** source_list_read() for a reader. Until source_list_order(), the source's index and path depend
 * on who was first. */
enum status source_read(struct source_reader *reader,
                        const char *path,
                        const struct source **ret_source,
                        struct error *error);

/** source_list_get() while others read. */
const struct source *source_reader_get(const struct source_reader *reader, uint32_t index);

/** Gives the sources from `first` on the indexes and paths that they would have, had one reader
 * made these uses in this order, so that nothing tells who was first. Each such source is among
 * them. Returns the new index for each old one, to be freed by the caller. */
uint32_t *source_list_order(struct source_list *list,
                            uint32_t first,
                            const struct source_use *uses,
                            size_t count);

/** Names a folder from which files may be included; its real path is kept. The empty one is the
 * working folder. One that does not exist allows nothing. */
void source_list_allow_folder(struct source_list *list, const char *folder);

/** Whether the file at `path`, there or not, may be included: it lies in one of those folders or
 * below it, wherever symbolic links lead. As long as no folder was named, every file may. */
bool source_list_allows(const struct source_list *list, const char *path);

/** Text that comes from no file: standard input, a test. Copied. */
const struct source *source_list_add_text(struct source_list *list,
                                          const char *path,
                                          struct bytes text);

/** One stretch of a text that is gone, and what stands in its place. */
struct replacement {
    uint64_t start;
    uint64_t end;
    struct bytes text;
};

/** What is different in one source: replacements in order and apart from each other. Every byte
 * outside of them stays. */
struct source_change {
    uint32_t source;
    const struct replacement *replacements;
    size_t count;
};

/** A list like `list` in which some sources, each named once, have another text, made here. Indexes
 * and paths stay the same, the same folders are allowed, and the other texts are shared, so `list`
 * must outlive the new one. */
struct source_list *source_list_change(const struct source_list *list,
                                       const struct source_change *changes,
                                       size_t count);

/** Why a file's text is no zone text at all, as a piece of a sentence (`it holds NUL bytes`, `it is
 * UTF-16`), or NULL when it may be. Looks at the first bytes only. */
const char *text_refusal(struct bytes text);

size_t source_list_count(const struct source_list *list);

/** The source with this index, which must be in the list. */
const struct source *source_list_get(const struct source_list *list, uint32_t index);

/** The bytes that a span names; it must lie inside its source. */
struct bytes source_list_bytes(const struct source_list *list, struct span span);

/** Where a byte of a source stands. `offset` may be the end of the text. The first call for a
 * source finds its line starts; later ones are quick. Not for use by several threads. */
struct position source_list_position(struct source_list *list, uint32_t index, uint64_t offset);

/** The line (from 1) without its line end. `line` must exist: a text that ends with a newline has
 * one more, empty, line behind it. */
struct span source_list_line(struct source_list *list, uint32_t index, uint64_t line);
