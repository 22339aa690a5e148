/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/finding.h"
#include "analyzer/identity.h"
#include "analyzer/plain_names.h"
#include "analyzer/resolver.h"
#include "analyzer/rule.h"
#include "analyzer/rule_options.h"
#include "analyzer/terms.h"
#include "analyzer/unknown_names.h"

struct custom_room;
struct rule_choice;

/** What a rule may use. It looks, reports, and proposes edits; it changes nothing. Rules run in
 * several threads at once, each with a check of its own; what they share is read-only. */
struct check {
    const struct zone_set *set;
    const struct analysis_terms *terms;
    const struct rule_choice *choice; /**< what runs where; NULL: options are those by default */
    const struct rule *rule;          /**< the one that runs */
    int rule_number;                  /**< in the vocabulary of the policy */
    struct owner owner;               /**< of the finding that is being made */
    struct findings *findings;
    struct arena *scratch; /**< cleared when the rules for a record or a node have been called */
    struct unknown_names unknown;
    struct gate *gate;          /**< which sources may be edited: analyzer/gate.h */
    struct plain_names plain;   /**< of the zone that check_is_plain() was last asked about */
    struct custom_room *custom; /**< what custom rules match with, once one ran: analyzer/custom.h;
                                     freed by whoever made the check */
};

/** What the operator says about names outside of the loaded zones, as far as it counts for `zone`;
 * NULL: nothing. */
static inline const struct external_names *check_external(const struct check *check,
                                                          const struct zone *zone)
{
    return terms_policy(check->terms, zone)->policy->external;
}

/** Which names the operator prefers for the PTR records of a reverse zone. */
static inline const struct glob_list *check_ptr_prefer(const struct check *check,
                                                       const struct zone *zone)
{
    return &terms_policy(check->terms, zone)->ptr_prefer;
}

/** What is set of rules for a zone. */
const struct rule_options *check_options(const struct check *check, const struct zone *zone);

/** Asks the resolver in the view of `zone`. */
void check_ask(struct check *check,
               const struct zone *zone,
               const struct name *name,
               type_mask wanted,
               struct answer *answer);

/** The same, and counts names that neither the loaded zones nor the operator say anything about. */
void check_resolve(struct check *check,
                   const struct zone *zone,
                   const struct name *name,
                   type_mask wanted,
                   struct answer *answer);

/** Whether the answer for the name with this number in the names of `zone` is plain, so that no
 * rule has anything to tell: analyzer/plain_names.h. The resolver is asked once for each name. */
bool check_is_plain(struct check *check,
                    const struct zone *zone,
                    uint32_t name,
                    enum common_question question);

/** Whether that is known already. Nobody is asked. */
static inline bool check_knows_plain(const struct check *check,
                                     const struct zone *zone,
                                     uint32_t name,
                                     enum common_question question)
{
    return zone == check->plain.zone && plain_names_has(&check->plain, name, question);
}

/** The types that a question is about. */
static inline type_mask question_types(enum common_question question)
{
    return question == QUESTION_ADDRESS ? MASK_ADDRESS : MASK_ALL & ~(type_mask)MASK_CNAME;
}

/** Whether a rule runs in a zone. */
bool check_runs(const struct check *check, const struct zone *zone, const struct rule *rule);

/** A new finding at `span` in the text of `zone` (NULL: of no zone), about the zone as a whole. The
 * message is the headline. */
struct finding *check_report(struct check *check,
                             const struct zone *zone,
                             struct span span,
                             const char *format,
                             ...) __attribute__((format(printf, 4, 5)));

#define RECORD_WHOLE SIZE_MAX

/** The same about a record: at field `field` of its data, or, with RECORD_WHOLE, at its entry from
 * the first word to the last. */
struct finding *check_report_record(struct check *check,
                                    const struct zone *zone,
                                    const struct record *record,
                                    size_t field,
                                    const char *format,
                                    ...) __attribute__((format(printf, 5, 6)));

/** Says that the finding is about all records of a type at a name, there or missing, and only told
 * at one of them or somewhere else. Which one that is may hang on their order, which must not make
 * it another finding. */
void check_about_rrset(struct check *check,
                       struct finding *finding,
                       const struct zone *zone,
                       const struct name *owner,
                       uint16_t type);

/** Says that the finding is about words in the text of the zone that are no record. */
void check_about_words(struct check *check,
                       struct finding *finding,
                       const struct zone *zone,
                       struct bytes words);

/** Text for the parts of a finding, in the findings' arena. */
const char *check_format(struct check *check, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** The name as absolute text, in scratch. */
const char *check_name(struct check *check, const struct name *name);

/** `TYPE data` of a record as text, in scratch. */
const char *check_record_text(struct check *check,
                              const struct zone *zone,
                              const struct record *record);

/** The span of field `field` of the data of a record, or of its whole entry (RECORD_WHOLE). */
struct span check_record_span(const struct check *check,
                              const struct zone *zone,
                              const struct record *record,
                              size_t field);

/** Which field of its data holds the host of an NS, CNAME, PTR, DNAME, MX or SRV record;
 * RECORD_WHOLE when the data is written in the generic form of RFC 3597, where none does. */
size_t check_host_field(const struct check *check,
                        const struct zone *zone,
                        const struct record *record);

/** Adds a place that the finding speaks of. */
void check_relate(struct check *check,
                  struct finding *finding,
                  const struct zone *zone,
                  struct span span,
                  const char *format,
                  ...) __attribute__((format(printf, 5, 6)));

/** The same: the whole entry of a record. */
void check_relate_record(struct check *check,
                         struct finding *finding,
                         const struct zone *zone,
                         const struct record *record,
                         const char *format,
                         ...) __attribute__((format(printf, 5, 6)));

/** Adds every hop of a path, in order, with its place; and as notes what the operator says of names
 * on it, as far as the finding follows from that. */
void check_relate_path(struct check *check, struct finding *finding, const struct answer *answer);

/** Adds a fact. */
void check_note(struct check *check, struct finding *finding, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** What comments may suppress in this zone. */
const struct suppression_settings *check_suppressions(const struct check *check,
                                                      const struct zone *zone);

/** Adds an edit to a fix: `text` in the place of what stands at `span`. */
void check_add_edit(struct check *check, struct fix *fix, struct span span, struct bytes text);
