/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/suppression.h"

#include <stdlib.h>

#include "zones/base/nearest.h"

static const char *const words[SUPPRESSION_WORD_COUNT] = {
    [SUPPRESS_RECORD] = "ignore",      [SUPPRESS_RRSET] = "ignore-rrset",
    [SUPPRESS_START] = "ignore-start", [SUPPRESS_END] = "ignore-end",
    [SUPPRESS_FILE] = "ignore-file",
};

static const char marker[] = "zonetidy";
enum { MARKER_BYTES = sizeof(marker) - 1 };

const char *suppression_word_text(enum suppression_word word)
{
    return words[word];
}

bool suppressed_covers(const struct suppressed *name, const struct rule *rule)
{
    return name->is_known && (name->rule == rule || strcmp(name->name, rule->name) == 0 ||
                              (name->rule == NULL && strcmp(name->name, rule->family) == 0));
}

/* Which custom rules there are is for a policy to say, and not each policy that a file is checked
 * with has all of them. */
static bool is_custom(const char *name)
{
    static const char prefix[] = "custom:";
    return strncmp(name, prefix, sizeof(prefix) - 1) == 0 && name[sizeof(prefix) - 1] != '\0';
}

bool suppressed_is_custom(const struct suppressed *name)
{
    return name->is_known && (is_custom(name->name) || strcmp(name->name, "custom") == 0);
}

void suppression_set_mistake(struct suppression *suppression,
                             enum suppression_mistake mistake,
                             uint64_t start,
                             uint64_t end)
{
    if (suppression->mistake == SUPPRESSION_GOOD) {
        suppression->mistake = mistake;
        suppression->mistake_start = start;
        suppression->mistake_end = end;
    }
}

static bool is_blank(uint8_t byte)
{
    return byte == ' ' || byte == '\t';
}

/* A stretch of a comment that is being read. */
struct comment {
    const uint8_t *text; /* of the source */
    uint64_t start;
    uint64_t end;
};

static uint64_t skip_blanks(const struct comment *comment, uint64_t at)
{
    while (at < comment->end && is_blank(comment->text[at])) {
        at++;
    }
    return at;
}

static uint64_t skip_blanks_back(const struct comment *comment, uint64_t start, uint64_t at)
{
    while (at > start && is_blank(comment->text[at - 1])) {
        at--;
    }
    return at;
}

static uint64_t find_byte(const uint8_t *text, uint64_t from, uint64_t end, uint8_t byte)
{
    const uint8_t *found = memchr(text + from, byte, end - from);
    return found == NULL ? end : (uint64_t)(found - text);
}

static uint64_t find_text(const uint8_t *text, uint64_t from, uint64_t end, struct bytes wanted)
{
    const uint8_t *found = memmem(text + from, end - from, wanted.data, wanted.length);
    return found == NULL ? end : (uint64_t)(found - text);
}

static struct bytes marker_bytes(void)
{
    return (struct bytes){(const uint8_t *)marker, MARKER_BYTES};
}

/* Whether the marker at this place begins a suppression: behind a semicolon, in front of a
 * colon. */
static bool is_own_at(const struct comment *comment, uint64_t at)
{
    uint64_t front = skip_blanks_back(comment, comment->start, at);
    uint64_t behind = skip_blanks(comment, at + MARKER_BYTES);
    return front > comment->start && comment->text[front - 1] == ';' && behind < comment->end &&
           comment->text[behind] == ':';
}

static uint64_t find_own(const struct comment *comment, uint64_t from)
{
    uint64_t at = find_text(comment->text, from, comment->end, marker_bytes());
    while (at < comment->end && !is_own_at(comment, at)) {
        at = find_text(comment->text, at + 1, comment->end, marker_bytes());
    }
    return at;
}

static bool is_family(const char *name)
{
    for (size_t i = 0; i < RULE_FAMILY_COUNT; i++) {
        if (strcmp(rule_families[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static struct suppressed name_read(const struct suppression_list *list,
                                   const struct comment *comment,
                                   uint64_t start,
                                   uint64_t end)
{
    struct bytes text = {comment->text + start, (size_t)(end - start)};
    struct suppressed name = {
        .name = (const char *)arena_copy(list->arena, text).data,
        .start = start,
        .end = end,
    };
    name.rule = rule_find(name.name);
    name.is_known = name.rule != NULL || is_family(name.name) || is_custom(name.name);
    return name;
}

struct names {
    struct suppressed items[SUPPRESSION_NAMES_MAX];
    uint32_t count;
};

static void names_add(struct names *names, struct suppression *suppression, struct suppressed name)
{
    if (names->count == SUPPRESSION_NAMES_MAX) {
        suppression_set_mistake(suppression, SUPPRESSION_NAMES_TOO_MANY, name.start, name.end);
    } else {
        names->items[names->count++] = name;
    }
}

static void names_keep(const struct names *names,
                       const struct suppression_list *list,
                       struct suppression *suppression)
{
    size_t size = names->count * sizeof(names->items[0]);
    suppression->names = arena_get(list->arena, size + 1);
    memcpy(suppression->names, names->items, size);
    suppression->name_count = names->count;
}

/* Reads the names between `start` and `end`, with commas between them. */
static void read_own_names(const struct suppression_list *list,
                           const struct comment *comment,
                           uint64_t start,
                           uint64_t end,
                           struct suppression *suppression)
{
    struct names names = {.count = 0};
    for (uint64_t at = start;;) {
        uint64_t stop = find_byte(comment->text, at, end, ',');
        uint64_t first = skip_blanks(comment, at);
        first = first < stop ? first : stop;
        uint64_t last = skip_blanks_back(comment, first, stop);
        if (first == last) {
            suppression_set_mistake(suppression, SUPPRESSION_NAME_EMPTY, start - 1, end + 1);
        } else {
            names_add(&names, suppression, name_read(list, comment, first, last));
        }
        if (stop == end) {
            break;
        }
        at = stop + 1;
    }
    names_keep(&names, list, suppression);
}

/* Keeps a reason, which ends at `end`. */
static void keep_reason(const struct suppression_list *list,
                        const struct comment *comment,
                        uint64_t start,
                        uint64_t end,
                        struct suppression *suppression)
{
    start = skip_blanks(comment, start);
    if (start < end) {
        struct bytes reason = {comment->text + start, (size_t)(end - start)};
        suppression->reason = (const char *)arena_copy(list->arena, reason).data;
    }
}

static bool is_reason_at(const struct comment *comment, uint64_t at)
{
    return at + 1 < comment->end && comment->text[at] == '-' && comment->text[at + 1] == '-';
}

/* The word in front of the list, from `at` on. Returns where it ends. */
static uint64_t read_word(const struct suppression_list *list,
                          const struct comment *comment,
                          uint64_t at,
                          struct suppression *suppression)
{
    uint64_t end = at;
    while (end < comment->end && !is_blank(comment->text[end]) && comment->text[end] != '[' &&
           comment->text[end] != ';') {
        end++;
    }
    struct bytes word = {comment->text + at, (size_t)(end - at)};
    for (unsigned i = 0; i < SUPPRESSION_WORD_COUNT; i++) {
        if (bytes_equal(word, bytes_from_string(words[i]))) {
            suppression->word = (enum suppression_word)i;
            return end;
        }
    }
    suppression_set_mistake(suppression, SUPPRESSION_WORD_UNKNOWN, at, end);
    struct nearest nearest = nearest_to((const char *)arena_copy(list->arena, word).data);
    for (unsigned i = 0; i < SUPPRESSION_WORD_COUNT; i++) {
        nearest_offer(&nearest, words[i]);
    }
    suppression->nearest = nearest.found;
    return end;
}

/* Reads what stands behind the colon. `comment` ends where the next suppression begins. Returns
 * where this one ends. */
static uint64_t read_own_body(const struct suppression_list *list,
                              const struct comment *comment,
                              uint64_t at,
                              struct suppression *suppression)
{
    uint64_t stop = find_byte(comment->text, at, comment->end, ';'); /* but in a reason */
    uint64_t start = skip_blanks(comment, at);
    uint64_t open = skip_blanks(comment, read_word(list, comment, start, suppression));
    if (open >= stop || comment->text[open] != '[') {
        suppression_set_mistake(suppression, SUPPRESSION_LIST_MISSING, start,
                                skip_blanks_back(comment, start, stop));
        return stop;
    }
    uint64_t close = find_byte(comment->text, open, stop, ']');
    if (close == stop) {
        suppression_set_mistake(suppression, SUPPRESSION_LIST_OPEN, open, open + 1);
        return stop;
    }
    read_own_names(list, comment, open + 1, close, suppression);
    uint64_t behind = skip_blanks(comment, close + 1);
    if (is_reason_at(comment, behind)) {
        uint64_t end = skip_blanks_back(comment, behind, comment->end);
        keep_reason(list, comment, behind + 2, end, suppression);
        return comment->end;
    }
    if (behind < stop) {
        suppression_set_mistake(suppression, SUPPRESSION_TEXT_BEHIND, behind,
                                skip_blanks_back(comment, behind, stop));
    }
    return stop;
}

/* The semicolons and blanks in front of a suppression are part of it. */
static uint64_t front_of(const struct comment *comment, uint64_t at)
{
    uint64_t front = at;
    while (at > comment->start &&
           (is_blank(comment->text[at - 1]) || comment->text[at - 1] == ';')) {
        at--;
        front = comment->text[at] == ';' ? at : front;
    }
    return front;
}

/* The rest of a comment with more of them than SUPPRESSIONS_MAX is not read. */
static void read_own(struct suppression_list *list, const struct comment *whole)
{
    uint64_t at = find_own(whole, whole->start);
    for (unsigned count = 0; at < whole->end && count <= SUPPRESSIONS_MAX; count++) {
        uint64_t next = find_own(whole, at + MARKER_BYTES);
        uint64_t end = next < whole->end ? front_of(whole, next) : whole->end;
        struct comment comment = {whole->text, whole->start, end};
        struct suppression suppression = {
            .start = front_of(whole, at),
            .comment_start = whole->start,
            .comment_end = whole->end,
            .other = SUPPRESSION_NONE,
            .parent = SUPPRESSION_NONE,
        };
        uint64_t colon = skip_blanks(&comment, at + MARKER_BYTES);
        suppression.part_end = read_own_body(list, &comment, colon + 1, &suppression);
        suppression.end = skip_blanks_back(&comment, at, suppression.part_end);
        if (count == SUPPRESSIONS_MAX) {
            suppression.mistake = SUPPRESSION_GOOD;
            suppression_set_mistake(&suppression, SUPPRESSION_TOO_MANY, suppression.start,
                                    suppression.end);
        }
        VECTOR_PUSH(&list->items, suppression);
        at = next;
    }
}

/* Adds the names of another program, as what they are to us. Those that say nothing to us are for
 * the other program. */
static void add_foreign_name(const struct suppression_list *list,
                             const struct comment *comment,
                             uint64_t start,
                             uint64_t end,
                             struct suppression *suppression,
                             struct names *names)
{
    struct suppressed name = name_read(list, comment, start, end);
    bool found = false;
    for (size_t i = 0; i < suppression->settings->name_count; i++) {
        const struct suppression_name *row = &suppression->settings->names[i];
        if (strcmp(row->foreign, name.name) == 0) {
            struct suppressed ours = name;
            ours.name = row->rule;
            ours.rule = rule_find(row->rule);
            ours.is_known = true;
            names_add(names, suppression, ours);
            found = true;
        }
    }
    if (!found && name.is_known) {
        names_add(names, suppression, name);
    }
}

/* Where the names behind the head of a pattern end: at its tail, or at the first blank that is not
 * beside a comma. False when the tail is not there. */
static bool foreign_names_end(const struct comment *comment,
                              uint64_t at,
                              struct bytes tail,
                              uint64_t *ret_end)
{
    enum { LOOKED_AT_BYTES = 4096 }; /* a comment may have very many heads */
    if (tail.length > 0) {
        uint64_t rest = comment->end - at;
        uint64_t end = rest < LOOKED_AT_BYTES ? comment->end : at + LOOKED_AT_BYTES;
        *ret_end = find_text(comment->text, at, end, tail);
        return *ret_end < end;
    }
    for (;;) {
        while (at < comment->end && !is_blank(comment->text[at]) && comment->text[at] != ';') {
            at++;
        }
        uint64_t next = skip_blanks(comment, at);
        bool goes_on = next < comment->end && at > comment->start && next > at &&
                       (comment->text[at - 1] == ',' || comment->text[next] == ',');
        if (!goes_on) {
            *ret_end = at;
            return true;
        }
        at = next;
    }
}

/* Reads a comment in the form of a policy, whose head is at `at`. Returns where it ends. */
static uint64_t read_foreign_at(struct suppression_list *list,
                                const struct comment *comment,
                                uint64_t at,
                                const struct suppression_settings *settings,
                                const struct suppression_pattern *pattern)
{
    struct suppression suppression = {
        .settings = settings,
        .word = SUPPRESS_RECORD,
        .start = at,
        .comment_start = comment->start,
        .comment_end = comment->end,
        .other = SUPPRESSION_NONE,
        .parent = SUPPRESSION_NONE,
    };
    struct names names = {.count = 0};
    uint64_t start = at + pattern->head.length;
    uint64_t end;
    if (!foreign_names_end(comment, start, pattern->tail, &end)) {
        return start;
    }
    for (uint64_t first = start; first < end;) {
        uint64_t stop = find_byte(comment->text, first, end, ',');
        uint64_t name = skip_blanks(comment, first);
        name = name < stop ? name : stop;
        uint64_t name_end = skip_blanks_back(comment, name, stop);
        if (name < name_end) {
            add_foreign_name(list, comment, name, name_end, &suppression, &names);
        }
        first = stop + 1;
    }
    names_keep(&names, list, &suppression);
    suppression.end = end + pattern->tail.length;
    uint64_t behind = skip_blanks(comment, suppression.end);
    if (is_reason_at(comment, behind)) {
        uint64_t stop = find_byte(comment->text, behind, comment->end, ';');
        stop = skip_blanks_back(comment, behind, stop);
        keep_reason(list, comment, behind + 2, stop, &suppression);
        suppression.end = stop;
    }
    suppression.part_end = suppression.end;
    if (names.count > 0) {
        VECTOR_PUSH(&list->items, suppression);
    }
    return suppression.end;
}

/* A head stands behind a blank or semicolon, so that it is no end of another word. */
static bool is_head_at(const struct comment *comment, uint64_t at)
{
    return at > comment->start && (is_blank(comment->text[at - 1]) || comment->text[at - 1] == ';');
}

static void read_foreign(struct suppression_list *list,
                         const struct comment *comment,
                         const struct suppression_settings *settings,
                         const struct suppression_pattern *pattern)
{
    size_t first = list->items.count;
    uint64_t at = find_text(comment->text, comment->start, comment->end, pattern->head);
    while (at < comment->end && list->items.count - first < SUPPRESSIONS_MAX) {
        uint64_t from = at + 1;
        if (is_head_at(comment, at)) {
            from = read_foreign_at(list, comment, at, settings, pattern);
        }
        at = find_text(comment->text, from, comment->end, pattern->head);
    }
}

static int suppression_compare(const void *a, const void *b)
{
    const struct suppression *suppression_a = a;
    const struct suppression *suppression_b = b;
    return (suppression_a->start > suppression_b->start) -
           (suppression_a->start < suppression_b->start);
}

void suppression_list_read(struct suppression_list *list,
                           struct bytes text,
                           uint64_t start,
                           uint64_t end,
                           const struct suppression_settings *const *settings,
                           size_t settings_count)
{
    struct comment comment = {text.data, start, end};
    size_t first = list->items.count;
    read_own(list, &comment);
    for (size_t i = 0; i < settings_count; i++) {
        for (size_t k = 0; k < settings[i]->pattern_count; k++) {
            read_foreign(list, &comment, settings[i], &settings[i]->patterns[k]);
        }
    }
    if (list->items.count - first > 1) {
        qsort(list->items.items + first, list->items.count - first, sizeof(struct suppression),
              suppression_compare);
    }
}

static int place_compare(const void *a, const void *b)
{
    const uint64_t *place_a = a;
    const uint64_t *place_b = b;
    return (*place_a > *place_b) - (*place_a < *place_b);
}

/* Adds the places of our own form. Its first letter is rare in zones, and memchr() is much quicker
 * than any search for several bytes. */
static void places_find_own(struct suppression_places *places,
                            struct bytes text,
                            uint64_t start,
                            uint64_t end)
{
    const struct comment whole = {text.data, 0, text.length};
    for (uint64_t at = start; (at = find_byte(text.data, at, end, (uint8_t)marker[0])) < end;
         at++) {
        if (text.length - at >= MARKER_BYTES && memcmp(text.data + at, marker, MARKER_BYTES) == 0 &&
            is_own_at(&whole, at)) {
            VECTOR_PUSH(places, at);
        }
    }
}

/* Adds the places from `start` on where the head of a pattern begins in front of `end`. */
static void places_find_head(struct suppression_places *places,
                             struct bytes text,
                             uint64_t start,
                             uint64_t end,
                             struct bytes head)
{
    uint64_t rest = text.length - end;
    uint64_t stop = end + (head.length - 1 < rest ? head.length - 1 : rest);
    for (uint64_t at = start; (at = find_text(text.data, at, stop, head)) < stop; at++) {
        VECTOR_PUSH(places, at);
    }
}

void suppression_places_find(struct suppression_places *places,
                             struct bytes text,
                             uint64_t start,
                             uint64_t end,
                             const struct suppression_settings *const *settings,
                             size_t settings_count)
{
    places_find_own(places, text, start, end);
    for (size_t i = 0; i < settings_count; i++) {
        for (size_t k = 0; k < settings[i]->pattern_count; k++) {
            places_find_head(places, text, start, end, settings[i]->patterns[k].head);
        }
    }
    if (places->count > 1) {
        qsort(places->items, places->count, sizeof(uint64_t), place_compare);
    }
}

static bool is_line_start(struct bytes text, uint64_t at)
{
    static const uint8_t byte_order_mark[] = {0xef, 0xbb, 0xbf};
    return at == 0 || text.data[at - 1] == '\n' || text.data[at - 1] == '\r' ||
           (at == sizeof(byte_order_mark) && memcmp(text.data, byte_order_mark, at) == 0);
}

/* A line end, if there is one. */
static uint64_t behind_line_end(struct bytes text, uint64_t at)
{
    if (at < text.length && text.data[at] == '\r') {
        at++;
    }
    return at < text.length && text.data[at] == '\n' ? at + 1 : at;
}

void suppression_cut(const struct suppression *suppression,
                     struct bytes text,
                     uint64_t *ret_start,
                     uint64_t *ret_end)
{
    const struct comment comment = {text.data, suppression->comment_start,
                                    suppression->comment_end};
    uint64_t start = suppression->start;
    *ret_start = start;
    *ret_end = suppression->part_end;
    if (skip_blanks(&comment, suppression->part_end) < comment.end) {
        return; /* another part of the comment comes behind */
    }
    *ret_end = comment.end;
    while (start > comment.start &&
           (is_blank(text.data[start - 1]) || text.data[start - 1] == ';')) {
        start--;
    }
    if (start == comment.start) {
        start = skip_blanks_back(&comment, 0, start);
        if (is_line_start(text, start)) {
            *ret_end = behind_line_end(text, comment.end);
        } else if (start < comment.start && text.data[start - 1] == '\\') {
            start++; /* this blank may be a part of the word */
        }
    }
    *ret_start = start;
}
