/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/removal_comment.h"

#include "analyzer/suppression.h"

/* A comment, taken apart into what goes and what stays. */
struct comment_parts {
    struct suppression_list list; /* in scratch, but for its items */
    uint64_t start;
    uint64_t end;
};

static struct comment_parts comment_parts_read(struct check *check,
                                               const struct zone *zone,
                                               struct bytes source,
                                               uint64_t start,
                                               uint64_t end)
{
    const struct suppression_settings *settings = check_suppressions(check, zone);
    struct comment_parts parts = {
        .list = {.arena = check->scratch},
        .start = start,
        .end = end,
    };
    if (!settings->denied) {
        suppression_list_read(&parts.list, source, start, end, &settings, 1);
    }
    return parts;
}

static void comment_parts_end(struct comment_parts *parts)
{
    VECTOR_FREE(&parts->list.items);
}

/* Whether a suppression speaks of the record and of nothing else. A word that is none may mean
 * anything. */
static bool goes_with_record(const struct suppression *suppression)
{
    return suppression->word == SUPPRESS_RECORD && suppression->mistake != SUPPRESSION_WORD_UNKNOWN;
}

static bool says_nothing(struct bytes source, uint64_t start, uint64_t end)
{
    for (uint64_t at = start; at < end; at++) {
        if (source.data[at] != ' ' && source.data[at] != '\t' && source.data[at] != ';') {
            return false;
        }
    }
    return true;
}

/* The stretch of the comment that goes with the suppressions from number `*at` on that follow each
 * other; `*at` is behind them then. False when none goes any more. */
static bool comment_parts_next(const struct comment_parts *parts,
                               struct bytes source,
                               size_t *at,
                               struct suppression *ret_stretch)
{
    const struct suppression *items = parts->list.items.items;
    size_t count = parts->list.items.count;
    while (*at < count && !goes_with_record(&items[*at])) {
        (*at)++;
    }
    if (*at == count) {
        return false;
    }
    *ret_stretch = items[(*at)++];
    while (*at < count && goes_with_record(&items[*at]) &&
           says_nothing(source, ret_stretch->part_end, items[*at].start)) {
        ret_stretch->part_end = items[(*at)++].part_end;
    }
    return true;
}

static bool comment_parts_stay(const struct comment_parts *parts, struct bytes source)
{
    struct suppression stretch;
    uint64_t start = parts->start;
    for (size_t at = 0; comment_parts_next(parts, source, &at, &stretch);) {
        if (!says_nothing(source, start, stretch.start)) {
            return true;
        }
        start = stretch.part_end;
    }
    return start == parts->start || !says_nothing(source, start, parts->end);
}

static void add_cuts(struct check *check,
                     struct fix *fix,
                     const struct record_text *text,
                     const struct comment_parts *parts,
                     struct bytes source)
{
    struct suppression stretch;
    for (size_t at = 0; comment_parts_next(parts, source, &at, &stretch);) {
        uint64_t start;
        uint64_t end;
        suppression_cut(&stretch, source, &start, &end);
        struct span span = {start, (uint32_t)(end - start), text->span.source};
        check_add_edit(check, fix, span, (struct bytes){NULL, 0});
    }
}

/* Whether the comment says something of the whole RRset, of which records stay: then the finding
 * shows it. */
static bool speaks_for_rrset(struct check *check,
                             struct finding *finding,
                             const struct comment_parts *parts)
{
    for (size_t i = 0; i < parts->list.items.count; i++) {
        const struct suppression *suppression = &parts->list.items.items[i];
        if (suppression->word == SUPPRESS_RRSET) {
            struct span span = {suppression->start,
                                (uint32_t)(suppression->end - suppression->start),
                                finding->span.source};
            check_relate(check, finding, finding->zone, span,
                         "this comment is for all of the RRset");
            return true;
        }
    }
    return false;
}

/* The comments on the lines of the record itself. One of which nothing stays goes with its line. */
static bool add_cuts_inside(struct check *check,
                            struct finding *finding,
                            struct fix *fix,
                            const struct zone *zone,
                            const struct record_text *text,
                            struct bytes source)
{
    struct scanner scanner = {
        .text = source.data,
        .length = text->entry.end,
        .at = text->entry.start,
    };
    struct token token;
    bool done = true;
    while (done && (token = token_next(&scanner)).kind != TOKEN_END) {
        if (token.kind != TOKEN_COMMENT) {
            continue;
        }
        struct comment_parts parts =
            comment_parts_read(check, zone, source, token.start, token.end);
        done = !speaks_for_rrset(check, finding, &parts);
        if (done && comment_parts_stay(&parts, source)) {
            add_cuts(check, fix, text, &parts, source);
        }
        comment_parts_end(&parts);
    }
    return done;
}

/* Where the comment begins that is alone on the line from `start` to `end`; `end` for a line of
 * blanks, UINT64_MAX for any other line. */
static uint64_t line_comment(struct bytes source, uint64_t start, uint64_t end)
{
    static const uint8_t byte_order_mark[] = {0xef, 0xbb, 0xbf};
    uint64_t at = start;
    if (at == 0 && end >= sizeof(byte_order_mark) &&
        memcmp(source.data, byte_order_mark, sizeof(byte_order_mark)) == 0) {
        at = sizeof(byte_order_mark);
    }
    while (at < end && (source.data[at] == ' ' || source.data[at] == '\t')) {
        at++;
    }
    return at == end || source.data[at] == ';' ? at : UINT64_MAX;
}

/* Where the line begins that ends in front of `at`, the start of another one. */
static uint64_t line_before(struct bytes source, uint64_t at)
{
    const uint8_t *newline = memrchr(source.data, '\n', at - 1);
    return newline == NULL ? 0 : (uint64_t)(newline - source.data) + 1;
}

/* Whether the line end in front of `at` is a part of a quoted string. */
static bool is_escaped_line(struct bytes source, uint64_t at)
{
    return at >= 2 && (source.data[at - 2] == '\\' ||
                       (at >= 3 && source.data[at - 2] == '\r' && source.data[at - 3] == '\\'));
}

/* The comments that are alone on the lines in front of the record, up to the entry before. No entry
 * that ends there has a line of comments alone for its last one. */
static bool add_cuts_in_front(struct check *check,
                              struct finding *finding,
                              struct fix *fix,
                              const struct zone *zone,
                              const struct record_text *text,
                              struct bytes source)
{
    uint64_t start = text->entry.start;
    bool done = true;
    while (done && start > 0 && source.data[start - 1] == '\n') {
        uint64_t end = start - 1;
        start = line_before(source, start);
        end -= end > start && source.data[end - 1] == '\r';
        uint64_t comment = line_comment(source, start, end);
        if (comment == UINT64_MAX || is_escaped_line(source, start)) {
            break;
        }
        struct comment_parts parts = comment_parts_read(check, zone, source, comment, end);
        done = !speaks_for_rrset(check, finding, &parts);
        if (done) {
            add_cuts(check, fix, text, &parts, source);
        }
        comment_parts_end(&parts);
    }
    return done;
}

bool removal_add_comment_cuts(struct check *check,
                              struct finding *finding,
                              struct fix *fix,
                              const struct zone *zone,
                              const struct record_text *text,
                              const char **ret_refusal)
{
    struct bytes source = source_list_get(check->set->sources, text->span.source)->text;
    if (add_cuts_in_front(check, finding, fix, zone, text, source) &&
        add_cuts_inside(check, finding, fix, zone, text, source)) {
        return true;
    }
    *ret_refusal = "a comment at the record suppresses findings of its whole RRset: move it to "
                   "another record first";
    return false;
}

bool removal_leaves_comment(struct check *check,
                            const struct zone *zone,
                            struct bytes source,
                            const struct token *comment)
{
    struct comment_parts parts =
        comment_parts_read(check, zone, source, comment->start, comment->end);
    bool stays = comment_parts_stay(&parts, source);
    comment_parts_end(&parts);
    return stays;
}
