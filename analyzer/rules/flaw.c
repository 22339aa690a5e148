/* SPDX-License-Identifier: BSD-3-Clause */

/* What the reader could not understand: flaws.def says it in words. */

#include "analyzer/rules/rules.h"

struct flaw_row {
    const char *rule;
    const char *message;
    const char *label;
    const char *why;
    const char *help;
};

/* RFC 1035 section 5.2: a file with an error in it is not loaded at all. BIND, Knot and NSD have it
 * so for what they cannot read. */
#define REFUSED "servers refuse the whole zone"

#define FLAW_ROW(kind, rule_name, text, mark, reason, advice) \
    [kind] = {.rule = (rule_name),                           \
              .message = (text),                             \
              .label = (mark),                               \
              .why = (reason),                               \
              .help = (advice)},

static const struct flaw_row flaw_rows[FLAW_KIND_COUNT] = {
#include "analyzer/flaws.def"
};

const char *flaw_rule_name(enum flaw_kind kind)
{
    return flaw_rows[kind].rule;
}

/* The marked text for a message: control bytes are for the report to escape, length is for here. */
static const char *marked_text(struct check *check, struct span span)
{
    enum { SHOWN_BYTES_MAX = 80 };
    struct bytes text = source_list_bytes(check->set->sources, span);
    if (text.length == 0) {
        return "nothing";
    }
    if (text.length <= SHOWN_BYTES_MAX) {
        return (const char *)arena_copy(check->scratch, text).data;
    }
    text.length = SHOWN_BYTES_MAX;
    return arena_format(check->scratch, "%s...",
                        (const char *)arena_copy(check->scratch, text).data);
}

/* The message of a row, with the marked text in place of its `%s`. */
static const char *flaw_message(struct check *check, const struct flaw_row *row, struct span span)
{
    const char *gap = strstr(row->message, "%s");
    if (gap == NULL) {
        return row->message;
    }
    return arena_format(check->scratch, "%.*s%s%s", (int)(gap - row->message), row->message,
                        marked_text(check, span), gap + 2);
}

void rule_flaw(struct check *check, const struct zone *zone, const struct flaw *flaw)
{
    const struct flaw_row *row = &flaw_rows[flaw->kind];
    struct finding *finding =
        check_report(check, zone, flaw->span, "%s", flaw_message(check, row, flaw->span));
    finding->label = row->label;
    finding->why = row->why;
    finding->help = row->help;
    if (flaw->detail != NULL) {
        check_note(check, finding, "%s", flaw->detail);
    }
    for (uint32_t scope = flaw->scope; scope != SCOPE_NONE;) {
        const struct scope *here = &zone->scopes.items[scope];
        if (here->parent != SCOPE_NONE) {
            check_relate(check, finding, zone, here->include, "included from here");
        }
        scope = here->parent;
    }
}
