/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/question.h"

#include "analyzer/rules/reverse_name.h"
#include "zones/rdata.h"

/* An address, as A and AAAA records are written. */
static bool address_from_text(const char *text, struct reverse_address *ret_address)
{
    static const uint16_t types[] = {TYPE_A, TYPE_AAAA};
    const struct field field = {
        .text = (const uint8_t *)text,
        .length = (uint32_t)strlen(text),
    };
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        struct rdata_reader reader;
        struct rdata_flaw flaw;
        if (rdata_read(&reader, types[i], &field, 1, NULL, &flaw)) {
            ret_address->type = types[i];
            memcpy(ret_address->octets, reader.wire, reader.length);
            return true;
        }
    }
    return false;
}

static const char *why_no_name(enum flaw_kind flaw)
{
    switch ((unsigned)flaw) {
    case FLAW_NAME_TOO_LONG:
        return "it has more than 255 octets";
    case FLAW_LABEL_TOO_LONG:
        return "a label has more than 63 octets";
    case FLAW_LABEL_EMPTY:
        return "a label is empty";
    case FLAW_ESCAPE:
        return "a backslash is followed by one character or by three digits up to 255";
    default:
        return "it is empty";
    }
}

bool question_from_name(struct question *question,
                        const char *text,
                        struct arena *arena,
                        struct error *error)
{
    uint8_t wire[NAME_OCTETS_MAX];
    struct reverse_address address;
    if (address_from_text(text, &address)) {
        size_t length = reverse_address_to_wire(&address, wire);
        question->name = name_new(arena, (struct bytes){wire, length});
        question->type = TYPE_PTR;
        return true;
    }
    if (strcmp(text, "@") == 0) {
        error_set(error, "'@' is no domain name: it stands for the origin, in zone files only");
        return false;
    }
    const struct name *root = name_new(arena, (struct bytes){(const uint8_t *)"", 1});
    enum flaw_kind flaw;
    size_t length = name_wire_from_text(bytes_from_string(text), root, wire, &flaw);
    if (length == 0) {
        error_set(error, "'%s' is no domain name: %s", text, why_no_name(flaw));
        return false;
    }
    name_wire_fold(wire, length);
    question->name = name_new(arena, (struct bytes){wire, length});
    question->type = QUESTION_ADDRESSES;
    return true;
}

bool question_take_type(struct question *question,
                        const char *word,
                        bool *ret_is_type,
                        struct error *error)
{
    uint16_t type;
    *ret_is_type = rrtype_from_text(bytes_from_string(word), &type);
    if (!*ret_is_type) {
        return true;
    }
    if (type != QUESTION_ANY && rrtype_is_meta(type)) {
        error_set(error, "no record has the type '%s': it is for questions and messages only",
                  word);
        return false;
    }
    question->type = type;
    return true;
}

void question_unknown_type(const char *word, struct error *error)
{
    const char *nearest = rrtype_nearest(bytes_from_string(word));
    if (nearest != NULL) {
        error_set(error,
                  "'%s' is neither a record type nor a file or folder; the nearest type is '%s'",
                  word, nearest);
    } else {
        error_set(error, "'%s' is neither a record type nor a file or folder", word);
    }
}

bool question_wants(uint16_t asked, uint16_t type)
{
    switch (asked) {
    case QUESTION_ADDRESSES:
        return rrtype_has(type, RRTYPE_ADDRESS);
    case QUESTION_ANY:
        return true;
    default:
        return type == asked;
    }
}

void question_add_types(const struct question *question, const char *between, struct buffer *text)
{
    if (question->type == QUESTION_ADDRESSES) {
        buffer_add_format(text, "A%sAAAA", between);
    } else {
        rrtype_to_text(question->type, text);
    }
}
