/* SPDX-License-Identifier: BSD-3-Clause */

/* A zone behind a few replacements in its text.
 *
 * What an entry becomes depends on its bytes and on what the reader knows in front of it: the
 * origin, the default TTL, the TTL that was stated last, and the owner of the record before. It
 * never depends on an open parenthesis or quote, because entries tile the text. So around each
 * replacement a region is chosen that begins and ends with a record which states its own owner,
 * under the same $ORIGIN and with the same $TTL, without a directive in between. Then none of the
 * four is carried over either end. When the new text, read from where the region begins, comes to
 * an entry that begins exactly where the region ends, everything behind reads as it did: the bytes
 * are the same, what the reader knows is the same, and only the places have moved.
 *
 * Whatever does not fit this is read as a whole: a zone with flaws, which may be where they are
 * because of text far away (an unclosed quote or parenthesis, a limit that was reached); included
 * files; a directive or $GENERATE in a region; a zone without $TTL; and changes by which a name
 * comes, goes, gets other types or appears earlier, since that changes other nodes. */

#include "zones/zone_change.h"

#include <assert.h>
#include <stdlib.h>

#include "zones/batch.h"
#include "zones/zone_name.h"

/* A region longer than this is not worth the trouble; it also keeps places in a batch small. */
enum { REGION_BYTES_MAX = 16 * 1024 * 1024 };

/* Records, and the text from the first of them up to the first one behind, before and after. */
struct region {
    struct reread records; /* with `start` and `end` once it is read */
    uint64_t base_text_start;
    uint64_t base_text_end;
    uint64_t text_start;
    uint64_t text_end;
};

struct changing {
    const struct zone *base;
    struct bytes text; /* the new one */
    uint64_t base_length;
    const struct source_change *change;
    struct zone *zone;
    VECTOR(struct region) regions;
    VECTOR(struct record) read; /* the records of all regions, one region behind the other */
    VECTOR(uint32_t) owners;    /* the nodes that own a record of a region, sorted, each once */
    struct rdata_reader *rdata;
    bool counts_stay; /* each region has as many records as before: no number moves */
};

/* In which zones replacements can be followed at all. With one reading of one file, records and
 * scopes come in the order of the text. */
static bool zone_is_plain(const struct zone *zone, const struct source_change *change)
{
    return zone->complete && zone->flaws.count == 0 && zone->flaws_left_out == 0 &&
           zone->inclusions == 1 && zone->source == change->source && zone->soa != RECORD_NONE;
}

/* Whether nothing in front of the record matters to it but the origin and $TTL. */
static bool states_owner(const struct record *record)
{
    return (record->flags & (RECORD_OWNER_INHERITED | RECORD_GENERATED)) == 0;
}

/* How many records begin at or in front of this place. */
static uint32_t records_up_to(const struct zone *zone, uint64_t place)
{
    size_t low = 0;
    size_t high = zone->records.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (record_start(&zone->records.items[middle]) <= place) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (uint32_t)low;
}

/* Which scope the reader was in at this record, or at the end of the text. Every $ORIGIN and $TTL
 * begins a scope, and without included files none comes back. */
static uint32_t scope_at(const struct zone *zone, uint32_t record)
{
    if (record == zone->records.count) {
        return (uint32_t)zone->scopes.count - 1;
    }
    const struct scope *scope = record_scope(zone, &zone->records.items[record]);
    return (uint32_t)(scope - zone->scopes.items);
}

/* Lets the last region reach to the first record behind the replacement that states its owner. */
static void region_extend(struct changing *changing, uint32_t record, uint64_t place)
{
    const struct zone *base = changing->base;
    struct region *region = &changing->regions.items[changing->regions.count - 1];
    uint32_t end = record > region->records.base_end ? record : region->records.base_end;
    while (end < base->records.count && (record_start(&base->records.items[end]) < place ||
                                         !states_owner(&base->records.items[end]))) {
        end++;
    }
    region->records.base_end = end;
    region->base_text_end =
        end < base->records.count ? record_start(&base->records.items[end]) : changing->base_length;
}

/* Whether the last region, where there is one, ends in front of this record. */
static bool regions_end_before(const struct changing *changing, uint32_t record)
{
    size_t count = changing->regions.count;
    return count == 0 || changing->regions.items[count - 1].records.base_end < record;
}

/* Puts a replacement into a region. The record in front of the one that it stands in belongs to the
 * region too where it can, so that the region is not empty when that one goes. False when there is
 * no record in front of it at all. */
static bool regions_add(struct changing *changing, const struct replacement *replacement)
{
    const struct zone *base = changing->base;
    uint32_t behind = records_up_to(base, replacement->start);
    if (behind == 0) {
        return false;
    }
    if (regions_end_before(changing, behind - 1)) {
        uint32_t start = behind - 1;
        if (start > 0 && scope_at(base, start - 1) == scope_at(base, start)) {
            start--;
        }
        /* Never further back than to the end of the last region, where an owner is stated. */
        while (start > 0 && !states_owner(&base->records.items[start])) {
            start--;
        }
        if (!states_owner(&base->records.items[start])) {
            return false;
        }
        struct region region = {
            .records = {.base_start = start, .base_end = behind},
            .base_text_start = record_start(&base->records.items[start]),
        };
        VECTOR_PUSH(&changing->regions, region);
    }
    region_extend(changing, behind, replacement->end);
    return true;
}

/* Whether both ends of the region are in one scope with a default TTL. A $GENERATE may stand in its
 * old text: it leaves nothing behind but records, and in the new text it is not passed over. */
static bool region_is_plain(const struct zone *base, const struct region *region)
{
    uint32_t scope = scope_at(base, region->records.base_start);
    return scope == scope_at(base, region->records.base_end) &&
           base->scopes.items[scope].has_ttl_default &&
           region->base_text_end - region->base_text_start <= REGION_BYTES_MAX;
}

/* Finds where the regions are in the new text. Replacements lie in regions, so both go forward
 * together. */
static void regions_place(struct changing *changing)
{
    uint64_t moved = 0; /* how far the text has moved so far; wraps around when it moves back */
    size_t next = 0;
    for (size_t i = 0; i < changing->regions.count; i++) {
        struct region *region = &changing->regions.items[i];
        region->text_start = region->base_text_start + moved;
        for (; next < changing->change->count; next++) {
            const struct replacement *replacement = &changing->change->replacements[next];
            if (replacement->end > region->base_text_end) {
                break;
            }
            moved += replacement->text.length - (replacement->end - replacement->start);
        }
        region->text_end = region->base_text_end + moved;
    }
    assert(next == changing->change->count);
}

static bool regions_find(struct changing *changing)
{
    for (size_t i = 0; i < changing->change->count; i++) {
        if (!regions_add(changing, &changing->change->replacements[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < changing->regions.count; i++) {
        if (!region_is_plain(changing->base, &changing->regions.items[i])) {
            return false;
        }
    }
    regions_place(changing);
    return true;
}

/* Keeps the data of a record that was read. False when it names a host that the zone did not name
 * before. */
static bool read_data(struct changing *changing, struct bytes wire, struct record *record)
{
    struct loaded_data data = {.wire = wire, .host = NAME_NONE};
    size_t front = rdata_host_front(record->type);
    if (front != RDATA_HOST_NONE) {
        struct bytes host = {wire.data + front, wire.length - front};
        if (name_table_find_wire(changing->zone->names, host) == NULL) {
            return false;
        }
        data.wire.length = front;
        data.host = name_table_number(changing->zone->names, host, name_wire_hash(host));
    }
    record_store_data(changing->zone, record, &data);
    return true;
}

/* The node of an owner that was read; NODE_NONE when the zone had no such owner. */
static uint32_t read_owner(const struct changing *changing, struct bytes wire)
{
    const struct name *name = name_table_find_wire(changing->zone->names, wire);
    return name == NULL ? NODE_NONE : name->node;
}

/* Adds the records of a batch to those that were read. False when one of them has to be looked at
 * closer, as the loader would. */
static bool read_batch(struct changing *changing,
                       const struct batch *batch,
                       const struct scope *scope)
{
    uint32_t owner = NODE_NONE;
    for (size_t i = 0; i < batch->items.count; i++) {
        const struct batch_item *item = &batch->items.items[i];
        if ((item->flags & BATCH_LONG_WAY) != 0) {
            return false;
        }
        if (item->owner_length > 0) {
            owner = read_owner(changing, batch_owner(batch, item));
        }
        bool has_ttl = (item->flags & BATCH_HAS_TTL) != 0;
        bool inherited = (item->flags & BATCH_OWNER_INHERITED) != 0;
        struct record record = {
            .owner = owner,
            .ttl_seconds = has_ttl ? item->ttl_seconds : scope->ttl_default,
            .next = RECORD_NONE,
            .type = item->type,
            .flags = (uint8_t)((has_ttl ? RECORD_TTL_EXPLICIT : 0) |
                               (inherited ? RECORD_OWNER_INHERITED : 0)),
        };
        record_set_start(&record, batch->start + item->start);
        if (owner == NODE_NONE || !read_data(changing, batch_data(batch, item), &record)) {
            return false;
        }
        VECTOR_PUSH(&changing->read, record);
    }
    return batch->items.count > 0;
}

static bool region_read(struct changing *changing,
                        struct entry_reader *reader,
                        struct batch *batch,
                        struct region *region)
{
    uint32_t scope_index = scope_at(changing->base, region->records.base_start);
    const struct scope *scope = &changing->base->scopes.items[scope_index];
    struct batch_options options = {
        .start = region->text_start,
        .stop = region->text_end,
        .origin = scope->origin,
        .rdata = changing->rdata,
        .class = changing->zone->class,
    };
    if (region->text_end - region->text_start > REGION_BYTES_MAX) {
        return false;
    }
    size_t before = changing->read.count;
    batch_read(batch, reader, &options);
    if (batch->end != region->text_end || !read_batch(changing, batch, scope)) {
        return false;
    }
    region->records.end = (uint32_t)(changing->read.count - before); /* how many, so far */
    return true;
}

static bool regions_read(struct changing *changing)
{
    struct entry_reader reader = {0};
    struct batch batch = {0};
    bool done = true;
    uint32_t moved = 0; /* how far the numbers of records have moved; wraps around */
    changing->rdata = memory_get(sizeof(*changing->rdata));
    changing->counts_stay = true;
    entry_reader_start(&reader, changing->text, 0);
    for (size_t i = 0; i < changing->regions.count && done; i++) {
        struct region *region = &changing->regions.items[i];
        done = region_read(changing, &reader, &batch, region);
        struct reread *records = &region->records;
        records->start = records->base_start + moved;
        records->end += records->start;
        moved = records->end - records->base_end;
        changing->counts_stay = changing->counts_stay && moved == 0;
        VECTOR_PUSH(&changing->zone->rereads, *records);
    }
    batch_free(&batch);
    free(changing->rdata);
    entry_reader_end(&reader);
    return done;
}

/* The number that a record of the zone before has now; RECORD_NONE when it is in a region. */
static uint32_t record_moved(const struct zone *zone, uint32_t record)
{
    size_t low = 0; /* the number of regions that end in front of the record or at it */
    size_t high = zone->rereads.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (zone->rereads.items[middle].base_end <= record) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < zone->rereads.count && zone->rereads.items[low].base_start <= record) {
        return RECORD_NONE;
    }
    return low == 0 ? record
                    : record + (zone->rereads.items[low - 1].end -
                                zone->rereads.items[low - 1].base_end);
}

/* The same when no record has another number: only the text has moved. */
static void records_copy_in_place(struct changing *changing,
                                  uint32_t start,
                                  uint32_t end,
                                  uint64_t text_moved)
{
    enum { AT_ONCE = 256 }; /* what is copied is still in the nearest cache when it is changed */
    const struct record *from = changing->base->records.items;
    struct record *to = changing->zone->records.items;
    for (uint32_t at = start; at < end; at += AT_ONCE) {
        uint32_t behind = end - at < AT_ONCE ? end : at + AT_ONCE;
        memcpy(&to[at], &from[at], (behind - at) * sizeof(*to));
        for (uint32_t i = at; text_moved != 0 && i < behind; i++) {
            record_set_start(&to[i], record_start(&to[i]) + text_moved);
        }
    }
    changing->zone->records.count = end;
}

/* Records that stay, from `start` up to `end` in the zone before. What is next of one may be in a
 * region: then its node is among `owners` and gets its records put in order below. */
static void records_copy(struct changing *changing,
                         uint32_t start,
                         uint32_t end,
                         uint32_t moved,
                         uint64_t text_moved)
{
    const struct record *from = changing->base->records.items;
    struct record *to = changing->zone->records.items + changing->zone->records.count;
    if (changing->counts_stay) {
        records_copy_in_place(changing, start, end, text_moved);
        return;
    }
    for (uint32_t i = start; i < end; i++, to++) {
        *to = from[i];
        record_set_start(to, record_start(&from[i]) + text_moved);
        if (to->next < end) {
            to->next += moved;
        } else if (to->next != RECORD_NONE) {
            to->next = record_moved(changing->zone, to->next);
        }
    }
    changing->zone->records.count += end - start;
}

static void records_make(struct changing *changing)
{
    struct zone *zone = changing->zone;
    const struct region *last = &changing->regions.items[changing->regions.count - 1];
    size_t base_count = changing->base->records.count;
    size_t count = base_count + last->records.end - last->records.base_end;
    zone->records.items = memory_get_large(count * sizeof(struct record));
    zone->records.capacity = count;
    zone->records.count = 0;
    uint32_t from = 0;
    uint32_t moved = 0;
    uint64_t text_moved = 0;
    const struct record *read = changing->read.items;
    for (size_t i = 0; i < changing->regions.count; i++) {
        const struct region *region = &changing->regions.items[i];
        uint32_t read_count = region->records.end - region->records.start;
        records_copy(changing, from, region->records.base_start, moved, text_moved);
        memcpy(zone->records.items + zone->records.count, read, read_count * sizeof(*read));
        zone->records.count += read_count;
        read += read_count;
        from = region->records.base_end;
        moved = region->records.end - region->records.base_end;
        text_moved = region->text_end - region->base_text_end;
    }
    records_copy(changing, from, (uint32_t)base_count, moved, text_moved);
    assert(zone->records.count == count);
}

/* The base's nodes, as they are. When no record has another number they mostly serve the new zone
 * too: node_set() finds out. */
static void nodes_share(struct changing *changing)
{
    struct zone *zone = changing->zone;
    zone->nodes.items = changing->base->nodes.items;
    zone->nodes.count = changing->base->nodes.count;
    zone->shares_nodes = true;
}

static void nodes_copy(struct changing *changing)
{
    struct zone *zone = changing->zone;
    const struct zone *base = changing->base;
    size_t count = base->nodes.count;
    zone->nodes.items = memory_get_large(count * sizeof(struct node));
    zone->nodes.count = count;
    zone->nodes.capacity = count;
    zone->shares_nodes = false;
    memcpy(zone->nodes.items, base->nodes.items, count * sizeof(struct node));
}

/* Nodes stand in the order in which their first records do, and those without records behind them
 * (zone_index()), so that the regions are passed once. */
static void nodes_move(struct changing *changing)
{
    struct zone *zone = changing->zone;
    const struct reread *next = zone->rereads.items;
    const struct reread *end = next + zone->rereads.count;
    uint32_t moved = 0;
    for (size_t i = 0; i < zone->nodes.count && zone->nodes.items[i].first != RECORD_NONE; i++) {
        uint32_t *first = &zone->nodes.items[i].first;
        for (; next < end && next->base_end <= *first; next++) {
            moved = next->end - next->base_end;
        }
        *first += moved; /* of no meaning in a region: see node_link() */
    }
}

static void nodes_make(struct changing *changing)
{
    if (changing->counts_stay) {
        nodes_share(changing);
    } else {
        nodes_copy(changing);
        nodes_move(changing);
    }
}

/* Gives a node the records and types that it has now. */
static void node_set(struct changing *changing, uint32_t index, const struct node *node)
{
    const struct node *present = &changing->zone->nodes.items[index];
    if (present->first == node->first && present->types == node->types) {
        return;
    }
    if (changing->zone->shares_nodes) {
        nodes_copy(changing);
    }
    changing->zone->nodes.items[index] = *node;
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t number_a = *(const uint32_t *)a;
    uint32_t number_b = *(const uint32_t *)b;
    return (number_a > number_b) - (number_a < number_b);
}

static void owners_find(struct changing *changing)
{
    for (size_t i = 0; i < changing->regions.count; i++) {
        const struct reread *records = &changing->regions.items[i].records;
        for (uint32_t k = records->base_start; k < records->base_end; k++) {
            VECTOR_PUSH(&changing->owners, changing->base->records.items[k].owner);
        }
    }
    for (size_t i = 0; i < changing->read.count; i++) {
        VECTOR_PUSH(&changing->owners, changing->read.items[i].owner);
    }
    uint32_t *owners = changing->owners.items;
    size_t kept = 0;
    qsort(owners, changing->owners.count, sizeof(*owners), compare_numbers);
    for (size_t i = 0; i < changing->owners.count; i++) {
        if (kept == 0 || owners[kept - 1] != owners[i]) {
            owners[kept++] = owners[i];
        }
    }
    changing->owners.count = kept;
}

/* A record that was read, by owner. */
struct read_record {
    uint32_t owner;
    uint32_t record;
};

static int read_record_compare(const void *a, const void *b)
{
    const struct read_record *record_a = a;
    const struct read_record *record_b = b;
    int order = compare_numbers(&record_a->owner, &record_b->owner);
    return order != 0 ? order : compare_numbers(&record_a->record, &record_b->record);
}

static struct read_record *read_records_sort(const struct changing *changing)
{
    struct read_record *sorted = memory_get(changing->read.count * sizeof(*sorted));
    size_t count = 0;
    for (size_t i = 0; i < changing->regions.count; i++) {
        const struct reread *records = &changing->regions.items[i].records;
        for (uint32_t k = records->start; k < records->end; k++) {
            sorted[count++] = (struct read_record){changing->zone->records.items[k].owner, k};
        }
    }
    assert(count == changing->read.count);
    qsort(sorted, count, sizeof(*sorted), read_record_compare);
    return sorted;
}

/* Links the records of a node: those that stayed, in their order, and `read`, in theirs. */
static void node_link(struct changing *changing,
                      uint32_t owner,
                      const struct read_record *read,
                      const struct read_record *read_end)
{
    struct zone *zone = changing->zone;
    const struct zone *base = changing->base;
    struct node node = zone->nodes.items[owner];
    uint32_t *link = &node.first;
    uint32_t stayed = base->nodes.items[owner].first;
    node.types = 0;
    for (;;) {
        uint32_t record = RECORD_NONE;
        while (stayed != RECORD_NONE && record == RECORD_NONE) {
            record = record_moved(zone, stayed);
            stayed = record == RECORD_NONE ? base->records.items[stayed].next : stayed;
        }
        if (read < read_end && read->record < record) {
            record = read->record;
            read++;
        } else if (record != RECORD_NONE) {
            stayed = base->records.items[stayed].next;
        } else {
            break;
        }
        *link = record;
        link = &zone->records.items[record].next;
        node.types |= rrtype_mask(zone->records.items[record].type);
    }
    *link = RECORD_NONE;
    node_set(changing, owner, &node);
}

/* Whether a node still has the same types, and its place among the nodes, which is that of its
 * first record among the first ones of all. */
static bool node_stays(const struct changing *changing, uint32_t index)
{
    const struct node *nodes = changing->zone->nodes.items;
    const struct node *node = &nodes[index];
    return node->types == changing->base->nodes.items[index].types && node->first != RECORD_NONE &&
           (index == 0 || nodes[index - 1].first < node->first) &&
           (index + 1 == changing->zone->nodes.count || node->first < nodes[index + 1].first);
}

static bool nodes_link(struct changing *changing)
{
    struct read_record *sorted = read_records_sort(changing);
    const struct read_record *read = sorted;
    const struct read_record *end = sorted + changing->read.count;
    for (size_t i = 0; i < changing->owners.count; i++) {
        const struct read_record *read_end = read;
        while (read_end < end && read_end->owner == changing->owners.items[i]) {
            read_end++;
        }
        node_link(changing, changing->owners.items[i], read, read_end);
        read = read_end;
    }
    free(sorted);
    bool stay = true;
    for (size_t i = 0; i < changing->owners.count && stay; i++) {
        stay = node_stays(changing, changing->owners.items[i]);
    }
    return stay;
}

/* A scope never begins inside of a region, but one may begin with it. */
static void stretches_make(struct changing *changing)
{
    struct zone *zone = changing->zone;
    const struct zone *base = changing->base;
    const struct reread *next = zone->rereads.items;
    const struct reread *end = next + zone->rereads.count;
    uint32_t moved = 0;
    for (size_t i = 0; i < base->scopes.count; i++) {
        VECTOR_PUSH(&zone->scopes, base->scopes.items[i]);
    }
    for (size_t i = 0; i < base->stretches.count; i++) {
        struct stretch stretch = base->stretches.items[i];
        for (; next < end && next->base_end <= stretch.first; next++) {
            moved = next->end - next->base_end;
        }
        stretch.first += moved;
        VECTOR_PUSH(&zone->stretches, stretch);
    }
}

static struct zone *zone_begin(const struct zone *base)
{
    struct zone *zone = memory_get_zeroed(1, sizeof(*zone));
    *zone = (struct zone){
        .apex = base->apex,
        .view = base->view,
        .class = base->class,
        .name_from = base->name_from,
        .kind = base->kind,
        .dynamic = base->dynamic,
        .complete = base->complete,
        .claimed_twice = base->claimed_twice,
        .source = base->source,
        .apex_node = base->apex_node,
        .types = base->types,
        .inclusions = base->inclusions,
        .base = base,
        .names = base->names,
        .data = pool_share(&base->data),
    };
    return zone;
}

static bool changing_run(struct changing *changing)
{
    if (!regions_find(changing) || !regions_read(changing)) {
        return false;
    }
    records_make(changing);
    nodes_make(changing);
    owners_find(changing);
    stretches_make(changing);
    if (!nodes_link(changing)) {
        return false;
    }
    struct zone *zone = changing->zone;
    const struct node *apex = &zone->nodes.items[zone->apex_node];
    const struct record *soa = node_first(zone, apex, TYPE_SOA);
    assert(soa != NULL);
    zone->soa = (uint32_t)(soa - zone->records.items);
    return true;
}

struct zone *zone_change(const struct zone *base,
                         const struct source *source,
                         const struct source_change *change)
{
    if (!zone_is_plain(base, change) || change->count == 0 ||
        zone_class_from_text(source->text) != base->class) {
        return NULL;
    }
    struct changing changing = {
        .base = base,
        .text = source->text,
        .base_length = source->text.length,
        .change = change,
        .zone = zone_begin(base),
    };
    for (size_t i = 0; i < change->count; i++) {
        const struct replacement *replacement = &change->replacements[i];
        changing.base_length += replacement->end - replacement->start;
        changing.base_length -= replacement->text.length;
    }
    if (!changing_run(&changing)) {
        zone_free(changing.zone);
        changing.zone = NULL;
    }
    VECTOR_FREE(&changing.regions);
    VECTOR_FREE(&changing.read);
    VECTOR_FREE(&changing.owners);
    return changing.zone;
}
