/* SPDX-License-Identifier: BSD-3-Clause */

/* Zone cuts and the servers they name. */

#include "analyzer/rules/rules.h"

void rule_ns_wildcard_owner(struct check *check, const struct zone *zone, const struct node *node)
{
    if (!name_is_wildcard(node_name(zone, node))) {
        return;
    }
    const struct record *ns = node_first(zone, node, TYPE_NS);
    struct finding *finding =
        check_report_record(check, zone, ns, RECORD_WHOLE, "NS record at the wildcard %s",
                            check_name(check, node_name(zone, node)));
    check_about_rrset(check, finding, zone, node_name(zone, node), TYPE_NS);
    finding->why = "RFC 4592 section 4.2 leaves its meaning open; BIND refuses the zone";
    finding->help = "delegate the names that exist, one by one";
}

/* Glue that a wildcard below the cut lends: two servers of the field take it (BIND, Knot). */
static bool has_wildcard_glue(const struct zone *zone,
                              const struct name *host,
                              const struct name *cut)
{
    for (unsigned labels = 1; labels < host->labels && host->labels - labels >= cut->labels;
         labels++) {
        struct bytes above = name_without_labels(host, labels);
        uint8_t wire[NAME_OCTETS_MAX + 2] = {1, '*'};
        memcpy(wire + 2, above.data, above.length);
        const struct name *wildcard =
            name_table_find_wire(zone->names, (struct bytes){wire, above.length + 2});
        if (wildcard != NULL && wildcard->node != NODE_NONE &&
            (zone_node(zone, wildcard)->types & MASK_ADDRESS) != 0) {
            return true;
        }
    }
    return false;
}

void rule_glue_missing(struct check *check, const struct zone *zone, const struct node *node)
{
    if ((node->flags & NODE_CUT) == 0 || (node->flags & (NODE_BELOW_CUT | NODE_BELOW_DNAME)) != 0 ||
        !zone->complete) {
        return;
    }
    for (const struct record *ns = node_first(zone, node, TYPE_NS); ns != NULL;
         ns = node_next(zone, ns)) {
        const struct name *host = record_host(zone, ns);
        const struct node *glue = zone_node(zone, host);
        if (!name_is_within(host, node_name(zone, node)) ||
            (glue != NULL && (glue->types & MASK_ADDRESS) != 0) ||
            has_wildcard_glue(zone, host, node_name(zone, node))) {
            continue;
        }
        struct finding *finding =
            check_report_record(check, zone, ns, check_host_field(check, zone, ns),
                                "delegation of %s has no glue for %s",
                                check_name(check, node_name(zone, node)), check_name(check, host));
        finding->label = "below the zone cut, so only glue can tell its address";
        finding->why = "RFC 1034 section 4.2.1: without the address the delegated zone cannot be "
                       "reached";
        finding->help = check_format(check, "add an A or AAAA record for %s to this zone",
                                     check_name(check, host));
    }
}
