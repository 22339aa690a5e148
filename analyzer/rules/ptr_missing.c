/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/rules/ptr_missing.h"

#include <assert.h>

#include "analyzer/proposal.h"
#include "analyzer/rules/ptr_choice.h"

/* How many other names with the address are shown; a web server may have thousands. */
enum { OTHER_NAMES_MAX = 8 };

/* The name for a PTR record in a reverse zone; NULL when it is open which one. */
static const struct name *uses_choose_name(struct check *check,
                                           const struct zone *reverse_zone,
                                           const struct address_use *uses,
                                           size_t count)
{
    const struct name **names = arena_get(check->scratch, count * sizeof(struct name *));
    for (size_t i = 0; i < count; i++) {
        names[i] = record_owner(uses[i].zone, uses[i].record);
    }
    return ptr_choice(names, count, check_ptr_prefer(check, reverse_zone));
}

static bool uses_are_of_one_name(const struct address_use *uses, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (!name_equal(record_owner(uses[i].zone, uses[i].record),
                        record_owner(uses[0].zone, uses[0].record))) {
            return false;
        }
    }
    return true;
}

/* What the last PTR record of the zone has. It is looked for near the end only, because each address
 * looks anew; where there is none, the last record will do. */
static uint32_t usual_ttl(const struct zone *zone)
{
    enum { RECORDS_LOOKED_AT = 1024 };
    size_t count = zone->records.count;
    assert(count > 0); /* an empty reverse zone is not judged */
    for (size_t i = count; i > 0 && count - i < RECORDS_LOOKED_AT; i--) {
        if (zone->records.items[i - 1].type == TYPE_PTR) {
            return zone->records.items[i - 1].ttl_seconds;
        }
    }
    return zone->records.items[count - 1].ttl_seconds;
}

/* Why no PTR record can be added where the answer ends, or NULL. A zone cut is not in the way: below
 * one, the answer would be unknown. */
static const char *ptr_refusal(struct check *check,
                               const struct answer *answer,
                               const struct name *chosen)
{
    if (chosen == NULL) {
        return "several names have the address, and nothing says by which one its host goes";
    }
    if (answer_is_alias(answer)) {
        return check_format(check,
                            "the reverse name is an alias of %s, where other addresses may have "
                            "theirs too",
                            check_name(check, answer->name));
    }
    if (answer->wildcard) {
        return "a wildcard answers for the reverse name, and a record there would end that (RFC "
               "4592 section 3.3)";
    }
    return NULL;
}

static void propose_ptr(struct check *check,
                        struct finding *finding,
                        const struct answer *answer,
                        const struct name *chosen,
                        bool is_only_name)
{
    const char *refusal = ptr_refusal(check, answer, chosen);
    if (refusal != NULL) {
        propose_nothing(finding, refusal);
        return;
    }
    const struct new_record record = {
        .owner = answer->name,
        .type = TYPE_PTR,
        .ttl_seconds = usual_ttl(answer->zone),
        .data = name_wire(chosen),
    };
    struct repair repair = {
        .title = check_format(check, "add a PTR record that names %s", check_name(check, chosen)),
        .safety = FIX_UNSAFE,
        .unsafe_because = is_only_name
                              ? "no other name has the address here, but its host may go by "
                                "one that stands elsewhere"
                              : "the policy prefers this name, but the host may go by another "
                                "one",
    };
    propose_new_record(check, finding, answer->zone, &record, repair);
}

void ptr_missing_report(struct check *check,
                        const struct answer *answer,
                        const struct use_group *group)
{
    const struct address_use *uses = group->first;
    size_t count = group->count;
    struct finding *finding =
        check_report_record(check, uses[0].zone, uses[0].record, 0, "address has no PTR record");
    check_about_rrset(check, finding, answer->zone, answer->name, TYPE_PTR);
    finding->label =
        check_format(check, "%s %s", check_name(check, answer->name),
                     answer->end == ANSWER_NO_NAME ? "does not exist" : "has no PTR record");
    check_relate_path(check, finding, answer);
    finding->why = "RFC 1912 section 2.1: every address has a matching PTR record; receivers "
                   "refuse mail from addresses without one";
    for (size_t i = 1; i < count && i <= OTHER_NAMES_MAX; i++) {
        check_relate_record(check, finding, uses[i].zone, uses[i].record, "%s has this address too",
                            check_name(check, record_owner(uses[i].zone, uses[i].record)));
    }
    if (count > OTHER_NAMES_MAX + 1) {
        check_note(check, finding, "%zu more records have this address",
                   count - OTHER_NAMES_MAX - 1);
    }
    const struct name *chosen = uses_choose_name(check, answer->zone, uses, count);
    propose_ptr(check, finding, answer, chosen,
                !group->is_reduced && uses_are_of_one_name(uses, count));
    if (chosen != NULL) {
        finding->help =
            check_format(check, "add to zone %s: %s PTR %s", check_name(check, answer->zone->apex),
                         check_name(check, answer->name), check_name(check, chosen));
    } else {
        finding->help = check_format(check, "choose one of these names for a PTR record at %s",
                                     check_name(check, answer->name));
    }
}
