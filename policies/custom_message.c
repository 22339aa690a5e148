/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/custom_maker.h"
#include "policies/scalar.h"
#include "zones/base/nearest.h"

static const struct {
    const char *text;
    enum custom_word word;
} words[] = {
    {"zone", CUSTOM_WORD_ZONE},
    {"owner", CUSTOM_WORD_OWNER},
    {"type", CUSTOM_WORD_TYPE},
    {"ttl", CUSTOM_WORD_TTL},
    {"rdata", CUSTOM_WORD_RDATA},
    {"target", CUSTOM_WORD_TARGET},
    {"target.end", CUSTOM_WORD_TARGET_END},
};

struct message_maker {
    struct custom_maker *maker;
    const struct yaml_node *scalar;
    struct buffer run; /* text since the last placeholder */
    VECTOR(struct custom_message_part) parts;
};

static void message_add_run(struct message_maker *message)
{
    if (message->run.length > 0) {
        struct custom_message_part part = {
            .word = CUSTOM_WORD_TEXT,
            .text = arena_copy(message->maker->rules->arena, buffer_bytes(&message->run)),
        };
        VECTOR_PUSH(&message->parts, part);
        buffer_clear(&message->run);
    }
}

static void tell_unknown_word(const struct message_maker *message,
                              struct bytes text,
                              struct policy_place place)
{
    struct custom_maker *maker = message->maker;
    struct arena *arena = maker->problems->arena;
    struct nearest nearest = nearest_to((const char *)arena_copy(arena, text).data);
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        nearest_offer(&nearest, words[i].text);
    }
    CUSTOM_TELL(maker, place, "there is no placeholder {%.*s}", (int)text.length,
                (const char *)text.data)
        ->help = nearest.found != NULL
                     ? arena_format(arena, "there is {%s}", nearest.found)
                     : "they are {zone}, {owner}, {type}, {ttl}, {rdata}, {rdata.FIELD}, {target} "
                       "and {target.end}; a brace is {{";
}

/* Whether the rule has something to put in the place of the word. */
static bool word_fits(const struct message_maker *message,
                      enum custom_word word,
                      const char *text,
                      struct policy_place place)
{
    struct custom_maker *maker = message->maker;
    if (maker->rule.each_zone && word != CUSTOM_WORD_ZONE) {
        CUSTOM_TELL(maker, place, "{%s} is of a record, and this rule looks at each zone", text);
        return false;
    }
    return (word != CUSTOM_WORD_TARGET && word != CUSTOM_WORD_TARGET_END) ||
           custom_check_host(maker, arena_format(maker->problems->arena, "{%s}", text), place);
}

static void message_add_word(struct message_maker *message,
                             struct bytes text,
                             struct policy_place place)
{
    struct custom_maker *maker = message->maker;
    struct custom_message_part part = {0};
    struct bytes field;
    if (custom_field_name(text, &field)) {
        const char *copy = (const char *)arena_copy(maker->problems->arena, text).data;
        part.word = CUSTOM_WORD_FIELD;
        if (word_fits(message, part.word, copy, place)) {
            part.fields = custom_make_fields(maker, field, place);
            VECTOR_PUSH(&message->parts, part);
        }
        return;
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (bytes_equal(text, bytes_from_string(words[i].text))) {
            part.word = words[i].word;
            if (word_fits(message, part.word, words[i].text, place)) {
                VECTOR_PUSH(&message->parts, part);
            }
            return;
        }
    }
    tell_unknown_word(message, text, place);
}

/* Reads what an opening brace at `at` begins, and returns where it ends. */
static size_t message_read_brace(struct message_maker *message, size_t at)
{
    struct bytes text = message->scalar->text;
    if (at + 1 < text.length && text.data[at + 1] == '{') {
        buffer_add_byte(&message->run, '{');
        return at + 2;
    }
    const uint8_t *end = memchr(text.data + at, '}', text.length - at);
    if (end == NULL) {
        CUSTOM_TELL(message->maker, scalar_place_within(message->scalar, at, 1),
                    "a placeholder is not closed")
            ->help = "a brace is {{";
        return text.length;
    }
    size_t length = (size_t)(end - text.data) - at - 1;
    message_add_run(message);
    message_add_word(message, (struct bytes){text.data + at + 1, length},
                     scalar_place_within(message->scalar, at, length + 2));
    return at + length + 2;
}

struct custom_message custom_make_message(struct custom_maker *maker,
                                          const struct yaml_node *scalar)
{
    struct message_maker message = {.maker = maker, .scalar = scalar};
    struct bytes text = scalar->text;
    for (size_t at = 0; at < text.length;) {
        if (text.data[at] == '{') {
            at = message_read_brace(&message, at);
        } else if (text.data[at] == '}' && at + 1 < text.length && text.data[at + 1] == '}') {
            buffer_add_byte(&message.run, '}');
            at += 2;
        } else {
            buffer_add_byte(&message.run, text.data[at]);
            at++;
        }
    }
    message_add_run(&message);
    struct bytes parts = {(const uint8_t *)message.parts.items,
                          message.parts.count * sizeof(*message.parts.items)};
    struct custom_message_part *kept = arena_get(maker->rules->arena, parts.length + 1);
    if (parts.length > 0) {
        memcpy(kept, parts.data, parts.length);
    }
    struct custom_message made = {.parts = kept, .count = message.parts.count};
    VECTOR_FREE(&message.parts);
    buffer_free(&message.run);
    return made;
}
