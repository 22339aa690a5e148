/* SPDX-License-Identifier: BSD-3-Clause */

/* What every zone has at its apex: RFC 1035 section 5.2, RFC 2181 section 6.1. */

#include "analyzer/rules/rrset.h"
#include "analyzer/rules/rules.h"

static struct span zone_file_start(const struct zone *zone)
{
    return (struct span){0, 0, zone->source};
}

static const struct node *apex_node(const struct zone *zone)
{
    return &zone->nodes.items[zone->apex_node];
}

void rule_soa_missing(struct check *check, const struct zone *zone)
{
    /* An entry that could not be read might be the SOA. */
    if (zone->soa != RECORD_NONE || !zone->complete) {
        return;
    }
    struct finding *finding =
        check_report(check, zone, zone_file_start(zone), "zone %s has no SOA record",
                     check_name(check, zone->apex));
    finding->why = "RFC 1035 section 5.2: servers refuse a zone without one";
    finding->help = "add an SOA record at the apex; when the file is another zone's, name it with "
                    "--zone NAME=FILE";
}

void rule_soa_multiple(struct check *check, const struct zone *zone)
{
    const struct record *first = zone_record(zone, zone->soa);
    if (first == NULL) {
        return;
    }
    for (const struct record *soa = node_next(zone, first); soa != NULL;
         soa = node_next(zone, soa)) {
        if (record_is_copy(zone, first, soa)) {
            continue; /* a mere duplicate, as a zone transfer ends with */
        }
        struct finding *finding =
            check_report_record(check, zone, soa, RECORD_WHOLE, "zone %s has several SOA records",
                                check_name(check, zone->apex));
        check_about_rrset(check, finding, zone, zone->apex, TYPE_SOA);
        finding->why = "RFC 1035 section 5.2: exactly one; BIND and NSD refuse the zone";
        finding->help = "keep the one with the right serial";
        check_relate_record(check, finding, zone, first, "the first SOA");
    }
}

void rule_soa_not_apex(struct check *check, const struct zone *zone, const struct record *soa)
{
    if (record_owner(zone, soa) == zone->apex) {
        return;
    }
    struct finding *finding = check_report_record(
        check, zone, soa, RECORD_WHOLE, "SOA of %s is not at the apex of %s",
        check_name(check, record_owner(zone, soa)), check_name(check, zone->apex));
    finding->why =
        "RFC 1035 section 5.2: it stands at the top of the zone; BIND and NSD refuse the "
        "zone";
    finding->help = "each zone has a file of its own; or the file belongs to another zone "
                    "(--zone NAME=FILE)";
}

void rule_ns_apex_missing(struct check *check, const struct zone *zone)
{
    if ((apex_node(zone)->types & MASK_NS) != 0 || !zone->complete || zone->soa == RECORD_NONE) {
        return;
    }
    struct finding *finding =
        check_report_record(check, zone, zone_record(zone, zone->soa), RECORD_WHOLE,
                            "zone %s has no NS record at its apex", check_name(check, zone->apex));
    check_about_rrset(check, finding, zone, zone->apex, TYPE_NS);
    finding->why =
        "RFC 2181 section 6.1: every zone names its servers; BIND refuses one that does not";
    finding->help = "add the NS records that the parent zone has";
}
