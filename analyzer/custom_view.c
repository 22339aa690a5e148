/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/custom_view.h"

#include "analyzer/rules/target.h"
#include "zones/octet.h"

/* ---- What is found out once for all rules */

struct bytes custom_view_wire(const struct custom_view *view)
{
    struct custom_room *room = view->room;
    if (room->wire.data == NULL) {
        room->wire = record_wire(view->zone, view->record, room->wire_room);
    }
    return room->wire;
}

struct owner *custom_view_owner(const struct custom_view *view)
{
    struct custom_room *room = view->room;
    const struct name *name = record_owner(view->zone, view->record);
    if (room->owner.name != name) {
        owner_start(&room->owner, name, view->zone->apex);
    }
    return &room->owner;
}

struct bytes custom_view_apex(const struct custom_view *view)
{
    struct custom_room *room = view->room;
    if (room->apex_length == 0) {
        room->apex_length = strlen(name_to_text(view->zone->apex, room->apex));
    }
    return (struct bytes){(const uint8_t *)room->apex, room->apex_length};
}

static struct bytes field_text(const struct custom_view *view, const struct rdata_field *field)
{
    struct custom_room *room = view->room;
    if (room->text_field != field->index) {
        buffer_clear(&room->text);
        rdata_field_to_text(field, custom_view_wire(view), &room->text);
        room->text_field = field->index;
    }
    return buffer_bytes(&room->text);
}

static struct bytes ttl_text(const struct custom_view *view)
{
    struct custom_room *room = view->room;
    buffer_clear(&room->text);
    room->text_field = CUSTOM_TEXT_NONE;
    buffer_add_format(&room->text, "%u", (unsigned)view->record->ttl_seconds);
    return buffer_bytes(&room->text);
}

/* ---- Values */

static bool number_is_good(const struct custom_test *test, uint64_t number)
{
    if (number < test->min || number > test->max) {
        return false;
    }
    for (size_t i = 0; i < test->number_count; i++) {
        if (test->numbers[i] == number) {
            return true;
        }
    }
    return test->number_count == 0;
}

/* Nearly all addresses are of IPv4, and their bits fit a number. */
static bool network_has(const struct network *network, struct bytes address)
{
    if (network->address_octets != address.length) {
        return false;
    }
    if (address.length != 4) {
        return network_contains(network, address);
    }
    uint32_t differ = octets_load32(network->octets) ^ octets_load32(address.data);
    return network->prefix_bits == 0 ||
           __builtin_bswap32(differ) >> (32 - network->prefix_bits) == 0;
}

static bool address_is_good(const struct custom_test *test, struct bytes address)
{
    for (size_t i = 0; i < test->network_count; i++) {
        if (network_has(&test->networks[i], address)) {
            return true;
        }
    }
    return test->network_count == 0;
}

/* No octet that tells the length of a label is a letter, so that the wire form of a name can be
 * compared in any case as a whole. */
static bool name_is_good(const struct custom_test *test, struct bytes wire)
{
    for (size_t i = 0; i < test->text_count; i++) {
        if (bytes_equal_folded(test->texts[i], wire)) {
            return true;
        }
    }
    return test->text_count == 0;
}

static bool text_is_listed(const struct custom_test *test, struct bytes text)
{
    for (size_t i = 0; i < test->text_count; i++) {
        if (bytes_equal(test->texts[i], text)) {
            return true;
        }
    }
    return test->text_count == 0;
}

static bool text_matches_globs(const struct custom_test *test, struct bytes text)
{
    for (size_t i = 0; i < test->glob_count; i++) {
        if (glob_matches(test->globs[i], text)) {
            return true;
        }
    }
    return test->glob_count == 0;
}

static bool text_matches_regexes(const struct custom_view *view,
                                 const struct custom_test *test,
                                 struct bytes text,
                                 bool unknown)
{
    bool costly = false;
    for (size_t i = 0; i < test->regex_count; i++) {
        enum regex_result result =
            regex_match_within(test->regexes[i], view->room->regex, text, CUSTOM_REGEX_STEPS_MAX);
        if (result == REGEX_MATCHES) {
            return true;
        }
        costly = costly || result == REGEX_TOO_COSTLY;
    }
    if (costly) {
        atomic_store_explicit(&view->row->costly, true, memory_order_relaxed);
    }
    return test->regex_count == 0 || (costly && unknown);
}

static bool patterns_match(const struct custom_view *view,
                           const struct custom_test *test,
                           struct bytes text,
                           bool unknown)
{
    return text_matches_globs(test, text) && text_matches_regexes(view, test, text, unknown);
}

static bool has_patterns(const struct custom_test *test)
{
    return test->glob_count > 0 || test->regex_count > 0;
}

static bool ttl_holds(const struct custom_view *view, const struct custom_test *test, bool unknown)
{
    return number_is_good(test, view->record->ttl_seconds) &&
           (!has_patterns(test) || patterns_match(view, test, ttl_text(view), unknown));
}

static bool name_may_match_globs(const struct custom_test *test, struct bytes wire)
{
    for (size_t i = 0; i < test->glob_count; i++) {
        if (glob_ends_match(&test->glob_ends[i], wire, 1)) {
            return true;
        }
    }
    return false;
}

/* As memmem(), which prepares itself for texts that are longer than a name. */
static bool name_has_octets(struct bytes wire, struct bytes octets)
{
    const uint8_t *end = wire.data + wire.length - (octets.length - 1);
    const uint8_t *at = wire.data;
    while (octets.length <= wire.length && at < end) {
        at = memchr(at, octets.data[0], (size_t)(end - at));
        if (at == NULL) {
            return false;
        }
        if (memcmp(at, octets.data, octets.length) == 0) {
            return true;
        }
        at++;
    }
    return false;
}

static bool name_may_match_regexes(const struct custom_test *test, struct bytes wire)
{
    for (size_t i = 0; i < test->regex_count; i++) {
        struct bytes letters = regex_letters(test->regexes[i]);
        if (letters.length == 0 || name_has_octets(wire, letters)) {
            return true;
        }
    }
    return false;
}

bool custom_name_may_hold(const struct custom_test *test, struct bytes wire)
{
    return name_is_good(test, wire) &&
           (test->glob_count == 0 || name_may_match_globs(test, wire)) &&
           (test->regex_count == 0 || name_may_match_regexes(test, wire));
}

/* Names whose letters are kept as they are written are left to their texts. */
static bool name_holds(const struct rdata_field *field,
                       const struct custom_test *test,
                       struct bytes wire)
{
    return field->letter == 'n' ? custom_name_may_hold(test, wire) : name_is_good(test, wire);
}

static bool field_holds(const struct custom_view *view,
                        const struct rdata_field *field,
                        const struct custom_test *test,
                        bool unknown)
{
    bool good = true;
    switch (test->value) {
    case CUSTOM_VALUE_NUMBER:
        good = number_is_good(test, rdata_field_number(field, custom_view_wire(view)));
        break;
    case CUSTOM_VALUE_ADDRESS:
        good = address_is_good(test, rdata_field_octets(field, custom_view_wire(view)));
        break;
    case CUSTOM_VALUE_NAME:
        good = name_holds(field, test, rdata_field_octets(field, custom_view_wire(view)));
        break;
    case CUSTOM_VALUE_TEXT:
        good = text_is_listed(test, field_text(view, field));
        break;
    }
    return good &&
           (!has_patterns(test) || patterns_match(view, test, field_text(view, field), unknown));
}

/* ---- Targets */

void custom_view_resolve(const struct custom_view *view, struct answer *answer)
{
    check_resolve(view->check, view->zone, record_host(view->zone, view->record), MASK_ADDRESS,
                  answer);
}

/* What the answer proves of the host, and what it leaves open. */
static void facts_find(const struct custom_view *view)
{
    struct custom_room *room = view->room;
    struct answer answer;
    room->has_facts = true;
    room->facts_true = 0;
    room->facts_unknown = 0;
    if (target_is_none(view->zone, view->record)) {
        room->facts_unknown = CUSTOM_TARGET_ALIAS | CUSTOM_TARGET_ADDRESS | CUSTOM_TARGET_MISSING |
                              CUSTOM_TARGET_OUTSIDE;
        return;
    }
    custom_view_resolve(view, &answer);
    if (answer_is_alias(&answer)) {
        room->facts_true |= CUSTOM_TARGET_ALIAS;
    }
    switch (answer.end) {
    case ANSWER_DATA:
        room->facts_true |= CUSTOM_TARGET_ADDRESS;
        break;
    case ANSWER_NO_DATA:
        break;
    case ANSWER_NO_NAME:
    case ANSWER_LOOP:
    case ANSWER_TOO_LONG:
        room->facts_true |= CUSTOM_TARGET_MISSING;
        break;
    case ANSWER_UNKNOWN:
        room->facts_unknown = CUSTOM_TARGET_ADDRESS | CUSTOM_TARGET_MISSING |
                              (answer_is_alias(&answer) ? 0U : (unsigned)CUSTOM_TARGET_ALIAS);
        if (answer.reason == UNKNOWN_OUTSIDE) {
            room->facts_true |= CUSTOM_TARGET_OUTSIDE;
        } else if (answer.reason != UNKNOWN_DELEGATED) {
            room->facts_unknown |= CUSTOM_TARGET_OUTSIDE;
        }
        break;
    }
}

static bool target_holds(const struct custom_view *view, unsigned wanted, bool unknown)
{
    struct custom_room *room = view->room;
    if (!room->has_facts && custom_plain_host_tells(wanted, unknown) &&
        !target_is_none(view->zone, view->record) &&
        check_is_plain(view->check, view->zone, record_host_number(view->zone, view->record),
                       QUESTION_ADDRESS)) {
        return unknown;
    }
    if (!room->has_facts) {
        facts_find(view);
    }
    return (room->facts_true & wanted) != 0 || (unknown && (room->facts_unknown & wanted) != 0);
}

/* ---- Other records */

static const struct record *node_find(const struct zone *zone,
                                      const struct node *node,
                                      const struct custom_records *records)
{
    if ((node->types & records->types_mask) == 0) {
        return NULL;
    }
    for (size_t i = 0; i < records->type_count; i++) {
        const struct record *record = node_first(zone, node, records->types[i]);
        if (record != NULL) {
            return record;
        }
    }
    return NULL;
}

static bool owner_matches(const struct custom_records *records, struct owner *owner)
{
    for (size_t i = 0; i < records->owner_count; i++) {
        if (owner_pattern_matches(records->owners[i], owner)) {
            return true;
        }
    }
    return records->owner_count == 0;
}

/* By a look at every node. */
static const struct record *zone_search(const struct zone *zone,
                                        const struct custom_records *records)
{
    struct owner owner = {0};
    if ((zone->types & records->types_mask) == 0) {
        return NULL;
    }
    for (size_t i = 0; i < zone->nodes.count; i++) {
        const struct node *node = &zone->nodes.items[i];
        const struct record *found = node_find(zone, node, records);
        if (found != NULL) {
            owner_start(&owner, node_name(zone, node), zone->apex);
            if (owner_matches(records, &owner)) {
                return found;
            }
        }
    }
    return NULL;
}

/* At owners that are names; false when one of them is a pattern, and only a search tells. */
static bool literals_find(const struct zone *zone,
                          const struct custom_records *records,
                          const struct record **ret_found)
{
    *ret_found = NULL;
    for (size_t i = 0; i < records->owner_count; i++) {
        uint8_t wire[NAME_OCTETS_MAX];
        size_t length;
        if (!owner_pattern_is_literal(records->owners[i], zone->apex, wire, &length)) {
            return false;
        }
        const struct name *name =
            length == 0 ? NULL : name_table_find_wire(zone->names, (struct bytes){wire, length});
        const struct node *node = name == NULL ? NULL : zone_own_node(zone, name);
        if (node != NULL && *ret_found == NULL) {
            *ret_found = node_find(zone, node, records);
        }
    }
    return records->owner_count > 0;
}

const struct record *custom_records_find(const struct custom_view *view,
                                         const struct custom_records *records)
{
    const struct record *found;
    if (records->owner_count == 0 && view->record != NULL) {
        return node_find(view->zone, record_node(view->zone, view->record), records);
    }
    return literals_find(view->zone, records, &found) ? found : zone_search(view->zone, records);
}

/* Whether there are such records. What a search of all nodes found is asked for again by the next
 * record of the zone. */
static bool records_are_there(const struct custom_view *view, const struct custom_records *records)
{
    struct custom_room *room = view->room;
    const struct record *found;
    if (records->owner_count == 0 && view->record != NULL) {
        return node_find(view->zone, record_node(view->zone, view->record), records) != NULL;
    }
    if (literals_find(view->zone, records, &found)) {
        return found != NULL;
    }
    for (size_t i = 0; i < room->searches.count; i++) {
        if (room->searches.items[i].records == records) {
            return room->searches.items[i].found;
        }
    }
    struct custom_search search = {records, zone_search(view->zone, records) != NULL};
    VECTOR_PUSH(&room->searches, search);
    return search.found;
}

static bool records_hold(const struct custom_view *view,
                         const struct custom_records *records,
                         bool unknown)
{
    bool absence_is_known = view->zone->complete && !view->zone->claimed_twice;
    return records_are_there(view, records) || (unknown && !absence_is_known);
}

/* ---- Conditions */

static bool type_holds(const struct custom_view *view, const struct custom_condition *condition)
{
    for (size_t i = 0; i < condition->type_count; i++) {
        if (condition->types[i] == view->record->type) {
            return true;
        }
    }
    return false;
}

static bool zone_holds(const struct custom_view *view, const struct custom_condition *condition)
{
    for (size_t i = 0; i < condition->zone_count; i++) {
        if (glob_matches(condition->zones[i], custom_view_apex(view))) {
            return true;
        }
    }
    return false;
}

static bool owner_holds(const struct custom_view *view, const struct custom_condition *condition)
{
    struct owner *owner = custom_view_owner(view);
    for (size_t i = 0; i < condition->owner_count; i++) {
        if (owner_pattern_matches(condition->owners[i], owner)) {
            return true;
        }
    }
    return false;
}

bool custom_condition_holds(const struct custom_view *view,
                            const struct custom_condition *condition,
                            bool unknown)
{
    switch (condition->subject) {
    case CUSTOM_TYPE:
        return type_holds(view, condition);
    case CUSTOM_TTL:
        return ttl_holds(view, &condition->test, unknown);
    case CUSTOM_ZONE:
        return zone_holds(view, condition);
    case CUSTOM_OWNER:
        return owner_holds(view, condition);
    case CUSTOM_FIELD:
        return field_holds(view, &condition->fields[view->type], &condition->test, unknown);
    case CUSTOM_TARGET:
        return target_holds(view, condition->targets, unknown);
    case CUSTOM_RECORDS:
        break;
    }
    return records_hold(view, &condition->records, unknown);
}

bool custom_conditions_hold(const struct custom_view *view,
                            struct custom_conditions conditions,
                            bool unknown)
{
    for (size_t i = 0; i < conditions.count; i++) {
        if (!custom_condition_holds(view, &conditions.items[i], unknown)) {
            return false;
        }
    }
    return true;
}
