/* SPDX-License-Identifier: BSD-3-Clause */

/* The null MX, by which a domain says that it takes no mail: RFC 7505. */

#include "analyzer/rules/rules.h"
#include "analyzer/rules/target.h"

void rule_mx_null_mixed(struct check *check, const struct zone *zone, const struct node *node)
{
    const struct record *null_mx = NULL;
    const struct record *other_mx = NULL;
    for (const struct record *mx = node_first(zone, node, TYPE_MX); mx != NULL;
         mx = node_next(zone, mx)) {
        if (target_is_none(zone, mx)) {
            null_mx = null_mx == NULL ? mx : null_mx;
        } else {
            other_mx = other_mx == NULL ? mx : other_mx;
        }
    }
    if (null_mx == NULL || other_mx == NULL || record_is_occluded(zone, null_mx)) {
        return;
    }
    struct finding *finding = check_report_record(check, zone, null_mx, RECORD_WHOLE,
                                                  "null MX of %s stands beside other MX records",
                                                  check_name(check, node_name(zone, node)));
    check_about_rrset(check, finding, zone, node_name(zone, node), TYPE_MX);
    finding->label = "says that the domain takes no mail";
    finding->why = "RFC 7505 section 3: a domain with a null MX has no other MX record; which of "
                   "them counts is up to each sender";
    finding->help = "remove the null MX, or all the others";
    check_relate_record(check, finding, zone, other_mx, "another MX record");
}
