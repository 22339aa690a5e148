/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/source.h"

/** Something that is wrong in the text of a zone. The reader records it and goes on; a rule turns
 * it into a finding (analyzer/flaws.def says which, and in which words). */
enum flaw_kind {
    FLAW_NONE,

    /* The text falls apart. */
    FLAW_QUOTE_OPEN,        /**< a quote is not closed on its line */
    FLAW_PARENTHESIS_OPEN,  /**< a parenthesis is not closed before the end of the file */
    FLAW_PARENTHESIS_STRAY, /**< a closing parenthesis without an opening one */
    FLAW_BYTE_NUL,          /**< a NUL byte outside of quotes and comments */
    FLAW_BYTE_ORDER,        /**< a byte order mark in front of the text */

    /* The parts of an entry. */
    FLAW_OWNER_MISSING, /**< nothing to inherit an owner from */
    FLAW_TYPE_MISSING,  /**< an owner (TTL, class) and no type */
    FLAW_TYPE_UNKNOWN,  /**< not a mnemonic that anybody registered, not TYPEnnn */
    FLAW_TYPE_META, /**< a type that no zone can hold: ANY, AXFR, TSIG, … (RFC 6895 section 3.1) */
    FLAW_TYPE_VENDOR,  /**< ALIAS, ANAME, LUA, … : one server's own, in no standard */
    FLAW_CLASS_OTHER,  /**< a class other than the zone's */
    FLAW_TTL_RANGE,    /**< a TTL above 2^31-1 (RFC 2181 section 8) */
    FLAW_TTL_MISSING,  /**< no TTL here, before, or from $TTL */
    FLAW_TTL_FROM_SOA, /**< no TTL at the SOA and no $TTL: the SOA's last field served instead */
    FLAW_OUT_OF_ZONE,  /**< the owner is not at or below the apex */

    /* Names and strings. */
    FLAW_NAME_TOO_LONG,   /**< more than 255 octets */
    FLAW_LABEL_TOO_LONG,  /**< more than 63 octets */
    FLAW_LABEL_EMPTY,     /**< two dots in a row, or a dot in front */
    FLAW_ESCAPE,          /**< a backslash at the end, or \DDD above 255 or with fewer digits */
    FLAW_STRING_TOO_LONG, /**< a character-string of more than 255 octets */

    /* The data of a record. */
    FLAW_FIELD_MISSING,   /**< the record ends too early */
    FLAW_FIELD_EXTRA,     /**< the record goes on behind its last field */
    FLAW_FIELD_NUMBER,    /**< not a number, or too large for its field */
    FLAW_FIELD_PERIOD,    /**< not a time span such as 3600 or 1h30m */
    FLAW_FIELD_TIME,      /**< not a time such as 20260131120000 */
    FLAW_FIELD_ADDRESS4,  /**< not an IPv4 address */
    FLAW_FIELD_ADDRESS6,  /**< not an IPv6 address */
    FLAW_FIELD_NAME,      /**< not a domain name */
    FLAW_FIELD_BASE64,    /**< not base64 */
    FLAW_FIELD_BASE32,    /**< not base32hex */
    FLAW_FIELD_HEX,       /**< not hexadecimal, or an odd number of digits */
    FLAW_FIELD_TYPE,      /**< not a record type */
    FLAW_FIELD_ALGORITHM, /**< not a DNSSEC algorithm */
    FLAW_FIELD_TAG,       /**< not a CAA property tag */
    FLAW_FIELD_OTHER,     /**< not what this field of this type takes */
    FLAW_RDATA_TOO_LONG,  /**< more than 65,535 octets */
    FLAW_GENERIC_LENGTH,  /**< \# says another length than the data has (RFC 3597 section 5) */
    FLAW_GENERIC_FORM,    /**< \# data that is not valid for this type */

    /* Directives. */
    FLAW_DIRECTIVE_UNKNOWN,
    FLAW_DIRECTIVE_ARGUMENT, /**< an argument is missing, wrong or one too many */
    FLAW_INCLUDE_OUTSIDE,    /**< not in a folder that is allowed, so not read */
    FLAW_INCLUDE_UNREADABLE, /**< `detail` says why */
    FLAW_INCLUDE_CYCLE,      /**< the file is being read already */
    FLAW_INCLUDE_DEPTH,      /**< deeper than INCLUDE_DEPTH_MAX */
    FLAW_INCLUDE_COUNT,      /**< more than INCLUDES_MAX or INCLUDED_AGAIN_BYTES_MAX in one zone */
    FLAW_GENERATE_RANGE,     /**< not start-stop or start-stop/step */
    FLAW_GENERATE_MODIFIER,  /**< not ${offset,width,base} */
    FLAW_GENERATE_COUNT,     /**< more than GENERATED_RECORDS_MAX records in one zone */

    /* Other languages. */
    FLAW_TEMPLATE,      /**< {{ … }}, {% … %}, <% … %>: a template, not a zone yet */
    FLAW_SHELL_COMMENT, /**< a line that begins with # or //: only ; begins a comment */
    FLAW_FOREIGN,       /**< [AGE:n] of Windows DNS; gdnsd's @Z, DYNA, DYNC */

    FLAW_KIND_COUNT,
};

/** The most flaws that are kept for one zone; what is beyond is counted in the zone. */
#define FLAWS_MAX 1000000

struct flaw {
    enum flaw_kind kind;
    uint32_t scope;     /**< index in the zone's scopes */
    struct span span;   /**< the smallest piece of text that is wrong */
    struct span entry;  /**< the entry that it stands in */
    const char *detail; /**< words from outside, such as the system's reason; else NULL */
};
