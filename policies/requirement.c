/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/requirement.h"

#include <stdint.h>

enum { VERSION_PARTS = 3, VERSION_NUMBER_MAX = 999999 };

struct version {
    uint32_t parts[VERSION_PARTS];
};

struct reader {
    struct bytes text;
    size_t at;
};

static bool reader_take(struct reader *reader, uint8_t byte)
{
    bool taken = reader->at < reader->text.length && reader->text.data[reader->at] == byte;
    reader->at += taken;
    return taken;
}

static void reader_skip_blanks(struct reader *reader)
{
    while (reader_take(reader, ' ')) {
    }
}

static bool reader_take_number(struct reader *reader, uint32_t *ret_number)
{
    size_t start = reader->at;
    uint32_t number = 0;
    while (reader->at < reader->text.length && byte_is_digit(reader->text.data[reader->at])) {
        number = number * 10 + (uint32_t)(reader->text.data[reader->at++] - '0');
        if (number > VERSION_NUMBER_MAX) {
            return false;
        }
    }
    *ret_number = number;
    return reader->at > start;
}

static bool reader_take_version(struct reader *reader, struct version *ret_version)
{
    *ret_version = (struct version){{0}};
    for (size_t i = 0; i < VERSION_PARTS; i++) {
        if (!reader_take_number(reader, &ret_version->parts[i])) {
            return false;
        }
        if (!reader_take(reader, '.')) {
            return true;
        }
    }
    return false;
}

static int version_compare(const struct version *a, const struct version *b)
{
    for (size_t i = 0; i < VERSION_PARTS; i++) {
        if (a->parts[i] != b->parts[i]) {
            return a->parts[i] < b->parts[i] ? -1 : 1;
        }
    }
    return 0;
}

struct comparison {
    bool less;    /* a version before this one will do */
    bool equal;   /* this one will do */
    bool greater; /* one behind it will do */
    struct version version;
};

/* `>=0.4`, up to the comma or the end. */
static bool reader_take_comparison(struct reader *reader, struct comparison *ret_comparison)
{
    reader_skip_blanks(reader);
    ret_comparison->greater = reader_take(reader, '>');
    ret_comparison->less = !ret_comparison->greater && reader_take(reader, '<');
    ret_comparison->equal = reader_take(reader, '=');
    if (!ret_comparison->greater && !ret_comparison->less && !ret_comparison->equal) {
        return false;
    }
    reader_skip_blanks(reader);
    bool good = reader_take_version(reader, &ret_comparison->version);
    reader_skip_blanks(reader);
    return good;
}

static bool comparison_holds(const struct comparison *comparison, const struct version *version)
{
    int order = version_compare(version, &comparison->version);
    return order < 0 ? comparison->less : order > 0 ? comparison->greater : comparison->equal;
}

/* `version` may be NULL: then good comparisons count as met. */
static bool requirement_read(struct bytes text, const struct version *version, bool *ret_met)
{
    struct reader reader = {.text = text};
    *ret_met = true;
    do {
        struct comparison comparison;
        if (!reader_take_comparison(&reader, &comparison)) {
            return false;
        }
        *ret_met = *ret_met && (version == NULL || comparison_holds(&comparison, version));
    } while (reader_take(&reader, ','));
    return reader.at == text.length;
}

bool requirement_is_good(struct bytes text)
{
    bool met;
    return requirement_read(text, NULL, &met);
}

bool requirement_is_met(struct bytes text, const char *version)
{
    struct reader reader = {.text = bytes_from_string(version)};
    struct version own;
    bool met;
    return reader_take_version(&reader, &own) && requirement_read(text, &own, &met) && met;
}
