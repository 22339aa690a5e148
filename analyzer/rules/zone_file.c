/* SPDX-License-Identifier: BSD-3-Clause */

/* Which file holds which zone. */

#include <stdlib.h>

#include "analyzer/rules/rules.h"
#include "zones/zone_name.h"

static struct span zone_place(const struct zone *zone)
{
    return (struct span){0, 0, zone->source};
}

/* A zone that two files claim. */
struct claimant {
    const struct zone *zone;
    const char *path;
};

static int compare_zones(const struct zone *a, const struct zone *b)
{
    int order = strcmp(a->view == NULL ? "" : a->view, b->view == NULL ? "" : b->view);
    return order != 0 ? order : name_compare(a->apex, b->apex);
}

/* Claimants of one zone come together, in the order of their paths: which is the first must not
 * hang on the order of the command line. */
static int claimant_compare(const void *a, const void *b)
{
    const struct claimant *claimant_a = a;
    const struct claimant *claimant_b = b;
    int order = compare_zones(claimant_a->zone, claimant_b->zone);
    return order != 0 ? order : strcmp(claimant_a->path, claimant_b->path);
}

static void report_zone_duplicate(struct check *check,
                                  const struct zone *zone,
                                  const struct zone *first)
{
    struct finding *finding =
        check_report(check, zone, zone_place(zone), "zone %s is in another file too",
                     check_name(check, zone->apex));
    finding->why = "a server loads one of them; which one is not known here, so that nothing is "
                   "concluded from either";
    finding->help = "name the right one with --zone NAME=FILE, or move the other away";
    check_relate(check, finding, first, zone_place(first), "the first file");
}

void rule_zone_duplicate(struct check *check, const struct zone_set *set)
{
    VECTOR(struct claimant) claimants = {0};
    for (size_t i = 0; i < set->zones.count; i++) {
        const struct zone *zone = set->zones.items[i];
        if (zone->claimed_twice) {
            const char *path = source_list_get(set->sources, zone->source)->path;
            struct claimant claimant = {zone, path};
            VECTOR_PUSH(&claimants, claimant);
        }
    }
    if (claimants.count > 0) {
        qsort(claimants.items, claimants.count, sizeof(struct claimant), claimant_compare);
    }
    const struct zone *first = NULL;
    for (size_t i = 0; i < claimants.count; i++) {
        const struct zone *zone = claimants.items[i].zone;
        if (first == NULL || compare_zones(first, zone) != 0) {
            first = zone;
        } else {
            report_zone_duplicate(check, zone, first);
        }
    }
    VECTOR_FREE(&claimants);
}

/* `hosts.txt` is named after nothing; `db.local` is the zone of one label. */
static bool is_named_after_zone(const char *path, const char *told)
{
    return zone_path_is_typical(path) || strchr(told, '.') != told + strlen(told) - 1;
}

void rule_zone_file_name(struct check *check, const struct zone *zone)
{
    const char *path = source_list_get(check->set->sources, zone->source)->path;
    const char *told = zone_name_from_path(path, check->scratch);
    if (zone->name_from == ZONE_NAME_FILE || told == NULL || !is_named_after_zone(path, told) ||
        strcmp(told, check_name(check, zone->apex)) == 0) {
        return;
    }
    struct finding *finding =
        check_report(check, zone, zone_place(zone), "file of zone %s is named after %s",
                     check_name(check, zone->apex), told);
    finding->why = "a server goes by its configuration, people go by the name of the file";
    finding->help = "rename the file, or correct the $ORIGIN or SOA that names the zone";
}
