/* SPDX-License-Identifier: BSD-3-Clause */

/* Comments that suppress nothing, by mistake or because nothing is there. */

#include "analyzer/suppression.h"

#include "analyzer/gate.h"
#include "analyzer/rules/rules.h"
#include "analyzer/suppression_judged.h"
#include "zones/base/nearest.h"

static struct span span_of(const struct placed_suppression *placed, uint64_t start, uint64_t end)
{
    return (struct span){start, (uint32_t)(end - start), placed->source};
}

static struct span span_of_comment(const struct placed_suppression *placed)
{
    return span_of(placed, placed->suppression->start, placed->suppression->end);
}

/* Which names of the list suppress nothing. */
struct unused_names {
    bool is_unused[SUPPRESSION_NAMES_MAX];
    uint32_t count;
};

static struct unused_names find_unused(struct check *check, const struct placed_suppression *placed)
{
    struct unused_names unused = {.count = 0};
    for (uint32_t i = 0; i < placed->suppression->name_count; i++) {
        const struct suppressed *name = &placed->suppression->names[i];
        unused.is_unused[i] = !name->is_used && !name->is_wanted && name->is_known &&
                              suppressed_is_judged(check, placed, name);
        unused.count += unused.is_unused[i];
    }
    return unused;
}

static void add_cut(struct check *check,
                    struct fix *fix,
                    const struct placed_suppression *placed,
                    uint64_t start,
                    uint64_t end)
{
    check_add_edit(check, fix, span_of(placed, start, end), (struct bytes){NULL, 0});
}

static void add_comment_cut(struct check *check,
                            struct fix *fix,
                            const struct placed_suppression *placed,
                            const struct suppression *suppression)
{
    uint64_t start;
    uint64_t end;
    suppression_cut(suppression, source_list_get(check->set->sources, placed->source)->text, &start,
                    &end);
    add_cut(check, fix, placed, start, end);
}

/* Takes a name out with one of the commas beside it: the one behind it where no name in front of it
 * stays, so that cuts of several names of a list never meet. */
static void add_name_cut(struct check *check,
                         struct fix *fix,
                         const struct placed_suppression *placed,
                         const struct suppression *suppression,
                         uint32_t index,
                         bool one_stays_in_front)
{
    const struct suppressed *names = suppression->names;
    if (one_stays_in_front) {
        add_cut(check, fix, placed, names[index - 1].end, names[index].end);
    } else {
        add_cut(check, fix, placed, names[index].start, names[index + 1].start);
    }
}

/* Whether a name in front of this one of the list stays. At the end of a range, names stand in an
 * order of their own. */
static bool one_stays_in_front(const struct suppression *start,
                               const struct unused_names *unused,
                               uint32_t index,
                               bool at_end)
{
    uint32_t place = at_end ? start->names[index].twin : index;
    for (uint32_t i = 0; i < start->name_count; i++) {
        uint32_t other = at_end ? start->names[i].twin : i;
        if (!unused->is_unused[i] && other < place) {
            return true;
        }
    }
    return false;
}

static const struct suppression *other_end(const struct placed_suppression *placed)
{
    uint32_t other = placed->suppression->other;
    return other == SUPPRESSION_NONE ? NULL : &placed->list->items.items[other];
}

static struct fix *fix_new(struct check *check,
                           const struct placed_suppression *placed,
                           const char *title)
{
    struct fix *fix = arena_get_zeroed(check->findings->arena, sizeof(*fix));
    VECTOR_PUSH(&check->findings->fixes, fix);
    fix->entry = span_of(placed, placed->suppression->start, placed->suppression->start);
    fix->title = title;
    fix->safety = FIX_SAFE;
    return fix;
}

/* Every zone that reads the text has to allow that it is edited. */
static void propose(struct check *check,
                    const struct placed_suppression *placed,
                    struct finding *finding,
                    struct fix *fix)
{
    for (size_t i = 0; i < placed->zone_count; i++) {
        const char *refusal = gate_refusal(check->gate, placed->zones[i], placed->source);
        if (refusal != NULL) {
            finding->fix_refused = refusal;
            return;
        }
    }
    finding->fix = fix;
}

/* By what the comment is known again: its word and its names, without its reason, and however they
 * are written. */
static void about_comment(struct check *check,
                          struct finding *finding,
                          const struct placed_suppression *placed)
{
    const struct suppression *suppression = placed->suppression;
    struct buffer words = {0};
    buffer_add_string(&words, suppression_word_text(suppression->word));
    for (uint32_t i = 0; i < suppression->name_count; i++) {
        buffer_add_byte(&words, i == 0 ? '[' : ',');
        buffer_add_string(&words, suppression->names[i].name);
    }
    check_about_words(check, finding, placed->zones[0], buffer_bytes(&words));
    buffer_free(&words);
}

static void report_unused_comment(struct check *check, const struct placed_suppression *placed)
{
    const struct suppression *other = other_end(placed);
    struct finding *finding =
        check_report(check, placed->zones[0], span_of_comment(placed), "%s",
                     other == NULL ? "comment suppresses nothing" : "range suppresses nothing");
    about_comment(check, finding, placed);
    finding->why = "it speaks of a problem that is not there, and would hide the next one";
    finding->help = "remove it";
    struct fix *fix =
        fix_new(check, placed, other == NULL ? "remove the comment" : "remove both comments");
    add_comment_cut(check, fix, placed, placed->suppression);
    if (other != NULL) {
        check_relate(check, finding, placed->zones[0], span_of(placed, other->start, other->end),
                     "its end");
        add_comment_cut(check, fix, placed, other);
    }
    propose(check, placed, finding, fix);
}

static void report_unused_name(struct check *check,
                               const struct placed_suppression *placed,
                               const struct unused_names *unused,
                               uint32_t index)
{
    const struct suppression *suppression = placed->suppression;
    const struct suppressed *name = &suppression->names[index];
    const struct suppression *other = other_end(placed);
    struct finding *finding =
        check_report(check, placed->zones[0], span_of(placed, name->start, name->end),
                     "comment suppresses no finding of %s", name->name);
    check_about_words(check, finding, placed->zones[0], bytes_from_string(name->name));
    finding->why = "it speaks of a problem that is not there, and would hide the next one";
    finding->help = "remove the name";
    struct fix *fix =
        fix_new(check, placed, check_format(check, "take %s out of the comment", name->name));
    add_name_cut(check, fix, placed, suppression, index,
                 one_stays_in_front(suppression, unused, index, false));
    if (other != NULL) {
        add_name_cut(check, fix, placed, other, name->twin,
                     one_stays_in_front(suppression, unused, index, true));
    }
    propose(check, placed, finding, fix);
}

/* Comments in the form of another program are that program's too: what is unused here may be used
 * there. The end of a range goes with its start. */
void rule_unused_suppression(struct check *check, const struct placed_suppression *placed)
{
    const struct suppression *suppression = placed->suppression;
    if (suppression->mistake != SUPPRESSION_GOOD || suppression->settings != NULL ||
        suppression->word == SUPPRESS_END) {
        return;
    }
    struct unused_names unused = find_unused(check, placed);
    if (unused.count == suppression->name_count) {
        report_unused_comment(check, placed);
        return;
    }
    for (uint32_t i = 0; i < suppression->name_count; i++) {
        if (unused.is_unused[i]) {
            report_unused_name(check, placed, &unused, i);
        }
    }
}

struct mistake_row {
    const char *message;
    const char *help;
};

static const struct mistake_row mistakes[] = {
    [SUPPRESSION_WORD_UNKNOWN] =
        {"comment for zonetidy is not understood",
         "the words are ignore, ignore-rrset, ignore-start, ignore-end and ignore-file"},
    [SUPPRESSION_LIST_MISSING] = {"comment does not name the rules that it suppresses",
                                  "put the names behind the word: ignore[rule]"},
    [SUPPRESSION_LIST_OPEN] = {"list of rules is not closed", "put a ] behind the last name"},
    [SUPPRESSION_NAME_EMPTY] = {"name is missing in the list of rules",
                                "name each rule; there is no comment that suppresses all of them"},
    [SUPPRESSION_NAMES_TOO_MANY] = {"list names more than 32 rules",
                                    "name a family of rules, or write another comment"},
    [SUPPRESSION_TEXT_BEHIND] = {"text behind the list of rules is no reason",
                                 "put -- in front of a reason, or a semicolon in front of another "
                                 "comment"},
    [SUPPRESSION_NOT_ALONE] = {"comment has to stand on a line of its own",
                               "move it in front of the record"},
    [SUPPRESSION_FILE_LATE] = {"comment for the file stands behind its first record",
                               "move it to the top of the file"},
    [SUPPRESSION_RECORD_MISSING] = {"no record comes behind the comment",
                                    "a comment that is alone on its line speaks of the next "
                                    "record"},
    [SUPPRESSION_NO_RRSET] = {"comment for an RRset stands at no record",
                              "put it at the end of a record's line, or on the line in front"},
    [SUPPRESSION_RANGE_OPEN] = {"range is not closed",
                                "close it with ignore-end and the same rules, or use ignore-file"},
    [SUPPRESSION_RANGE_STRAY] = {"end of a range without a start that names the same rules", NULL},
    [SUPPRESSION_RANGE_CROSSED] = {"range ends in the middle of another one",
                                   "close the inner range first"},
    [SUPPRESSION_RANGE_DEEP] = {"range is inside of more than 16 others", NULL},
    [SUPPRESSION_TOO_MANY] = {"more than 64 such comments for one record or file",
                              "name several rules in one comment"},
    [SUPPRESSION_LEFT_OUT] = {"file has more than a million such comments",
                              "those behind this one are not read"},
};

static_assert(SUPPRESSION_NAMES_MAX == 32 && SUPPRESSION_RANGES_MAX == 16 &&
                  SUPPRESSIONS_MAX == 64 && SUPPRESSIONS_SOURCE_MAX == 1000000,
              "messages name them");

/* The words that are marked, however many blanks are between them. */
static void about_mistake(struct check *check,
                          struct finding *finding,
                          const struct placed_suppression *placed)
{
    struct bytes text = source_list_bytes(check->set->sources, finding->span);
    struct buffer words = {0};
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != ' ' && text.data[i] != '\t') {
            buffer_add_byte(&words, text.data[i]);
        }
    }
    check_about_words(check, finding, placed->zones[0], buffer_bytes(&words));
    buffer_free(&words);
}

static void report_mistake(struct check *check, const struct placed_suppression *placed)
{
    const struct suppression *suppression = placed->suppression;
    const struct mistake_row *row = &mistakes[suppression->mistake];
    struct finding *finding = check_report(
        check, placed->zones[0],
        span_of(placed, suppression->mistake_start, suppression->mistake_end), "%s", row->message);
    about_mistake(check, finding, placed);
    finding->why = "nothing is suppressed by it";
    finding->help = row->help;
    if (suppression->nearest != NULL) {
        check_note(check, finding, "perhaps %s is meant", suppression->nearest);
    }
    const struct suppression *other = other_end(placed);
    if (other != NULL) {
        check_relate(check, finding, placed->zones[0], span_of(placed, other->start, other->end),
                     "its other end");
    }
}

static const char *nearest_name(const char *name)
{
    struct nearest nearest = nearest_to(name);
    for (size_t i = 0; i < rule_count(); i++) {
        nearest_offer(&nearest, rule_at(i)->name);
    }
    for (size_t i = 0; i < RULE_FAMILY_COUNT; i++) {
        nearest_offer(&nearest, rule_families[i]);
    }
    return nearest.found;
}

static void report_unknown(struct check *check,
                           const struct placed_suppression *placed,
                           const struct suppressed *name)
{
    enum { NAME_BYTES_MAX = 64 }; /* no rule has a longer name */
    bool is_long = name->end - name->start > NAME_BYTES_MAX;
    struct finding *finding =
        check_report(check, placed->zones[0], span_of(placed, name->start, name->end),
                     "no rule is called %.*s%s", NAME_BYTES_MAX, name->name, is_long ? "..." : "");
    check_about_words(check, finding, placed->zones[0], bytes_from_string(name->name));
    finding->why = "nothing is suppressed by this name";
    finding->help = "zonetidy rules lists all of them";
    const char *nearest = is_long ? NULL : nearest_name(name->name);
    if (nearest != NULL) {
        check_note(check, finding, "perhaps %s is meant", nearest);
    }
}

/* All of a comment's names lack one and the same reason. */
static void report_no_reason(struct check *check, const struct placed_suppression *placed)
{
    const struct suppression *suppression = placed->suppression;
    for (uint32_t i = 0; i < suppression->name_count; i++) {
        if (suppression->names[i].is_wanted) {
            struct finding *finding =
                check_report(check, placed->zones[0], span_of_comment(placed),
                             "comment gives no reason to suppress %s", suppression->names[i].name);
            about_comment(check, finding, placed);
            finding->why = "the policy lets findings of this level be suppressed only by a comment "
                           "that says why";
            finding->help = "write the reason behind the list: ignore[rule] -- reason";
            return;
        }
    }
}

void rule_invalid_suppression(struct check *check, const struct placed_suppression *placed)
{
    const struct suppression *suppression = placed->suppression;
    if (suppression->mistake != SUPPRESSION_GOOD) {
        report_mistake(check, placed);
        return;
    }
    for (uint32_t i = 0; i < suppression->name_count; i++) {
        /* The end of a range has the names of its start. */
        if (!suppression->names[i].is_known && suppression->word != SUPPRESS_END) {
            report_unknown(check, placed, &suppression->names[i]);
        }
    }
    report_no_reason(check, placed);
}
