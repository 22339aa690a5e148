/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/external.h"
#include "zones/zone_set.h"

/** How the question of a name and a type ends, from the loaded zones, and beyond them by the
 * operator's word. */
enum answer_end {
    ANSWER_DATA,     /**< proven: there are records */
    ANSWER_NO_DATA,  /**< proven: the name exists, such records do not (RFC 2308 section 2.2) */
    ANSWER_NO_NAME,  /**< proven: the name does not exist (RFC 2308 section 2.1) */
    ANSWER_LOOP,     /**< proven: the aliases come back to one of themselves */
    ANSWER_TOO_LONG, /**< proven: a DNAME makes a name of more than 255 octets (RFC 6672 2.3) */
    ANSWER_UNKNOWN,  /**< not provable either way, for a reason */
};

enum unknown_reason {
    UNKNOWN_NOTHING,    /**< the end is not ANSWER_UNKNOWN */
    UNKNOWN_OUTSIDE,    /**< no loaded zone is above the name */
    UNKNOWN_DELEGATED,  /**< below a cut to a zone that is not loaded */
    UNKNOWN_INCOMPLETE, /**< the zone has text that could not be read */
    UNKNOWN_CONFLICT,   /**< a CNAME beside other data, several of them or several DNAMEs at one
                             name: no server loads that */
    UNKNOWN_DUPLICATE,  /**< two files claim the zone */
    UNKNOWN_STEPS,      /**< more aliases than ALIAS_STEPS_MAX: a limit of this program */
};

/** `outside the loaded zones`, …: a piece of a sentence. */
const char *unknown_reason_text(enum unknown_reason reason);

enum hop_kind {
    HOP_CNAME,
    HOP_WILDCARD_CNAME, /**< made from a CNAME at a wildcard owner (RFC 4592 section 3.3.1) */
    HOP_DNAME,          /**< made by a DNAME above the name (RFC 6672 section 3.1) */
    HOP_EXTERNAL,       /**< outside of the loaded zones; the operator says so */
};

/** One step of an alias path: `owner` is an alias of `target`, because of `record`. With
 * HOP_EXTERNAL there are no zone and no record, and what is said is `external`; else that is NULL. */
struct hop {
    enum hop_kind kind;
    const struct zone *zone;
    const struct record *record;
    const struct external_name *external;
    const struct name *owner;
    const struct name *target;
};

enum { ALIAS_STEPS_MAX = 64 };

struct answer {
    enum answer_end end;
    enum unknown_reason reason;
    const struct name *name; /**< the last name: where the path ends */
    const struct zone *zone; /**< the zone that speaks for it; NULL when no loaded one does */
    const struct node *node; /**< where the data is: the name's own or a wildcard's; ANSWER_DATA
                                   and some ANSWER_NO_DATA only, else NULL */
    const struct external_name
        *external; /**< what the operator says of the last name, which no loaded zone answers for.
                        The end follows from that, zone and node are NULL; but it is ANSWER_UNKNOWN
                        where he does not say what was asked for. Else NULL */
    const struct node *obstacle; /**< what stands in the way, with ANSWER_TOO_LONG (the DNAME) and
                                       UNKNOWN_CONFLICT; else NULL */
    bool wildcard;               /**< `node` is a wildcard (RFC 4592) */
    const struct name
        *delegation;   /**< the cut above the name, with UNKNOWN_DELEGATED or when the operator
                                       speaks for a name below it; else NULL */
    size_t loop_start; /**< the hop that the loop comes back to, with ANSWER_LOOP */
    size_t hop_count;
    struct hop hops[ALIAS_STEPS_MAX];
};

/** From where a name is asked for. */
struct vantage {
    const struct zone_set *set;
    const struct zone
        *near; /**< a zone of the view that is asked; NULL: the zones outside of views */
    const struct external_names *external; /**< what the operator says of other names, or NULL */
};

/** Asks the loaded zones of one view as an authoritative server for all of them would be asked, in
 * the order of RFC 1034 section 4.3.2, RFC 6672 section 3.2 and RFC 4592: the
 * deepest apex, zone cuts, DNAME, existing names and empty non-terminals, wildcards, CNAME. Where a
 * name is outside of them or delegated away, the operator's word counts, if there is any.
 *
 * The answer is the same whichever zone of the view `from->near` is, and quickest when `name` is one
 * of its own.
 *
 * `wanted` may name several types: data of any of them is data. A CNAME is followed unless `wanted`
 * has MASK_CNAME. A question for MASK_DS alone is answered from above the cut, as RFC 4035 section
 * 3.1.4.1 has it; beside other types, DS is looked for where they are. Names that a DNAME makes
 * live in `scratch`. */
void resolve(const struct vantage *from,
             const struct name *name,
             type_mask wanted,
             struct arena *scratch,
             struct answer *answer);

/** The same for one type of any code, also of those that share a bit of a mask. An alias is not
 * followed either for a type that stands beside a CNAME (RRTYPE_BESIDE_CNAME). */
void resolve_type(const struct vantage *from,
                  const struct name *name,
                  uint16_t type,
                  struct arena *scratch,
                  struct answer *answer);

/** Whether the first hop of a path stands at exactly this name: the name is proven to be an
 * alias. */
static inline bool answer_is_alias(const struct answer *answer)
{
    return answer->hop_count > 0;
}

/** Whether it is proven that the question gets no data: no data, no name, loop, too long. */
static inline bool answer_is_bad(const struct answer *answer)
{
    return answer->end != ANSWER_DATA && answer->end != ANSWER_UNKNOWN;
}

/** Whether there are more aliases than are followed. */
static inline bool answer_goes_on(const struct answer *answer)
{
    return answer->end == ANSWER_UNKNOWN && answer->reason == UNKNOWN_STEPS;
}

/** What the operator says that the answer rests upon: of the first such hop, or of the end. NULL:
 * the loaded zones alone prove it. */
const struct external_name *answer_word(const struct answer *answer);
