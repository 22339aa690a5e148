/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/removal.h"

#include "analyzer/removal_comment.h"

/* Removes bytes `start` to `end`. */
static void add_cut(struct check *check,
                    struct fix *fix,
                    uint32_t source,
                    uint64_t start,
                    uint64_t end)
{
    if (end > start) {
        struct span span = {start, (uint32_t)(end - start), source};
        check_add_edit(check, fix, span, (struct bytes){NULL, 0});
    }
}

/* Lines without a comment that stays go whole; of the others, what stands in front of the
 * comment. */
static void add_line_cuts(struct check *check,
                          struct fix *fix,
                          const struct zone *zone,
                          const struct record_text *text,
                          struct bytes source)
{
    const struct entry *entry = &text->entry;
    struct scanner scanner = {.text = source.data, .length = entry->end, .at = entry->start};
    uint64_t cut_start = entry->start;
    bool has_comment = false; /* on the line that is being read */
    for (;;) {
        struct token token = token_next(&scanner);
        if (token.kind == TOKEN_COMMENT && removal_leaves_comment(check, zone, source, &token)) {
            add_cut(check, fix, text->span.source, cut_start, token.start);
            has_comment = true;
        } else if (token.kind == TOKEN_NEWLINE && has_comment) {
            cut_start = token.end;
            has_comment = false;
        } else if (token.kind == TOKEN_END) {
            if (!has_comment) {
                add_cut(check, fix, text->span.source, cut_start, entry->end);
            }
            return;
        }
    }
}

/* What the entries behind the removed one take from it. */
struct inheritance {
    bool takes_owner;
    bool takes_ttl;      /* or may: a $GENERATE is not looked into */
    bool reaches_end;    /* of the file, before there was a record */
    bool origin_changes; /* in between */
    uint64_t place;      /* where the owner is to be written */
    uint32_t blanks;     /* spaces from there on */
    const char *refusal;
};

static bool is_directive(const struct entry *entry, const char *name)
{
    return entry->kind == ENTRY_DIRECTIVE &&
           bytes_equal_string_folded(field_bytes(&entry->fields[0]), name);
}

/* Looks at the entries behind the removed one, up to the first record. */
static struct inheritance inheritance_find(struct bytes source, uint64_t start)
{
    struct inheritance result = {0};
    struct entry_reader reader = {0};
    struct entry entry;
    entry_reader_start(&reader, source, start);
    for (;;) {
        entry_next(&reader, &entry);
        if (entry.kind == ENTRY_END) {
            result.reaches_end = true;
            break;
        }
        if (is_directive(&entry, "$ORIGIN")) {
            result.origin_changes = true;
        } else if (is_directive(&entry, "$GENERATE")) {
            result.takes_ttl = true;
        } else if (is_directive(&entry, "$INCLUDE")) {
            result.refusal = "the file that is included next may take its owner from this record";
            break;
        } else if (entry.kind == ENTRY_RECORD) {
            struct entry_parts parts = entry_parts_find(&entry);
            result.takes_owner = entry.owner_inherited;
            result.takes_ttl = result.takes_ttl || parts.ttl == ENTRY_FIELD_NONE;
            result.place = entry.start;
            while (source.data[result.place + result.blanks] == ' ') {
                result.blanks++;
            }
            break;
        }
    }
    entry_reader_end(&reader);
    return result;
}

/* Writes the owner of the removed record in front of the record that took it from there. Spaces
 * make room for it, so that columns stay where they are. */
static void add_owner(struct check *check,
                      struct fix *fix,
                      const struct zone *zone,
                      const struct record *record,
                      const struct record_text *text,
                      const struct inheritance *inheritance)
{
    struct buffer owner = {0};
    if (inheritance->origin_changes) {
        name_wire_to_text(name_wire(record_owner(zone, record)), &owner);
    } else {
        buffer_add(&owner, field_bytes(&text->entry.fields[text->parts.owner]));
    }
    uint32_t room = inheritance->blanks > owner.length ? (uint32_t)owner.length : 0;
    struct span place = {inheritance->place, room, text->span.source};
    check_add_edit(check, fix, place, buffer_bytes(&owner));
    buffer_free(&owner);
}

static bool removal_add_text_edits(struct check *check,
                                   struct finding *finding,
                                   struct fix *fix,
                                   const struct zone *zone,
                                   const struct record *record,
                                   const struct record_text *text,
                                   const char **ret_refusal)
{
    struct bytes source = source_list_get(check->set->sources, text->span.source)->text;
    const struct scope *scope = record_scope(zone, record);
    bool has_owner = text->parts.owner != ENTRY_FIELD_NONE;
    bool has_ttl = text->parts.ttl != ENTRY_FIELD_NONE;
    if (has_owner || has_ttl) {
        struct inheritance inheritance = inheritance_find(source, text->entry.end);
        if (inheritance.refusal != NULL) {
            *ret_refusal = inheritance.refusal;
            return false;
        }
        /* Behind an included file the owner is again what it was in front, but the TTL is not. */
        bool goes_on = inheritance.reaches_end && scope->parent != SCOPE_NONE;
        if (has_ttl && (inheritance.takes_ttl || goes_on) && !scope->has_ttl_default) {
            *ret_refusal = "the next record takes its TTL from this one";
            return false;
        }
        if (has_owner && inheritance.takes_owner) {
            add_owner(check, fix, zone, record, text, &inheritance);
        }
    }
    if (!removal_add_comment_cuts(check, finding, fix, zone, text, ret_refusal)) {
        return false;
    }
    add_line_cuts(check, fix, zone, text, source);
    return true;
}

bool removal_add_edits(struct check *check,
                       struct finding *finding,
                       struct fix *fix,
                       const struct zone *zone,
                       const struct record *record,
                       const char **ret_refusal)
{
    if ((record->flags & RECORD_GENERATED) != 0) {
        *ret_refusal = "the record is one of several that a $GENERATE makes";
        return false;
    }
    struct record_text text;
    record_text_read(&text, check->set->sources, zone, record);
    bool done = removal_add_text_edits(check, finding, fix, zone, record, &text, ret_refusal);
    record_text_end(&text);
    return done;
}
