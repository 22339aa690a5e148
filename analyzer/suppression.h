/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/rule.h"
#include "analyzer/source_records.h"
#include "policies/suppressions.h"

/* A suppression is a comment in a zone file, or a part of one, that keeps findings from being told:
 *
 *     mail A 192.0.2.25 ; rack 7 ; zonetidy: ignore[ptr-missing] -- the reverse zone comes in May
 *
 * docs/suppressions.md is what people read about it. */

/** What a suppression speaks of. */
enum suppression_word {
    SUPPRESS_RECORD, /**< `ignore`: the entry it stands in; alone on its line: the next one */
    SUPPRESS_RRSET,  /**< `ignore-rrset`: the RRset of that entry's record, wherever it stands */
    SUPPRESS_START,  /**< `ignore-start`: all up to the `ignore-end` of the same rules */
    SUPPRESS_END,
    SUPPRESS_FILE, /**< `ignore-file`: the file, in front of its first record */
};

enum { SUPPRESSION_WORD_COUNT = SUPPRESS_FILE + 1 };

const char *suppression_word_text(enum suppression_word word);

/** What is wrong with a suppression. Then it suppresses nothing. */
enum suppression_mistake {
    SUPPRESSION_GOOD,
    SUPPRESSION_WORD_UNKNOWN,
    SUPPRESSION_LIST_MISSING,   /**< no [names] behind the word */
    SUPPRESSION_LIST_OPEN,      /**< no ] */
    SUPPRESSION_NAME_EMPTY,     /**< no name in the list, or none between two commas */
    SUPPRESSION_NAMES_TOO_MANY, /**< more than SUPPRESSION_NAMES_MAX */
    SUPPRESSION_TEXT_BEHIND,    /**< without the -- of a reason */
    SUPPRESSION_NOT_ALONE, /**< a range or file begins on a line of its own, outside of entries */
    SUPPRESSION_FILE_LATE, /**< a record stands in front of it */
    SUPPRESSION_RECORD_MISSING, /**< alone on its line, and nothing comes behind it */
    SUPPRESSION_NO_RRSET,       /**< ignore-rrset at an entry that is no record */
    SUPPRESSION_RANGE_OPEN,     /**< no ignore-end */
    SUPPRESSION_RANGE_STRAY,    /**< no ignore-start with the same rules */
    SUPPRESSION_RANGE_CROSSED,  /**< ends in the middle of another range */
    SUPPRESSION_RANGE_DEEP,     /**< in more than SUPPRESSION_RANGES_MAX others */
    SUPPRESSION_TOO_MANY, /**< more than SUPPRESSIONS_MAX in one comment, at one entry or file */
    SUPPRESSION_LEFT_OUT, /**< more than SUPPRESSIONS_SOURCE_MAX in one file */
};

enum {
    SUPPRESSION_NAMES_MAX = 32,
    SUPPRESSION_RANGES_MAX = 16,
    SUPPRESSIONS_MAX = 64,
    SUPPRESSIONS_SOURCE_MAX = 1000000,
};

/** One name of the list. */
struct suppressed {
    const char *name; /**< of a rule or a family, or custom:ID; as it stands there when it is none
                            of these */
    const struct rule *rule; /**< NULL: it is a family, a custom rule, or nothing */
    bool is_known;           /**< it is a name of ours */
    bool is_used;            /**< a finding is kept from being told by it */
    bool is_wanted;          /**< a finding would be, if there were a reason */
    uint32_t twin;           /**< of a range: which name of its other end this one is */
    uint64_t start;          /**< in the source */
    uint64_t end;
};

#define SUPPRESSION_NONE UINT32_MAX

struct suppression {
    const struct suppression_settings *settings; /**< whose pattern this is; NULL: our own form */
    enum suppression_word word;
    enum suppression_mistake mistake;
    uint64_t start; /**< of its own part of the comment: at a semicolon, or the head of a pattern */
    uint64_t end;   /**< behind its last byte that is no blank */
    uint64_t part_end; /**< where the next part of the comment begins, or the comment ends */
    uint64_t comment_start;
    uint64_t comment_end;
    uint64_t mistake_start;
    uint64_t mistake_end;
    const char *nearest; /**< of an unknown word: the one that is probably meant, or NULL */
    struct suppressed *names;
    uint32_t name_count;
    const char *reason;    /**< NULL: none is given */
    bool is_alone;         /**< nothing but comments is in its entry */
    uint64_t target_start; /**< what it covers: the entry; of a range, what is between both ends */
    uint64_t target_end;
    uint32_t other;  /**< of a range: index of its other end */
    uint32_t parent; /**< of the start of a range: index of that of the range around it */
};

/** The suppressions of a text. All that they hold lives in the arena. */
struct suppression_list {
    struct arena *arena;
    VECTOR(struct suppression) items; /**< in the order of the text */
};

/** Adds the suppressions of the comment from `start` to `end` of the text: those in our own form,
 * and those in the forms of the policies. */
void suppression_list_read(struct suppression_list *list,
                           struct bytes text,
                           uint64_t start,
                           uint64_t end,
                           const struct suppression_settings *const *settings,
                           size_t settings_count);

/** Says what is wrong with it, at `start` to `end`. What was said first counts. */
void suppression_set_mistake(struct suppression *suppression,
                             enum suppression_mistake mistake,
                             uint64_t start,
                             uint64_t end);

/** Places in a text. */
struct suppression_places {
    uint64_t *items;
    size_t count;
    size_t capacity;
};

/** Finds where, from `start` up to `end`, a suppression can be: the words that each has in it, in
 * order. What is there may as well be no comment. `places` is empty. */
void suppression_places_find(struct suppression_places *places,
                             struct bytes text,
                             uint64_t start,
                             uint64_t end,
                             const struct suppression_settings *const *settings,
                             size_t settings_count);

/** Whether this names the rule, by its name or that of its family. */
bool suppressed_covers(const struct suppressed *name, const struct rule *rule);

/** Whether this names a custom rule, or all of them. */
bool suppressed_is_custom(const struct suppressed *name);

/** Which bytes go when the suppression goes: also the blanks in front of it, and its line when
 * nothing else is on it. */
void suppression_cut(const struct suppression *suppression,
                     struct bytes text,
                     uint64_t *ret_start,
                     uint64_t *ret_end);

/** A suppression in its source, for the rules that speak of it. */
struct placed_suppression {
    const struct suppression_list *list; /**< all of the source */
    const struct suppression *suppression;
    uint32_t source;
    const struct zone *const *zones; /**< that read the source, and whose policy lets it suppress */
    size_t zone_count;               /**< at least one */
    const struct source_records *records; /**< of the source */
};
