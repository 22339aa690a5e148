/* SPDX-License-Identifier: BSD-3-Clause */

/* Which file holds which zone. */

#include "analyzer/rules/rules.h"
#include "zones/zone_name.h"

static struct span zone_place(const struct zone *zone)
{
    return (struct span){0, 0, zone->source};
}

void rule_zone_duplicate(struct check *check, const struct zone_set *set)
{
    for (size_t i = 0; i < set->zones.count; i++) {
        const struct zone *zone = set->zones.items[i];
        const struct zone *first = zone_set_find_apex(set, zone->view, zone->apex);
        if (!zone->claimed_twice || zone == first) {
            continue;
        }
        struct finding *finding =
            check_report(check, zone, zone_place(zone), "zone %s is in another file too",
                         check_name(check, zone->apex));
        finding->why = "a server loads one of them; which one is not known here, so that nothing is "
                       "concluded from either";
        finding->help = "name the right one with --zone NAME=FILE, or move the other away";
        check_relate(check, finding, first, zone_place(first), "the first file");
    }
}

void rule_zone_file_name(struct check *check, const struct zone *zone)
{
    const char *path = source_list_get(check->set->sources, zone->source)->path;
    const char *told = zone_name_from_path(path, check->scratch);
    if (zone->name_from == ZONE_NAME_FILE || told == NULL ||
        strcmp(told, check_name(check, zone->apex)) == 0) {
        return;
    }
    struct finding *finding =
        check_report(check, zone, zone_place(zone), "file of zone %s is named after %s",
                     check_name(check, zone->apex), told);
    finding->help = "rename the file";
}
