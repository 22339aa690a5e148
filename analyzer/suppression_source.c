/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/suppression_source.h"

/* Going through the entries of a source, from one candidate to the next. */
struct walk {
    struct suppressed_source *result;
    struct bytes text;
    struct entry_reader reader;
    struct entry entry;             /* the one that was read last */
    struct scanner scanner;         /* inside of it, in front of a token */
    struct reading_stretches here;  /* the last stretch that begins in front of the candidate */
    struct reading_stretches ahead; /* the next one */
    bool is_here;
    bool is_ahead;
    size_t pending; /* suppressions from this one on wait for the next entry */
    bool looked_for_record;
    uint64_t first_record; /* where the first record of the text begins */
    const struct suppression_settings *const *settings;
    size_t settings_count;
};

static bool makes_records(const struct entry *entry)
{
    return entry->kind == ENTRY_RECORD ||
           (entry->kind == ENTRY_DIRECTIVE &&
            bytes_equal_string_folded(field_bytes(&entry->fields[0]), "$GENERATE"));
}

static bool waits_for_entry(const struct suppression *suppression)
{
    return suppression->is_alone &&
           (suppression->word == SUPPRESS_RECORD || suppression->word == SUPPRESS_RRSET);
}

static void set_mistake(struct suppression *suppression, enum suppression_mistake mistake)
{
    suppression_set_mistake(suppression, mistake, suppression->start, suppression->end);
}

static void set_target(struct suppression *suppression, const struct entry *entry)
{
    suppression->target_start = entry->start;
    suppression->target_end = entry->end;
    if (entry->kind == ENTRY_END) {
        set_mistake(suppression, SUPPRESSION_RECORD_MISSING);
    } else if (suppression->word == SUPPRESS_RRSET && !makes_records(entry)) {
        set_mistake(suppression, SUPPRESSION_NO_RRSET);
    }
}

/* Reads the next entry, which those that stand alone in front of it speak of. */
static void walk_next(struct walk *walk)
{
    struct suppression_list *list = &walk->result->list;
    entry_next(&walk->reader, &walk->entry);
    walk->scanner = (struct scanner){
        .text = walk->text.data,
        .length = walk->entry.end,
        .at = walk->entry.start,
    };
    if (walk->entry.kind == ENTRY_EMPTY) {
        return;
    }
    for (; walk->pending < list->items.count; walk->pending++) {
        if (waits_for_entry(&list->items.items[walk->pending])) {
            set_target(&list->items.items[walk->pending], &walk->entry);
        }
    }
}

/* The last place in front of the candidate where an entry is known to begin. */
static uint64_t walk_known_start(struct walk *walk, uint64_t place)
{
    const struct zone *zone = walk->ahead.zone;
    while (walk->is_ahead && record_start(&zone->records.items[walk->ahead.first]) <= place) {
        walk->here = walk->ahead;
        walk->is_here = true;
        walk->is_ahead = reading_stretches_next(&walk->ahead);
    }
    if (!walk->is_here) {
        return 0;
    }
    uint32_t behind = stretch_find(zone, walk->here.first, walk->here.end, place + 1);
    walk->here.first = behind - 1; /* candidates come in order */
    return record_start(&zone->records.items[behind - 1]);
}

/* Reads entries up to the one that the candidate is in. */
static void walk_to(struct walk *walk, uint64_t place)
{
    uint64_t known = walk_known_start(walk, place);
    while (walk->entry.end <= place) {
        bool nothing_waits = walk->pending == walk->result->list.items.count;
        if (nothing_waits && known > walk->entry.end) {
            entry_reader_move(&walk->reader, known);
        }
        walk_next(walk);
    }
}

static uint64_t walk_first_record(struct walk *walk)
{
    if (!walk->looked_for_record) {
        struct entry_reader reader = {0};
        struct entry entry;
        entry_reader_start(&reader, walk->text, 0);
        do {
            entry_next(&reader, &entry);
        } while (entry.kind != ENTRY_END && !makes_records(&entry));
        walk->first_record = entry.start;
        walk->looked_for_record = true;
        entry_reader_end(&reader);
    }
    return walk->first_record;
}

static void walk_place(struct walk *walk, struct suppression *suppression)
{
    suppression->is_alone = walk->entry.kind == ENTRY_EMPTY;
    bool is_wide = suppression->word != SUPPRESS_RECORD && suppression->word != SUPPRESS_RRSET;
    if (is_wide && !suppression->is_alone) {
        set_mistake(suppression, SUPPRESSION_NOT_ALONE);
    } else if (suppression->word == SUPPRESS_FILE && walk_first_record(walk) < suppression->start) {
        set_mistake(suppression, SUPPRESSION_FILE_LATE);
    } else if (!is_wide && !suppression->is_alone) {
        set_target(suppression, &walk->entry);
    }
}

/* Takes the comment that the candidate is in, when it is in one. False when there are too many. */
static bool walk_take(struct walk *walk, uint64_t place)
{
    struct suppression_list *list = &walk->result->list;
    walk_to(walk, place);
    if (walk->scanner.at > place) {
        return true; /* it is in a comment that was taken already */
    }
    struct token token;
    do {
        token = token_next(&walk->scanner);
    } while (token.end <= place);
    if (token.kind != TOKEN_COMMENT) {
        return true;
    }
    size_t first = list->items.count;
    suppression_list_read(list, walk->text, token.start, token.end, walk->settings,
                          walk->settings_count);
    for (size_t i = first; i < list->items.count; i++) {
        walk_place(walk, &list->items.items[i]);
    }
    if (walk->entry.kind != ENTRY_EMPTY) {
        walk->pending = list->items.count;
    }
    if (list->items.count < SUPPRESSIONS_SOURCE_MAX) {
        return true;
    }
    list->items.items[list->items.count - 1].mistake = SUPPRESSION_GOOD;
    set_mistake(&list->items.items[list->items.count - 1], SUPPRESSION_LEFT_OUT);
    return false;
}

static void walk_all(struct walk *walk,
                     const struct suppression_candidate *candidates,
                     size_t count)
{
    entry_reader_start(&walk->reader, walk->text, 0);
    walk->is_ahead = reading_stretches_next(&walk->ahead);
    for (size_t i = 0; i < count && walk_take(walk, candidates[i].place); i++) {
    }
    while (walk->pending < walk->result->list.items.count) {
        walk_next(walk);
    }
    entry_reader_end(&walk->reader);
}

/* Whether both ends of a range name the same, in any order; then each name knows its twin. */
static bool ends_agree(struct suppression *start, struct suppression *end)
{
    bool taken[SUPPRESSION_NAMES_MAX] = {false};
    bool agree = start->name_count == end->name_count;
    for (uint32_t i = 0; i < start->name_count && agree; i++) {
        uint32_t k = 0;
        while (k < end->name_count &&
               (taken[k] || strcmp(start->names[i].name, end->names[k].name) != 0)) {
            k++;
        }
        agree = k < end->name_count;
        if (agree) {
            taken[k] = true;
            start->names[i].twin = k;
        }
    }
    return agree;
}

/* The ranges that are open, from the outermost on. */
struct open_ranges {
    uint32_t starts[SUPPRESSION_RANGES_MAX];
    size_t count;
};

static void open_range(struct suppressed_source *source, struct open_ranges *open, uint32_t index)
{
    struct suppression *start = &source->list.items.items[index];
    if (open->count == SUPPRESSION_RANGES_MAX) {
        set_mistake(start, SUPPRESSION_RANGE_DEEP);
        return;
    }
    open->starts[open->count++] = index;
    VECTOR_PUSH(&source->ranges, index);
}

static void close_range(struct suppressed_source *source, struct open_ranges *open, uint32_t index)
{
    struct suppression *items = source->list.items.items;
    size_t at = open->count;
    while (at > 0 && !ends_agree(&items[open->starts[at - 1]], &items[index])) {
        at--;
    }
    if (at == 0) {
        set_mistake(&items[index], SUPPRESSION_RANGE_STRAY);
        return;
    }
    struct suppression *start = &items[open->starts[at - 1]];
    start->other = index;
    items[index].other = open->starts[at - 1];
    start->target_start = start->end;
    start->target_end = items[index].start;
    if (at < open->count) {
        set_mistake(start, SUPPRESSION_RANGE_CROSSED);
        set_mistake(&items[index], SUPPRESSION_RANGE_CROSSED);
        memmove(open->starts + at - 1, open->starts + at,
                (open->count - at) * sizeof(open->starts[0]));
    }
    open->count--;
}

/* Keeps the ranges that are closed, each with the one around it. */
static void settle_ranges(struct suppressed_source *source)
{
    struct suppression *items = source->list.items.items;
    size_t kept = 0;
    for (size_t i = 0; i < source->ranges.count; i++) {
        struct suppression *range = &items[source->ranges.items[i]];
        if (range->mistake != SUPPRESSION_GOOD) {
            continue;
        }
        uint32_t around = kept == 0 ? SUPPRESSION_NONE : source->ranges.items[kept - 1];
        while (around != SUPPRESSION_NONE && items[around].target_end < range->start) {
            around = items[around].parent;
        }
        range->parent = around;
        source->ranges.items[kept++] = source->ranges.items[i];
    }
    source->ranges.count = kept;
}

static void find_ranges(struct suppressed_source *source)
{
    struct open_ranges open = {.count = 0};
    for (uint32_t i = 0; i < source->list.items.count; i++) {
        const struct suppression *suppression = &source->list.items.items[i];
        if (suppression->mistake != SUPPRESSION_GOOD) {
            continue;
        }
        if (suppression->word == SUPPRESS_START) {
            open_range(source, &open, i);
        } else if (suppression->word == SUPPRESS_END) {
            close_range(source, &open, i);
        }
    }
    for (size_t i = 0; i < open.count; i++) {
        set_mistake(&source->list.items.items[open.starts[i]], SUPPRESSION_RANGE_OPEN);
    }
    settle_ranges(source);
}

/* Entries come in the order of their comments, so these lists are sorted by themselves. */
static void list_by_word(struct suppressed_source *source)
{
    uint64_t entry = UINT64_MAX;
    size_t entry_count = 0;
    for (uint32_t i = 0; i < source->list.items.count; i++) {
        struct suppression *suppression = &source->list.items.items[i];
        bool is_for_entry =
            suppression->word == SUPPRESS_RECORD || suppression->word == SUPPRESS_RRSET;
        if (is_for_entry) {
            entry_count = suppression->target_start == entry ? entry_count + 1 : 1;
            entry = suppression->target_start;
        }
        if ((is_for_entry && entry_count > SUPPRESSIONS_MAX) ||
            (suppression->word == SUPPRESS_FILE && source->files.count == SUPPRESSIONS_MAX)) {
            set_mistake(suppression, SUPPRESSION_TOO_MANY);
        }
        if (suppression->mistake != SUPPRESSION_GOOD) {
            continue;
        }
        if (suppression->word == SUPPRESS_RECORD) {
            VECTOR_PUSH(&source->entries, i);
        } else if (suppression->word == SUPPRESS_RRSET) {
            VECTOR_PUSH(&source->rrsets, i);
        } else if (suppression->word == SUPPRESS_FILE) {
            VECTOR_PUSH(&source->files, i);
        }
    }
}

void suppressed_source_read(struct suppressed_source *result,
                            struct arena *arena,
                            const struct source *source,
                            const struct source_reading *reading,
                            const struct suppression_candidate *candidates,
                            size_t count,
                            const struct suppression_settings *const *settings,
                            size_t settings_count)
{
    *result = (struct suppressed_source){.source = source->index, .list = {.arena = arena}};
    struct walk walk = {
        .result = result,
        .text = source->text,
        .ahead = {reading->zone, source->index, reading->inclusion, 0, 0, 0},
        .settings = settings,
        .settings_count = settings_count,
    };
    walk_all(&walk, candidates, count);
    find_ranges(result);
    list_by_word(result);
}

size_t suppressed_source_count_before(const struct suppressed_source *source,
                                      const uint32_t *indexes,
                                      size_t count,
                                      uint64_t place)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (source->list.items.items[indexes[middle]].target_start < place) {
            low = middle + 1;
        } else {
            count = middle;
        }
    }
    return low;
}

void suppressed_source_end(struct suppressed_source *source)
{
    VECTOR_FREE(&source->list.items);
    VECTOR_FREE(&source->entries);
    VECTOR_FREE(&source->rrsets);
    VECTOR_FREE(&source->ranges);
    VECTOR_FREE(&source->files);
    source_records_end(&source->records);
}
