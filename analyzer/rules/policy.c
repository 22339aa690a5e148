/* SPDX-License-Identifier: BSD-3-Clause */
/* What is to be said of the policy rather than of zones. */
#include "analyzer/rules/rules.h"

static void report(struct check *check, const struct expired_override *expired)
{
    struct bytes day = source_list_bytes(check->set->sources, expired->span);
    struct finding *finding = check_report(check, NULL, expired->span, "this override has ended");
    check_about_words(check, finding, NULL, day);
    finding->label = "the last day on which it held";
    if (expired->override->reason != NULL) {
        check_note(check, finding, "its reason was: %s", expired->override->reason);
    }
    finding->why = "an exception that nobody asks for any more hides what it was never meant for; "
                   "findings that it kept away are told again";
    finding->help = "remove the override, or give it another day and say why";
}

void rule_override_expired(struct check *check, const struct zone_set *set)
{
    (void)set;
    for (size_t i = 0; i < check->terms->expired.count; i++) {
        report(check, &check->terms->expired.items[i]);
    }
}
