/* SPDX-License-Identifier: BSD-3-Clause */

/* $GENERATE range owner [TTL] [class] type data: BIND's directive for series of records (BIND 9
 * Administrator Reference Manual, "BIND Primary File Extension: the $GENERATE Directive"). The data
 * is one word, or one quoted string that holds several. */

#include <assert.h>
#include <stdio.h>

#include "zones/loader.h"

struct range {
    uint64_t first;
    uint64_t last;
    uint64_t step;
};

/* A decimal number below 2^31, as BIND has it. */
static bool number_from_text(struct bytes text, size_t *at, uint64_t *ret_number)
{
    uint64_t number = 0;
    size_t start = *at;
    while (*at < text.length && byte_is_digit(text.data[*at])) {
        number = number * 10 + (text.data[*at] - '0');
        if (number > INT32_MAX) {
            return false;
        }
        *at += 1;
    }
    *ret_number = number;
    return *at > start;
}

static bool take(struct bytes text, size_t *at, uint8_t byte)
{
    if (*at < text.length && text.data[*at] == byte) {
        *at += 1;
        return true;
    }
    return false;
}

static bool range_from_text(struct bytes text, struct range *range)
{
    size_t at = 0;
    range->step = 1;
    if (!number_from_text(text, &at, &range->first) || !take(text, &at, '-') ||
        !number_from_text(text, &at, &range->last)) {
        return false;
    }
    if (take(text, &at, '/') && !number_from_text(text, &at, &range->step)) {
        return false;
    }
    return at == text.length && range->first <= range->last && range->step > 0;
}

/* ${offset,width,base}: what a $ in the template becomes. */
struct modifier {
    int64_t offset;
    uint64_t width;
    uint8_t base; /* d o x X, or n N for nibbles */
};

enum { MODIFIER_WIDTH_MAX = 255 };

/* Reads the braces behind a $; `*at` is at the opening one. */
static bool modifier_from_text(struct bytes text, size_t *at, struct modifier *modifier)
{
    *modifier = (struct modifier){.base = 'd'};
    if (!take(text, at, '{')) {
        return true;
    }
    bool negative = take(text, at, '-');
    uint64_t offset;
    if (!negative) {
        take(text, at, '+');
    }
    if (!number_from_text(text, at, &offset)) {
        return false;
    }
    modifier->offset = negative ? -(int64_t)offset : (int64_t)offset;
    if (take(text, at, ',')) {
        if (!number_from_text(text, at, &modifier->width) || modifier->width > MODIFIER_WIDTH_MAX) {
            return false;
        }
        if (take(text, at, ',')) {
            if (*at == text.length || strchr("doxXnN", text.data[*at]) == NULL) {
                return false;
            }
            modifier->base = text.data[*at];
            *at += 1;
        }
    }
    return take(text, at, '}');
}

/* Hexadecimal digits with the lowest first and a dot between them: an owner below ip6.arpa. The
 * width counts digits and dots. */
static void add_nibbles(struct buffer *text, uint64_t value, uint64_t width, bool upper)
{
    const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    do {
        buffer_add_byte(text, (uint8_t)digits[value & 0xf]);
        value >>= 4;
        if (width > 0) {
            width--;
        }
        if (width > 0 || value != 0) {
            buffer_add_byte(text, '.');
            if (width > 0) {
                width--;
            }
        }
    } while (value != 0 || width > 0);
}

static bool add_number(struct buffer *text, uint64_t iteration, const struct modifier *modifier)
{
    int64_t value = (int64_t)iteration + modifier->offset;
    if (value < INT32_MIN || value > INT32_MAX) {
        return false;
    }
    int width = (int)modifier->width;
    switch (modifier->base) {
    case 'n':
    case 'N':
        add_nibbles(text, (uint32_t)value, modifier->width, modifier->base == 'N');
        return true;
    case 'o':
        buffer_add_format(text, "%0*o", width, (unsigned)value);
        return true;
    case 'x':
        buffer_add_format(text, "%0*x", width, (unsigned)value);
        return true;
    case 'X':
        buffer_add_format(text, "%0*X", width, (unsigned)value);
        return true;
    default:
        buffer_add_format(text, "%0*d", width, (int)value);
        return true;
    }
}

/* One expansion of a template. A backslash keeps the next character; $$ is a $. */
static bool template_expand(struct bytes template, uint64_t iteration, struct buffer *text)
{
    buffer_clear(text);
    size_t at = 0;
    while (at < template.length) {
        if (template.data[at] == '\\' && at + 1 < template.length) {
            buffer_add(text, (struct bytes){template.data + at, 2});
            at += 2;
            continue;
        }
        if (template.data[at] != '$') {
            buffer_add_byte(text, template.data[at++]);
            continue;
        }
        at++;
        if (take(template, &at, '$')) {
            buffer_add_byte(text, '$');
            continue;
        }
        struct modifier modifier;
        if (!modifier_from_text(template, &at, &modifier) ||
            !add_number(text, iteration, &modifier)) {
            return false;
        }
    }
    return true;
}

/* A $GENERATE entry, taken apart. */
struct series {
    const struct entry *entry;
    struct entry_parts parts; /* as if the entry began with the owner */
    struct bytes owner;
    struct bytes data;
    struct range range;
    size_t data_field;
    struct buffer quoted_data; /* what was in quotes, when quotes were escaped in it */
    struct buffer owner_text;
    struct buffer data_text;
    struct entry_reader reader; /* of `data_text` */
};

enum { GENERATE_OWNER_FIELD = 2 };

/* The owner of one expansion, or NAME_NONE when it has none in this zone. */
static uint32_t generate_owner(struct loader *loader,
                               struct series *series,
                               uint64_t iteration,
                               enum flaw_kind *ret_flaw)
{
    *ret_flaw = FLAW_GENERATE_MODIFIER;
    if (!template_expand(series->owner, iteration, &series->owner_text)) {
        return NAME_NONE;
    }
    uint32_t owner = load_name(loader, buffer_bytes(&series->owner_text), ret_flaw);
    if (owner != NAME_NONE && !load_name_is_inside(loader, owner)) {
        *ret_flaw = FLAW_OUT_OF_ZONE;
        return NAME_NONE;
    }
    return owner;
}

static bool generate_data(struct loader *loader,
                          struct series *series,
                          uint64_t iteration,
                          enum flaw_kind *ret_flaw)
{
    *ret_flaw = FLAW_GENERATE_MODIFIER;
    if (!template_expand(series->data, iteration, &series->data_text)) {
        return false;
    }
    struct entry entry;
    entry_reader_start(&series->reader, buffer_bytes(&series->data_text), 0);
    entry_next(&series->reader, &entry);
    if (entry.flaw != FLAW_NONE) {
        *ret_flaw = entry.flaw;
        return false;
    }
    struct rdata_flaw flaw;
    if (!rdata_read(loader->rdata, series->parts.type_code, entry.fields, entry.field_count,
                    load_scope(loader)->origin, &flaw)) {
        *ret_flaw = flaw.kind;
        return false;
    }
    return true;
}

/* All expansions; a flaw in one is noted once, at the template, and ends the series: the others
 * would repeat it. What is merely outside of the zone is left out by itself. */
static void generate_all(struct loader *loader, struct series *series)
{
    bool outside_noted = false;
    for (uint64_t i = series->range.first; i <= series->range.last; i += series->range.step) {
        if (loader->generated++ >= GENERATED_RECORDS_MAX) {
            load_flaw_at_field(loader, FLAW_GENERATE_COUNT, series->entry, 1);
            return;
        }
        enum flaw_kind flaw;
        uint32_t owner = generate_owner(loader, series, i, &flaw);
        if (owner == NAME_NONE) {
            bool outside = flaw == FLAW_OUT_OF_ZONE;
            if (!outside || !outside_noted) {
                load_flaw_at_field(loader, flaw, series->entry, GENERATE_OWNER_FIELD);
            }
            if (!outside) {
                return;
            }
            outside_noted = true;
            continue;
        }
        if (!generate_data(loader, series, i, &flaw)) {
            load_flaw_at_field(loader, flaw, series->entry, series->data_field);
            return;
        }
        struct record_head head = load_head(loader, series->parts.type_code);
        head.start = series->entry->start;
        head.has_ttl = series->parts.ttl != ENTRY_FIELD_NONE;
        head.ttl_seconds = series->parts.ttl_seconds;
        head.flags = RECORD_GENERATED;
        flaw = load_record_add(loader, owner, &head);
        if (flaw != FLAW_NONE) {
            load_flaw_at_field(loader, flaw, series->entry, series->parts.type);
        }
    }
}

/* The fields from the owner on are those of a record. */
static struct entry generate_record_entry(const struct entry *entry)
{
    struct entry record = *entry;
    record.kind = ENTRY_RECORD;
    record.fields += GENERATE_OWNER_FIELD;
    record.field_count -= GENERATE_OWNER_FIELD;
    return record;
}

struct entry_parts generate_parts_find(const struct entry *entry)
{
    assert(entry->field_count > GENERATE_OWNER_FIELD);
    struct entry record = generate_record_entry(entry);
    struct entry_parts parts = entry_parts_find(&record);
    size_t *const places[] = {&parts.owner, &parts.ttl, &parts.class, &parts.type};
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        if (*places[i] != ENTRY_FIELD_NONE) {
            *places[i] += GENERATE_OWNER_FIELD;
        }
    }
    parts.rdata += GENERATE_OWNER_FIELD;
    parts.flaw_field += GENERATE_OWNER_FIELD;
    return parts;
}

/* Quoted data is read twice: as one string here, and as words when it is expanded. The first
 * reading takes the backslash off a quote, so that the second can meet quoted strings; it leaves
 * all other escapes to the second. */
static struct bytes template_data(struct series *series, const struct field *field)
{
    struct bytes text = field_bytes(field);
    if (!field->quoted || !field->escaped) {
        return text;
    }
    for (size_t at = 0; at < text.length; at++) {
        if (text.data[at] == '\\' && at + 1 < text.length) {
            if (text.data[at + 1] != '"') {
                buffer_add_byte(&series->quoted_data, '\\');
            }
            at++;
        }
        buffer_add_byte(&series->quoted_data, text.data[at]);
    }
    return buffer_bytes(&series->quoted_data);
}

void load_generate(struct loader *loader, const struct entry *entry)
{
    struct series series = {.entry = entry};
    if (entry->field_count <= GENERATE_OWNER_FIELD) {
        load_flaw_at_field(loader, FLAW_DIRECTIVE_ARGUMENT, entry, entry->field_count);
        return;
    }
    if (entry->fields[1].quoted ||
        !range_from_text(field_bytes(&entry->fields[1]), &series.range)) {
        load_flaw_at_field(loader, FLAW_GENERATE_RANGE, entry, 1);
        return;
    }
    if (entry->fields[GENERATE_OWNER_FIELD].quoted) {
        load_flaw_at_field(loader, FLAW_FIELD_NAME, entry, GENERATE_OWNER_FIELD);
        return;
    }
    series.parts = generate_parts_find(entry);
    if (!load_check_type(loader, entry, &series.parts)) {
        return;
    }
    series.data_field = series.parts.rdata;
    if (entry->field_count != series.data_field + 1) {
        size_t field =
            entry->field_count <= series.data_field ? entry->field_count : series.data_field + 1;
        load_flaw_at_field(loader, FLAW_DIRECTIVE_ARGUMENT, entry, field);
        return;
    }
    series.owner = field_bytes(&entry->fields[GENERATE_OWNER_FIELD]);
    series.data = template_data(&series, &entry->fields[series.data_field]);
    generate_all(loader, &series);
    buffer_free(&series.quoted_data);
    buffer_free(&series.owner_text);
    buffer_free(&series.data_text);
    entry_reader_end(&series.reader);
}
