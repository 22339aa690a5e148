/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "policies/regex_literal.h"
#include "zones/base/memory.h"

struct regex {
    pcre2_code *code;
    bool anchored;         /* a match begins where the text does */
    size_t literal_length; /* of a text that is in all that it matches; 0: none is known */
    uint8_t literal[REGEX_LITERAL_BYTES_MAX];
    struct bytes letters; /* a part of `literal` */
};

struct regex_room {
    pcre2_match_context *context;
    pcre2_match_data *data;
};

/* No piece of memory that PCRE2 asks for has to be larger. A short expression may stand for a very
 * long one, (((a{999}){999}){999}), and how far that goes depends on how PCRE2 was built. */
enum { PIECE_BYTES_MAX = 2 * REGEX_HEAP_KIB_MAX * 1024 };

static void *piece_get(size_t size, void *context)
{
    (void)context;
    return size > PIECE_BYTES_MAX ? NULL : memory_get(size);
}

static void piece_free(void *piece, void *context)
{
    (void)context;
    free(piece);
}

/* What PCRE2 makes is NULL only when there is no memory: small pieces end the program before. */
static void *made(void *thing)
{
    if (thing == NULL) {
        memory_exhausted();
    }
    return thing;
}

static struct regex *flaw_set(struct regex_flaw *flaw, size_t offset, const char *message)
{
    flaw->offset = offset;
    flaw->message = message;
    return NULL;
}

/* How PCRE2 calls it, which is in lower case and without a full stop as well. */
static const char *code_message(int code, struct arena *arena)
{
    PCRE2_UCHAR message[256];
    if (code == PCRE2_ERROR_HEAP_FAILED) {
        return "an expression stands for too much";
    }
    if (pcre2_get_error_message(code, message, sizeof(message)) < 0) {
        return arena_format(arena, "PCRE2 refuses it with the number %d", code);
    }
    return arena_copy_string(arena, (const char *)message);
}

/* What depends on how PCRE2 was built is set here, so that an expression means the same everywhere.
 * \C would take a character apart. */
static pcre2_code *code_new(pcre2_general_context *memory,
                            struct bytes pattern,
                            int *ret_code,
                            size_t *ret_offset)
{
    const uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C |
                             PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY;
    pcre2_compile_context *context = made(pcre2_compile_context_create(memory));
    pcre2_set_parens_nest_limit(context, REGEX_NESTING_MAX);
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_set_bsr(context, PCRE2_BSR_UNICODE);
    pcre2_code *code =
        pcre2_compile(pattern.data, pattern.length, options, ret_code, ret_offset, context);
    pcre2_compile_context_free(context);
    return code;
}

static bool is_name_letter(uint8_t byte)
{
    return byte_lower(byte) != byte || (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '_';
}

/* The longest run of them in the literal. */
static struct bytes letters_of(const struct regex *regex)
{
    struct bytes longest = {regex->literal, 0};
    size_t start = 0;
    for (size_t i = 0; i < regex->literal_length; i++) {
        if (!is_name_letter(regex->literal[i])) {
            start = i + 1;
        } else if (i + 1 - start > longest.length) {
            longest = (struct bytes){regex->literal + start, i + 1 - start};
        }
    }
    return longest;
}

struct regex *regex_new(struct bytes pattern, struct arena *arena, struct regex_flaw *flaw)
{
    if (pattern.length == 0) {
        return flaw_set(flaw, 0, "an expression is empty");
    }
    if (pattern.length > REGEX_BYTES_MAX) {
        _Static_assert(REGEX_BYTES_MAX == 4096, "the message says so");
        return flaw_set(flaw, REGEX_BYTES_MAX, "an expression is longer than 4096 bytes");
    }
    pcre2_general_context *memory = made(pcre2_general_context_create(piece_get, piece_free, NULL));
    int error;
    size_t offset;
    pcre2_code *code = code_new(memory, pattern, &error, &offset);
    pcre2_general_context_free(memory);
    if (code == NULL) {
        return flaw_set(flaw, offset < pattern.length ? offset : pattern.length,
                        code_message(error, arena));
    }
    uint32_t options = 0;
    pcre2_pattern_info(code, PCRE2_INFO_ALLOPTIONS, &options);
    struct regex *regex = memory_get(sizeof(*regex));
    *regex = (struct regex){.code = code, .anchored = (options & PCRE2_ANCHORED) != 0};
    regex->literal_length = regex_literal(pattern, regex->literal);
    regex->letters = letters_of(regex);
    return regex;
}

struct bytes regex_letters(const struct regex *regex)
{
    return regex->letters;
}

void regex_free(struct regex *regex)
{
    if (regex == NULL) {
        return;
    }
    pcre2_code_free(regex->code);
    free(regex);
}

struct regex_room *regex_room_new(void)
{
    pcre2_general_context *memory = made(pcre2_general_context_create(piece_get, piece_free, NULL));
    struct regex_room *room = memory_get(sizeof(*room));
    room->context = made(pcre2_match_context_create(memory));
    room->data = made(pcre2_match_data_create(1, memory)); /* whether, not where */
    pcre2_set_depth_limit(room->context, REGEX_DEPTH_MAX);
    pcre2_set_heap_limit(room->context, REGEX_HEAP_KIB_MAX);
    pcre2_general_context_free(memory);
    return room;
}

void regex_room_free(struct regex_room *room)
{
    if (room == NULL) {
        return;
    }
    pcre2_match_data_free(room->data);
    pcre2_match_context_free(room->context);
    free(room);
}

/* The limit of PCRE2 counts anew from every place where the match may begin, so each gets its part
 * of the whole. */
static uint32_t start_steps(const struct regex *regex, struct bytes text, uint32_t steps_max)
{
    size_t steps = steps_max / (regex->anchored ? 1 : text.length + 1);
    return (uint32_t)(steps < REGEX_START_STEPS_MAX ? steps : REGEX_START_STEPS_MAX);
}

/* The interpreter of PCRE2, not its compiler to machine code: that one counts other steps, knows no
 * limit of depth or memory, and needs memory that can be written and run, which hardened systems
 * refuse. No callout function is set, so that callouts do nothing. */
enum regex_result regex_match_within(const struct regex *regex,
                                     struct regex_room *room,
                                     struct bytes text,
                                     uint32_t steps_max)
{
    if (text.length > REGEX_TEXT_BYTES_MAX) {
        return REGEX_TOO_COSTLY;
    }
    const uint8_t *subject = text.length == 0 ? (const uint8_t *)"" : text.data;
    /* A call of PCRE2 costs several times as much as the search, and mostly finds nothing. */
    if (regex->literal_length > 0 &&
        memmem(subject, text.length, regex->literal, regex->literal_length) == NULL) {
        return REGEX_DIFFERS;
    }
    pcre2_set_match_limit(room->context, start_steps(regex, text, steps_max));
    int result = pcre2_match(regex->code, subject, text.length, 0, 0, room->data, room->context);
    if (result >= 0) {
        return REGEX_MATCHES; /* 0: there are groups, for which there is no room */
    }
    /* Everything else is one limit or another, such as for a recursion that makes no progress. */
    return result == PCRE2_ERROR_NOMATCH ? REGEX_DIFFERS : REGEX_TOO_COSTLY;
}

enum regex_result regex_match(const struct regex *regex, struct regex_room *room, struct bytes text)
{
    return regex_match_within(regex, room, text, REGEX_STEPS_MAX);
}
