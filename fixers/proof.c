/* SPDX-License-Identifier: BSD-3-Clause */
#include "fixers/proof.h"

#include <assert.h>
#include <stdlib.h>

#include "analyzer/rule.h"
#include "fixers/fingerprints.h"

/* A record by itself, out of its zone: owner, type, TTL and data, one behind the other. */
struct balance_entry {
    uint64_t hash;
    struct bytes key;
    int count; /* +1: is there afterwards, or was to go; -1: was there before, or was to come */
};

struct balance {
    struct arena *arena;
    VECTOR(struct balance_entry) entries;
};

static void balance_add(struct balance *balance,
                        const struct name *owner,
                        uint16_t type,
                        uint32_t ttl_seconds,
                        struct bytes data,
                        int count)
{
    uint8_t head[6] = {
        (uint8_t)(type >> 8),         (uint8_t)type,
        (uint8_t)(ttl_seconds >> 24), (uint8_t)(ttl_seconds >> 16),
        (uint8_t)(ttl_seconds >> 8),  (uint8_t)ttl_seconds,
    };
    size_t length = owner->length + sizeof(head) + data.length;
    uint8_t *key = arena_get_aligned(balance->arena, length, 1);
    memcpy(key, owner->wire, owner->length);
    memcpy(key + owner->length, head, sizeof(head));
    if (data.length > 0) {
        memcpy(key + owner->length + sizeof(head), data.data, data.length);
    }
    struct balance_entry entry = {.key = {key, length}, .count = count};
    entry.hash = bytes_hash(BYTES_HASH_START, entry.key);
    VECTOR_PUSH(&balance->entries, entry);
}

static void balance_add_record(struct balance *balance,
                               const struct zone *zone,
                               const struct record *record,
                               int count)
{
    uint8_t room[RDATA_ROOM_BYTES];
    balance_add(balance, record_owner(zone, record), record->type, record->ttl_seconds,
                record_wire(zone, record, room), count);
}

/* Two zones that are walked through side by side. */
struct pairing {
    const struct zone *before;
    const struct zone *after;
};

static bool records_are_equal(const struct pairing *pairing, size_t before, size_t after)
{
    const struct record *a = &pairing->before->records.items[before];
    const struct record *b = &pairing->after->records.items[after];
    if (a->type != b->type || a->ttl_seconds != b->ttl_seconds) {
        return false;
    }
    bool one_owner = a->owner == b->owner && pairing->before->names == pairing->after->names;
    if (!one_owner &&
        !name_equal(record_owner(pairing->before, a), record_owner(pairing->after, b))) {
        return false;
    }
    uint8_t room_a[RDATA_ROOM_BYTES];
    uint8_t room_b[RDATA_ROOM_BYTES];
    return record_data_is_shared(pairing->before, a, pairing->after, b) ||
           bytes_equal(record_wire(pairing->before, a, room_a),
                       record_wire(pairing->after, b, room_b));
}

/* How many records have to be passed over on each side until some stand opposite their equals
 * again; the few next ones are tried. False when none do. */
static bool pairing_find_again(const struct pairing *pairing, size_t *before, size_t *after)
{
    enum { LOOKED_AHEAD = 32 }; /* records of both zones together */
    size_t before_left = pairing->before->records.count - *before;
    size_t after_left = pairing->after->records.count - *after;
    for (size_t distance = 1; distance < LOOKED_AHEAD; distance++) {
        for (size_t skipped = 0; skipped <= distance; skipped++) {
            if (skipped < before_left && distance - skipped < after_left &&
                records_are_equal(pairing, *before + skipped, *after + distance - skipped)) {
                *before += skipped;
                *after += distance - skipped;
                return true;
            }
        }
    }
    return false;
}

/* An equal record on each side is +1 and -1 of one entry, which is nothing, whichever two are put
 * opposite each other. So those that stand in the same order, which are nearly all, need not go
 * into the balance at all; where the orders part for long, all the rest does. */
static void balance_add_zones(struct balance *balance,
                              const struct zone *before,
                              const struct zone *after)
{
    const struct pairing pairing = {before, after};
    size_t i = 0;
    size_t k = 0;
    bool paired = true;
    while (paired) {
        size_t same;
        do {
            same = records_same_ahead(before, i, after, k);
            i += same;
            k += same;
            if (i < before->records.count && k < after->records.count &&
                records_are_equal(&pairing, i, k)) {
                same++;
                i++;
                k++;
            }
        } while (same > 0);
        size_t next_before = i;
        size_t next_after = k;
        paired = pairing_find_again(&pairing, &next_before, &next_after);
        size_t before_end = paired ? next_before : before->records.count;
        size_t after_end = paired ? next_after : after->records.count;
        for (; i < before_end; i++) {
            balance_add_record(balance, before, &before->records.items[i], -1);
        }
        for (; k < after_end; k++) {
            balance_add_record(balance, after, &after->records.items[k], +1);
        }
    }
}

static int balance_entry_compare(const void *a, const void *b)
{
    const struct balance_entry *entry_a = a;
    const struct balance_entry *entry_b = b;
    if (entry_a->hash != entry_b->hash) {
        return entry_a->hash < entry_b->hash ? -1 : 1;
    }
    if (entry_a->key.length != entry_b->key.length) {
        return entry_a->key.length < entry_b->key.length ? -1 : 1;
    }
    return memcmp(entry_a->key.data, entry_b->key.data, entry_a->key.length);
}

static void balance_entry_to_text(const struct balance_entry *entry,
                                  const struct zone *zone,
                                  struct buffer *text)
{
    size_t owner = name_wire_length(entry->key);
    const uint8_t *head = entry->key.data + owner;
    uint16_t type = (uint16_t)(head[0] << 8 | head[1]);
    uint32_t ttl =
        (uint32_t)head[2] << 24 | (uint32_t)head[3] << 16 | (uint32_t)head[4] << 8 | head[5];
    name_wire_to_text((struct bytes){entry->key.data, owner}, text);
    buffer_add_format(text, " %u ", (unsigned)ttl);
    rrclass_to_text(zone->class, text);
    buffer_add_byte(text, ' ');
    rrtype_to_text(type, text);
    buffer_add_byte(text, ' ');
    rdata_to_text(type, (struct bytes){head + 6, entry->key.length - owner - 6}, text);
}

static enum status balance_check(struct balance *balance,
                                 const struct zone *zone,
                                 struct error *error)
{
    struct balance_entry *entries = balance->entries.items;
    size_t count = balance->entries.count;
    if (count > 1) {
        qsort(entries, count, sizeof(entries[0]), balance_entry_compare);
    }
    for (size_t start = 0, end; start < count; start = end) {
        int sum = entries[start].count;
        for (end = start + 1;
             end < count && balance_entry_compare(&entries[start], &entries[end]) == 0; end++) {
            sum += entries[end].count;
        }
        if (sum != 0) {
            struct buffer text = {0};
            char apex[NAME_TEXT_BYTES_MAX];
            balance_entry_to_text(&entries[start], zone, &text);
            error_set(
                error, "proof failed: zone %s would %s the record `%s`, which no fix declared",
                name_to_text(zone->apex, apex), sum > 0 ? "gain" : "lose", buffer_string(&text));
            buffer_free(&text);
            return STATUS_FAILED;
        }
    }
    return STATUS_OK;
}

/* Whether there are more flaws of a kind than before. There may be fewer: a record that goes takes
 * its own along, such as a missing TTL. */
static bool has_new_flaw(const struct zone *before, const struct zone *after)
{
    size_t left[FLAW_KIND_COUNT] = {0};
    for (size_t i = 0; i < before->flaws.count; i++) {
        left[before->flaws.items[i].kind]++;
    }
    for (size_t i = 0; i < after->flaws.count; i++) {
        if (left[after->flaws.items[i].kind]-- == 0) {
            return true;
        }
    }
    return after->flaws_left_out > before->flaws_left_out;
}

static enum status proof_zone(const struct zone *before,
                              const struct zone *after,
                              const struct change *changes,
                              size_t count,
                              struct error *error)
{
    if (has_new_flaw(before, after) || before->complete != after->complete) {
        char apex[NAME_TEXT_BYTES_MAX];
        return error_set(error, "proof failed: zone %s would not read as before",
                         name_to_text(before->apex, apex));
    }
    struct balance balance = {.arena = arena_new()};
    balance_add_zones(&balance, before, after);
    for (size_t i = 0; i < count; i++) {
        const struct change *change = &changes[i];
        if (change->zone == before) {
            balance_add(&balance, change->owner, change->type, change->ttl_seconds, change->data,
                        change->added ? -1 : +1);
        }
    }
    enum status status = balance_check(&balance, before, error);
    VECTOR_FREE(&balance.entries);
    arena_free(balance.arena);
    return status;
}

enum status proof_records(const struct zone_set *before,
                          const struct zone_set *after,
                          const struct change *changes,
                          size_t count,
                          struct error *error)
{
    assert(before->zones.count == after->zones.count);
    for (size_t i = 0; i < before->zones.count; i++) {
        const struct zone *zone = before->zones.items[i];
        if (zone != after->zones.items[i] &&
            proof_zone(zone, after->zones.items[i], changes, count, error) != STATUS_OK) {
            return STATUS_FAILED;
        }
    }
    return STATUS_OK;
}

/* An owner and type of which a fix put a record there. */
struct added_place {
    uint16_t type;
    const char *owner;
};

struct added_places {
    struct arena *arena;
    VECTOR(struct added_place) items; /* sorted */
};

static int added_place_compare(const void *a, const void *b)
{
    const struct added_place *place_a = a;
    const struct added_place *place_b = b;
    if (place_a->type != place_b->type) {
        return place_a->type < place_b->type ? -1 : 1;
    }
    return strcmp(place_a->owner, place_b->owner);
}

static void added_places_find(struct added_places *places,
                              const struct change *changes,
                              size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (changes[i].added) {
            char owner[NAME_TEXT_BYTES_MAX];
            struct added_place place = {
                .type = changes[i].type,
                .owner = arena_copy_string(places->arena, name_to_text(changes[i].owner, owner)),
            };
            VECTOR_PUSH(&places->items, place);
        }
    }
    if (places->items.count > 1) {
        qsort(places->items.items, places->items.count, sizeof(struct added_place),
              added_place_compare);
    }
}

/* Whether a finding may be about a record that a fix put there. Such a finding is new even when it
 * looks like a fixed one: a repaired record may come to equal the one whose copy was removed. */
static bool is_about_added_record(const struct finding *finding, const struct added_places *places)
{
    struct added_place key = {.type = finding->type, .owner = finding->owner};
    return finding->owner != NULL && places->items.count > 0 &&
           bsearch(&key, places->items.items, places->items.count, sizeof(key),
                   added_place_compare) != NULL;
}

static enum status finding_error(const struct finding *finding,
                                 const char *what,
                                 struct error *error)
{
    return error_set(
        error, "proof failed: %s%s%s: %s (%s)", finding->owner == NULL ? "" : finding->owner,
        finding->owner == NULL ? "" : " ", what, finding->message, finding->rule->name);
}

enum status proof_findings(const struct findings *before,
                           const struct findings *after,
                           const struct finding *const *fixed,
                           size_t fixed_count,
                           const struct change *changes,
                           size_t change_count,
                           struct error *error)
{
    struct fingerprints *left = fingerprints_count(before);
    struct fingerprints *gone = fingerprints_count_some(fixed, fixed_count);
    struct added_places added = {.arena = arena_new()};
    added_places_find(&added, changes, change_count);
    for (size_t i = 0; i < fixed_count; i++) {
        bool taken = fingerprints_take(left, fixed[i]->fingerprint);
        assert(taken);
        (void)taken;
    }
    enum status status = STATUS_OK;
    for (size_t i = 0; i < after->items.count && status == STATUS_OK; i++) {
        const struct finding *finding = after->items.items[i];
        if (fingerprints_take(left, finding->fingerprint) ||
            is_about_added_record(finding, &added)) {
            continue;
        }
        if (fingerprints_had(gone, finding->fingerprint)) {
            status = finding_error(finding, "would still be found", error);
        } else if (finding->severity == SEVERITY_ERROR) {
            status = finding_error(finding, "would be a new error", error);
        }
    }
    VECTOR_FREE(&added.items);
    arena_free(added.arena);
    fingerprints_free(left);
    fingerprints_free(gone);
    return status;
}
