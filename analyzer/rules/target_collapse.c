/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/rules/target_collapse.h"

/* Whether both have the same data in front of the host: preference of MX; priority, weight and port
 * of SRV. */
static bool same_front(const struct zone *zone, const struct record *a, const struct record *b)
{
    uint8_t room_a[RDATA_ROOM_BYTES];
    uint8_t room_b[RDATA_ROOM_BYTES];
    return memcmp(record_wire(zone, a, room_a).data, record_wire(zone, b, room_b).data,
                  rdata_host_front(a->type)) == 0;
}

void collapse_find(struct check *check,
                   const struct zone *zone,
                   const struct record *record,
                   const struct name *host,
                   struct collapse *collapse)
{
    collapse->twin = NULL;
    collapse->twin_is_alias = false;
    collapse->shared_by_third = false;
    bool before = true; /* this record's own repair serves for those behind it */
    for (const struct record *other = node_first(zone, record_node(zone, record), record->type);
         other != NULL; other = node_next(zone, other)) {
        if (other == record) {
            before = false;
            continue;
        }
        if (!same_front(zone, other, record)) {
            continue;
        }
        if (name_equal(record_host(zone, other), host)) {
            collapse->twin = other;
            collapse->twin_is_alias = false;
            continue;
        }
        struct answer answer;
        check_ask(check, zone, record_host(zone, other), MASK_ADDRESS, &answer);
        if (!answer_is_alias(&answer) || !name_equal(answer.name, host)) {
            collapse->shared_by_third = true;
        } else if (before && collapse->twin == NULL) {
            collapse->twin = other;
            collapse->twin_is_alias = true;
            collapse->twin_answer = answer;
        }
    }
}
