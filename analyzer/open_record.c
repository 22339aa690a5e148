/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/open_record.h"

#include "analyzer/rules/missing_dot.h"
#include "analyzer/rules/ptr_missing.h"

/* Rules for single records ask where the host is found. */
type_mask open_types(const struct rule *rule)
{
    if (rule == NULL) {
        return MASK_HOSTS | MASK_DNAME;
    }
    if (strcmp(rule->name, "ptr-missing") == 0) {
        return MASK_ADDRESS;
    }
    return rule->scope == RULE_RECORD ? rule->types & MASK_HOSTS : 0;
}

bool record_is_open(struct check *check,
                    const struct zone *zone,
                    const struct record *record,
                    bool of_dot)
{
    if (rrtype_has(record->type, RRTYPE_ADDRESS)) {
        return ptr_missing_is_open(check, zone, record);
    }
    struct answer answer;
    enum common_question question =
        record->type == TYPE_CNAME ? QUESTION_ALIASES : QUESTION_ADDRESS;
    check_ask(check, zone, record_host(zone, record), question_types(question), &answer);
    return answer.end == ANSWER_UNKNOWN ||
           (of_dot && missing_dot_find(check, zone, record).is_open);
}
