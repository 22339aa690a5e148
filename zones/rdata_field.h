/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"
#include "zones/rdata.h"

/* The fields of the data of a record, by the names that their RFCs give them (zones/rrfields.def):
 * what each holds, where it lies in the wire form, which word of the entry it is. */

/** What a field holds, as people compare it. */
enum rdata_field_kind {
    RDATA_FIELD_NUMBER,
    RDATA_FIELD_PERIOD,  /**< a number of seconds, which may be written as 1h30m */
    RDATA_FIELD_NAME,    /**< a domain name */
    RDATA_FIELD_ADDRESS, /**< of IPv4 or IPv6, by its length */
    RDATA_FIELD_TEXT,    /**< character-strings, or text without a length */
    RDATA_FIELD_OTHER,   /**< what has a text and nothing else to compare it by */
};

enum { RDATA_FIELD_NAME_BYTES = 32 };

struct rdata_field {
    char name[RDATA_FIELD_NAME_BYTES]; /**< kebab-case, with a NUL */
    uint16_t type;
    uint8_t index;       /**< among the fields of its type; also that of its first word among the
                             words of the data, since each field in front is one word */
    char letter;         /**< of its layout: zones/rrtypes.def */
    bool is_word;        /**< one word of the entry, always; else some, or none */
    bool is_last;        /**< of its type: it ends where the data ends */
    bool is_placed;      /**< so many octets are in front of it, whatever they are: */
    uint8_t octet;       /**< then that number */
    uint8_t octet_count; /**< how many octets it has, when that is fixed; else 0 */
    enum rdata_field_kind kind;
};

/** How many fields the data of a type has; 0 for a type whose fields have no names. */
size_t rdata_field_count(uint16_t type);

/** The field with this index, which the type must have. */
struct rdata_field rdata_field_at(uint16_t type, size_t index);

/** The field with this name; false when the type has none. */
bool rdata_field_find(uint16_t type, struct bytes name, struct rdata_field *ret_field);

/** Its octets in the data of a record, which are canonical wire form. */
struct bytes rdata_field_octets(const struct rdata_field *field, struct bytes wire);

/** Its value, of RDATA_FIELD_NUMBER and RDATA_FIELD_PERIOD. */
uint64_t rdata_field_number(const struct rdata_field *field, struct bytes wire);

/** Whether upper and lower case are the same in it: names (RFC 4343), CAA tags (RFC 8659 section
 * 4.1). */
bool rdata_field_ignores_case(const struct rdata_field *field);

/** Adds its value as a text to compare: names absolute; of RDATA_FIELD_TEXT the octets themselves,
 * several strings without anything between; all else in presentation format. What ignores case is
 * in lower case. */
void rdata_field_to_text(const struct rdata_field *field, struct bytes wire, struct buffer *text);

/** Makes the octets of a field that is a word from a value that a person wrote: a name is absolute,
 * with or without a final dot, and a text is without quotes. False when it is no such value.
 * Octets, and the word as it stands in a zone file, live in `arena`. */
bool rdata_field_from_text(const struct rdata_field *field,
                           struct bytes value,
                           struct arena *arena,
                           struct bytes *ret_octets,
                           struct bytes *ret_word);

/** The data with other octets in the place of a field, in `arena`; false when that is no valid data
 * of the type. */
bool rdata_field_replace(const struct rdata_field *field,
                         struct bytes wire,
                         struct bytes octets,
                         struct arena *arena,
                         struct bytes *ret_wire);
