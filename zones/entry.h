/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/vector.h"
#include "zones/flaw.h"
#include "zones/period.h"
#include "zones/token.h"

/** One word or quoted string of an entry. */
struct field {
    const uint8_t *text; /**< in the source, without the quotes */
    uint32_t length;     /**< in bytes, without the quotes */
    bool quoted;
    bool escaped;   /**< a backslash is in it */
    bool joined;    /**< no blank between this field and the one before, as in alpn="h2" */
    uint64_t start; /**< of the token in the source, with its quotes */
    uint64_t end;
};

enum entry_kind {
    ENTRY_EMPTY,     /**< blanks and comments only */
    ENTRY_DIRECTIVE, /**< the first field begins with $ and nothing is in front of it */
    ENTRY_RECORD,
    ENTRY_END, /**< there is no more */
};

/** A line of a zone file, or several that parentheses join. The next call of entry_next() ends the
 * life of its fields. */
struct entry {
    enum entry_kind kind;
    bool owner_inherited; /**< it begins with a blank: the first field is not an owner */
    bool multiline;       /**< parentheses join several lines */
    uint64_t start;
    uint64_t end;        /**< one past its newline */
    uint64_t fields_end; /**< one past the last token that is no blank, comment or newline */
    const struct field *fields;
    size_t field_count;
    enum flaw_kind flaw; /**< what is wrong with its shape; FLAW_NONE when nothing is */
    uint64_t flaw_start;
    uint64_t flaw_end;
};

/** The text from the first comment to the end of the last one, or more; both 0 when there is none.
 */
struct comment_range {
    uint64_t start;
    uint64_t end;
};

/** Makes the range hold the other one too. */
static inline void comment_range_add(struct comment_range *range, struct comment_range other)
{
    if (other.end == 0) {
        return;
    }
    if (range->end == 0 || other.start < range->start) {
        range->start = other.start;
    }
    if (other.end > range->end) {
        range->end = other.end;
    }
}

struct entry_reader {
    struct scanner scanner;
    struct comment_range comments; /**< that were met since somebody cleared it */
    VECTOR(struct field) fields;
    VECTOR(uint64_t) unmatched; /**< opening parentheses that nothing closes, once there is one */
};

/** Begins to read entries at byte `start`, which must be the start of an entry. The text must
 * outlive the reader, which is all zero before its first use. */
void entry_reader_start(struct entry_reader *reader, struct bytes text, uint64_t start);

/** Goes on reading at another byte of the same text, where an entry begins. */
void entry_reader_move(struct entry_reader *reader, uint64_t start);

/** Gives back the memory of the fields. */
void entry_reader_end(struct entry_reader *reader);

/** Reads the next entry. Entries tile the text as tokens do. After a quote or parenthesis that is
 * never closed, the next entry begins at the next line, so that one slip costs one line. */
void entry_next(struct entry_reader *reader, struct entry *entry);

/** Which field of a record entry is what: RFC 1035 section 5.1, with TTL and class in either
 * order. Fields that are absent have the value ENTRY_FIELD_NONE. */
struct entry_parts {
    size_t owner;
    size_t ttl;
    size_t class;
    size_t type;
    size_t rdata;         /**< the first field of the data; may be equal to field_count */
    uint16_t class_code;  /**< of the field `class` */
    uint32_t ttl_seconds; /**< of the field `ttl` */
    uint16_t type_code;   /**< of the field `type` */
    enum flaw_kind flaw;  /**< FLAW_NONE when the parts are all there */
    size_t flaw_field;    /**< which field the flaw is about */
};

#define ENTRY_FIELD_NONE SIZE_MAX

/** Sorts the fields of an ENTRY_RECORD. */
struct entry_parts entry_parts_find(const struct entry *entry);

/** The bytes of a field as they stand, escapes and all. */
static inline struct bytes field_bytes(const struct field *field)
{
    return (struct bytes){field->text, field->length};
}
