/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/check.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "analyzer/zone_rules.h"
#include "zones/record_text.h"

/* printf into an arena, for functions that have their arguments as a list already. */
#define FORMAT_INTO(result, arena, format) \
    do { \
        va_list arguments; \
        va_start(arguments, format); \
        int length = vsnprintf(NULL, 0, format, arguments); \
        va_end(arguments); \
        assert(length >= 0); \
        char *room = arena_get_aligned(arena, (size_t)length + 1, 1); \
        va_start(arguments, format); \
        vsnprintf(room, (size_t)length + 1, format, arguments); \
        va_end(arguments); \
        (result) = room; \
    } while (0)

const struct rule_options *check_options(const struct check *check, const struct zone *zone)
{
    return check->choice == NULL ? &rule_options_default
                                 : &check->choice->of_zones[zone->number]->options;
}

void check_ask(struct check *check,
               const struct zone *zone,
               const struct name *name,
               type_mask wanted,
               struct answer *answer)
{
    const struct vantage from = {check->set, zone, check_external(check, zone)};
    resolve(&from, name, wanted, check->scratch, answer);
}

/* Whether nobody says anything about the name that an answer ends at. */
static bool answer_is_nobodys(const struct answer *answer)
{
    return answer->end == ANSWER_UNKNOWN && answer->external == NULL;
}

void check_resolve(struct check *check,
                   const struct zone *zone,
                   const struct name *name,
                   type_mask wanted,
                   struct answer *answer)
{
    check_ask(check, zone, name, wanted, answer);
    if (answer_is_nobodys(answer)) {
        /* The rule or a DNAME may have made it in scratch. */
        unknown_names_add_copy(&check->unknown, answer->name, check->findings->arena);
    }
}

bool check_is_plain(struct check *check,
                    const struct zone *zone,
                    uint32_t name,
                    enum common_question question)
{
    if (check_knows_plain(check, zone, name, question)) {
        return true;
    }
    if (zone != check->plain.zone) {
        plain_names_start(&check->plain, zone, check->findings->arena);
    }
    struct answer answer;
    check_ask(check, zone, name_table_at(zone->names, name), question_types(question), &answer);
    if (answer_is_nobodys(&answer)) {
        if (answer.hop_count == 0) {
            unknown_names_add(&check->unknown, answer.name);
        } else {
            unknown_names_add_copy(&check->unknown, answer.name, check->findings->arena);
        }
    }
    size_t aliases_max =
        question == QUESTION_ADDRESS ? 0 : check_options(check, zone)->cname_chain_max;
    bool is_plain =
        !answer_is_bad(&answer) && !answer_goes_on(&answer) && answer.hop_count <= aliases_max;
    if (is_plain) {
        plain_names_add(&check->plain, name, question);
    }
    return is_plain;
}

bool check_runs(const struct check *check, const struct zone *zone, const struct rule *rule)
{
    return terms_policy(check->terms, zone)->runs[rule_number(rule)];
}

/* `owner` may be NULL. */
static struct finding *finding_new(struct check *check,
                                   const struct zone *zone,
                                   const struct name *owner,
                                   uint16_t type,
                                   struct span span,
                                   const char *message)
{
    const struct zone_policy *policy = terms_policy(check->terms, zone);
    if (owner != NULL) {
        owner_start(&check->owner, owner, zone->apex);
    }
    struct rule_setting setting =
        zone_policy_rule(policy, check->rule_number, owner == NULL ? NULL : &check->owner, type);
    struct finding *finding = arena_get_zeroed(check->findings->arena, sizeof(*finding));
    finding->rule = check->rule;
    finding->rule_number = check->rule_number;
    finding->policy = policy;
    finding->severity = setting.severity;
    finding->fix_level = setting.fix;
    finding->fix_is_named = setting.fix_is_named;
    finding->zone = zone;
    finding->type = type;
    finding->span = span;
    finding->message = message;
    finding->references = check->rule->references;
    if (setting.on) {
        VECTOR_PUSH(&check->findings->items, finding);
    } else {
        /* The rule goes on to describe it nonetheless. */
        VECTOR_PUSH(&check->findings->dropped, finding);
    }
    return finding;
}

static void set_identity(struct check *check,
                         struct finding *finding,
                         const struct identity *identity)
{
    finding->subject = (struct subject){.zone = identity->zone, .type = identity->type};
    if (identity->owner != NULL) {
        finding->subject.owner =
            arena_copy_string(check->findings->arena, check_name(check, identity->owner));
    }
    finding->fingerprint = identity_fingerprint(identity);
}

struct finding *check_report(struct check *check,
                             const struct zone *zone,
                             struct span span,
                             const char *format,
                             ...)
{
    const char *message;
    FORMAT_INTO(message, check->findings->arena, format);
    struct finding *finding = finding_new(check, zone, NULL, 0, span, message);
    struct identity identity = {.rule = check->rule->name, .zone = zone};
    set_identity(check, finding, &identity);
    return finding;
}

struct finding *check_report_record(struct check *check,
                                    const struct zone *zone,
                                    const struct record *record,
                                    size_t field,
                                    const char *format,
                                    ...)
{
    const char *message;
    FORMAT_INTO(message, check->findings->arena, format);
    struct span span = check_record_span(check, zone, record, field);
    struct finding *finding =
        finding_new(check, zone, record_owner(zone, record), record->type, span, message);
    uint8_t room[RDATA_ROOM_BYTES];
    struct identity identity = {
        .rule = check->rule->name,
        .zone = zone,
        .owner = record_owner(zone, record),
        .type = record->type,
        .data = record_wire(zone, record, room),
    };
    set_identity(check, finding, &identity);
    finding->owner = finding->subject.owner;
    finding->type = finding->subject.type;
    return finding;
}

void check_about_rrset(struct check *check,
                       struct finding *finding,
                       const struct zone *zone,
                       const struct name *owner,
                       uint16_t type)
{
    struct identity identity = {
        .rule = check->rule->name,
        .zone = zone,
        .owner = owner,
        .type = type,
    };
    set_identity(check, finding, &identity);
}

void check_about_words(struct check *check,
                       struct finding *finding,
                       const struct zone *zone,
                       struct bytes words)
{
    struct identity identity = {.rule = check->rule->name, .zone = zone, .data = words};
    set_identity(check, finding, &identity);
}

const char *check_format(struct check *check, const char *format, ...)
{
    const char *text;
    FORMAT_INTO(text, check->findings->arena, format);
    return text;
}

const char *check_name(struct check *check, const struct name *name)
{
    char *text = arena_get_aligned(check->scratch, NAME_TEXT_BYTES_MAX, 1);
    return name_to_text(name, text);
}

const char *check_record_text(struct check *check,
                              const struct zone *zone,
                              const struct record *record)
{
    (void)zone;
    struct buffer text = {0};
    rrtype_to_text(record->type, &text);
    buffer_add_byte(&text, ' ');
    uint8_t room[RDATA_ROOM_BYTES];
    rdata_to_text(record->type, record_wire(zone, record, room), &text);
    const char *copy = (const char *)arena_copy(check->scratch, buffer_bytes(&text)).data;
    buffer_free(&text);
    return copy;
}

struct span check_record_span(const struct check *check,
                              const struct zone *zone,
                              const struct record *record,
                              size_t field)
{
    struct record_text text;
    record_text_read(&text, check->set->sources, zone, record);
    struct span span = field == RECORD_WHOLE ? text.span : record_text_data(&text, field);
    record_text_end(&text);
    return span;
}

size_t check_host_field(const struct check *check,
                        const struct zone *zone,
                        const struct record *record)
{
    struct record_text text;
    record_text_read(&text, check->set->sources, zone, record);
    size_t field = RECORD_WHOLE;
    if (!text.generic) {
        field = rdata_host_field(record->type);
    }
    record_text_end(&text);
    return field;
}

void check_relate(struct check *check,
                  struct finding *finding,
                  const struct zone *zone,
                  struct span span,
                  const char *format,
                  ...)
{
    struct related related = {.span = span, .zone = zone};
    FORMAT_INTO(related.message, check->findings->arena, format);
    VECTOR_PUSH(&finding->related, related);
}

void check_relate_record(struct check *check,
                         struct finding *finding,
                         const struct zone *zone,
                         const struct record *record,
                         const char *format,
                         ...)
{
    struct related related = {
        .span = check_record_span(check, zone, record, RECORD_WHOLE),
        .zone = zone,
    };
    FORMAT_INTO(related.message, check->findings->arena, format);
    VECTOR_PUSH(&finding->related, related);
}

/* What the operator says that a name does not have is what a finding is about; what he says that it
 * has is not. */
static void note_word_of_end(struct check *check,
                             struct finding *finding,
                             const struct answer *answer)
{
    if (answer->external == NULL || !answer_is_bad(answer)) {
        return;
    }
    check_note(check, finding, "%s %s, says %s", check_name(check, answer->name),
               answer->end == ANSWER_NO_NAME ? "does not exist" : "has other addresses only",
               external_name_says(answer->external, check->scratch));
}

void check_relate_path(struct check *check, struct finding *finding, const struct answer *answer)
{
    static const char *const kinds[] = {
        [HOP_CNAME] = "alias",
        [HOP_WILDCARD_CNAME] = "alias by a wildcard",
        [HOP_DNAME] = "alias by a DNAME",
    };
    for (size_t i = 0; i < answer->hop_count; i++) {
        const struct hop *hop = &answer->hops[i];
        const char *owner = check_name(check, hop->owner);
        const char *target = check_name(check, hop->target);
        if (hop->kind == HOP_EXTERNAL) {
            check_note(check, finding, "alias: %s -> %s, says %s", owner, target,
                       external_name_says(hop->external, check->scratch));
        } else {
            check_relate_record(check, finding, hop->zone, hop->record, "%s: %s -> %s",
                                kinds[hop->kind], owner, target);
        }
    }
    note_word_of_end(check, finding, answer);
}

void check_note(struct check *check, struct finding *finding, const char *format, ...)
{
    const char *note;
    FORMAT_INTO(note, check->findings->arena, format);
    VECTOR_PUSH(&finding->notes, note);
}

void check_add_edit(struct check *check, struct fix *fix, struct span span, struct bytes text)
{
    struct edit edit = {
        .span = span,
        .expected = source_list_bytes(check->set->sources, span),
        .text = arena_copy(check->findings->arena, text),
    };
    VECTOR_PUSH(&fix->edits, edit);
}

const struct suppression_settings *check_suppressions(const struct check *check,
                                                      const struct zone *zone)
{
    return &terms_policy(check->terms, zone)->policy->suppressions;
}
