/* SPDX-License-Identifier: BSD-3-Clause */

/* What the reader could not understand: flaws.def says it in words. */

#include "analyzer/rules/rules.h"
#include "zones/base/nearest.h"

struct flaw_row {
    const char *rule;
    const char *message;
    const char *label;
    const char *why;
    const char *help;
};

/* RFC 1035 section 5.2: a file with an error in it is not loaded at all. BIND has it so for all of
 * these; Knot and NSD each let a few of them pass. */
#define REFUSED "BIND, like most servers, refuses the whole zone"

#define UNREAD "what lies behind this limit of zonetidy's is not read, and nothing is said about it"

#define FLAW_ROW(kind, rule_name, text, mark, reason, advice) \
    [kind] = {.rule = (rule_name), \
              .message = (text), \
              .label = (mark), \
              .why = (reason), \
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

/* An owner is outside of the zone because of the origin as often as by itself, so it is told whole.
 * That of a $GENERATE, which does not begin its entry, is a template and told as it stands. */
static const char *outside_owner(struct check *check,
                                 const struct zone *zone,
                                 const struct flaw *flaw)
{
    uint8_t wire[NAME_OCTETS_MAX];
    enum flaw_kind none;
    struct bytes text = source_list_bytes(check->set->sources, flaw->span);
    const struct name *origin = zone->scopes.items[flaw->scope].origin;
    size_t length = 0;
    if (flaw->span.start == flaw->entry.start) {
        length = name_wire_from_text(text, origin, wire, &none);
    }
    if (length == 0) {
        return marked_text(check, flaw->span);
    }
    struct buffer owner = {0};
    name_wire_to_text((struct bytes){wire, length}, &owner);
    const char *copy = arena_copy_string(check->scratch, buffer_string(&owner));
    buffer_free(&owner);
    return copy;
}

/* The message of a row, with the marked text in place of its `%s`. */
static const char *flaw_message(struct check *check,
                                const struct zone *zone,
                                const struct flaw *flaw,
                                const struct flaw_row *row)
{
    const char *gap = strstr(row->message, "%s");
    if (gap == NULL) {
        return row->message;
    }
    const char *text = flaw->kind == FLAW_OUT_OF_ZONE ? outside_owner(check, zone, flaw)
                                                      : marked_text(check, flaw->span);
    return arena_format(check->scratch, "%.*s%s%s", (int)(gap - row->message), row->message, text,
                        gap + 2);
}

static const char *const types[] = {
#define RRTYPE(mnemonic, code, layout, flags) mnemonic,
#include "zones/rrtypes.def"
#undef RRTYPE
};

static const char *const directives[] = {"$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE"};

/* A mistyped word is told the one that was probably meant. `words` are in upper case. */
static void add_nearest(struct check *check,
                        const struct zone *zone,
                        const struct flaw *flaw,
                        struct finding *finding,
                        const char *const *words,
                        size_t word_count)
{
    /* Where there are more, it is not slips that are wrong with the file. */
    enum { FLAWS_LOOKED_AT = 1000, WORD_BYTES_MAX = 16 };
    char upper[WORD_BYTES_MAX + 1];
    struct bytes word = source_list_bytes(check->set->sources, flaw->span);
    if (zone->flaws.count > FLAWS_LOOKED_AT || word.length > WORD_BYTES_MAX) {
        return;
    }
    for (size_t i = 0; i < word.length; i++) {
        bool is_lower = word.data[i] >= 'a' && word.data[i] <= 'z';
        upper[i] = (char)(is_lower ? word.data[i] - 'a' + 'A' : word.data[i]);
    }
    upper[word.length] = '\0';
    struct nearest nearest = nearest_to(upper);
    for (size_t i = 0; i < word_count; i++) {
        nearest_offer(&nearest, words[i]);
    }
    if (nearest.found != NULL) {
        check_note(check, finding, "perhaps %s is meant", nearest.found);
    }
}

/* What the text itself tells beyond its kind of flaw. */
static void add_hints(struct check *check,
                      const struct zone *zone,
                      const struct flaw *flaw,
                      struct finding *finding)
{
    struct bytes text = source_list_bytes(check->set->sources, flaw->span);
    if (flaw->kind == FLAW_TYPE_UNKNOWN) {
        add_nearest(check, zone, flaw, finding, types, sizeof(types) / sizeof(types[0]));
    } else if (flaw->kind == FLAW_DIRECTIVE_UNKNOWN) {
        add_nearest(check, zone, flaw, finding, directives,
                    sizeof(directives) / sizeof(directives[0]));
    } else if (flaw->kind == FLAW_FIELD_EXTRA && (text.data[0] == '#' || text.data[0] == '/')) {
        finding->help = "a comment begins with a semicolon";
    }
    if (flaw->detail != NULL) {
        check_note(check, finding, "%s", flaw->detail);
    }
}

static void relate_includes(struct check *check,
                            const struct zone *zone,
                            const struct flaw *flaw,
                            struct finding *finding)
{
    for (uint32_t scope = flaw->scope; scope != SCOPE_NONE;) {
        const struct scope *here = &zone->scopes.items[scope];
        if (here->parent != SCOPE_NONE) {
            check_relate(check, finding, zone, here->include, "included from here");
        }
        scope = here->parent;
    }
}

/* The words that the finding is about, by which it is known again: without the words around them,
 * so that another way to write the rest of the entry makes no other finding. */
static struct bytes flaw_words(struct check *check,
                               const struct zone *zone,
                               const struct flaw *flaw)
{
    struct bytes text = flaw->kind == FLAW_OUT_OF_ZONE
                            ? bytes_from_string(outside_owner(check, zone, flaw))
                            : source_list_bytes(check->set->sources, flaw->span);
    uint8_t *lower = arena_get_aligned(check->scratch, text.length + 1, 1);
    for (size_t i = 0; i < text.length; i++) {
        lower[i] = byte_lower(text.data[i]);
    }
    return (struct bytes){lower, text.length};
}

void rule_flaw(struct check *check, const struct zone *zone, const struct flaw *flaw)
{
    const struct flaw_row *row = &flaw_rows[flaw->kind];
    struct finding *finding =
        check_report(check, zone, flaw->span, "%s", flaw_message(check, zone, flaw, row));
    check_about_words(check, finding, zone, flaw_words(check, zone, flaw));
    finding->label = row->label;
    finding->why = row->why;
    finding->help = row->help;
    add_hints(check, zone, flaw, finding);
    relate_includes(check, zone, flaw, finding);
}
