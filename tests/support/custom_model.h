/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Custom rules as docs/custom-rules.md tells them, word by word and slowly: texts are compared as
 * texts, each rule looks at each record, and nothing is remembered. What the program makes of the
 * same rules and zones has to be the same.
 *
 * Names are texts in presentation format: absolute, in small letters, with the final dot. */

enum {
    MODEL_TEXT_BYTES = 256,
    MODEL_FIELDS_MAX = 7,
    MODEL_LIST_MAX = 3,
    MODEL_CONDITIONS_MAX = 4,
    MODEL_RECORDS_MAX = 48,
    MODEL_ZONES_MAX = 4,
};

/* ---- Zones */

enum model_kind {
    MODEL_NUMBER,
    MODEL_PERIOD,
    MODEL_NAME,
    MODEL_ADDRESS,
    MODEL_TEXT,
    MODEL_OTHER,
};

struct model_field {
    const char *name; /**< NULL behind the last one */
    enum model_kind kind;
};

struct model_type {
    const char *mnemonic;
    struct model_field fields[MODEL_FIELDS_MAX + 1];
    bool has_host; /**< its last name is that of a host */
};

extern const struct model_type model_types[];
extern const size_t model_type_count;

struct model_value {
    char text[MODEL_TEXT_BYTES]; /**< as patterns and expressions see it */
    uint64_t number;
    uint8_t octets[16]; /**< of an address */
    size_t octet_count;
};

struct model_record {
    unsigned line; /**< of its zone file; lines are counted from 1 */
    const struct model_type *type;
    char owner[MODEL_TEXT_BYTES];
    uint64_t ttl_seconds;
    struct model_value values[MODEL_FIELDS_MAX];
};

struct model_zone {
    const char *apex;
    bool is_unread; /**< something in it could not be read */
    bool is_twice;  /**< another file has the same zone */
    struct model_record records[MODEL_RECORDS_MAX];
    size_t record_count;
};

struct model_zones {
    struct model_zone zones[MODEL_ZONES_MAX];
    size_t count;
};

/* ---- Rules */

/** A list of texts, one of which has to fit. */
struct model_list {
    char texts[MODEL_LIST_MAX][MODEL_TEXT_BYTES];
    size_t count;
};

/** What a value has to be; what is empty is not asked for. */
struct model_test {
    struct model_list one_of;                  /**< as the policy has them */
    struct model_value values[MODEL_LIST_MAX]; /**< what those are */
    struct model_list networks;
    struct model_value nets[MODEL_LIST_MAX]; /**< `number` is the length of the prefix */
    struct model_list globs;
    struct model_list regexes; /**< extended ones of POSIX that mean the same to PCRE2 */
    bool has_min;
    bool has_max;
    uint64_t min;
    uint64_t max;
};

enum model_subject {
    MODEL_IF_TYPE,
    MODEL_IF_OWNER,
    MODEL_IF_ZONE,
    MODEL_IF_TTL,
    MODEL_IF_FIELD,
    MODEL_IF_TARGET,
    MODEL_IF_RECORDS,
};

struct model_condition {
    enum model_subject subject;
    const struct model_type *types[MODEL_LIST_MAX]; /**< of records too */
    size_t type_count;
    struct model_list texts; /**< owners, zones, facts; the owners of records */
    const char *field;
    struct model_test test;
};

struct model_conditions {
    struct model_condition items[MODEL_CONDITIONS_MAX];
    size_t count;
};

struct model_rule {
    bool each_zone;
    const struct model_type *types[MODEL_LIST_MAX];
    size_t type_count;             /**< 0: of any type */
    struct model_conditions match; /**< without the types */
    struct model_conditions unless;
    struct model_conditions require;
    struct model_conditions forbid;
};

/** What a rule makes of a record, or, with NULL, of a zone. */
struct model_verdict {
    bool is_selected;
    bool is_found;
};

struct model_verdict model_judge(const struct model_zones *zones,
                                 const struct model_zone *zone,
                                 const struct model_record *record,
                                 const struct model_rule *rule);

/** Which field of a type has this name; MODEL_FIELDS_MAX when none has. */
size_t model_field_find(const struct model_type *type, const char *name);

/** Whether a pattern matches a text: that of a name, or any other. */
bool model_glob_matches(bool of_names, const char *pattern, const char *text);
