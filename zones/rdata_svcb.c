/* SPDX-License-Identifier: BSD-3-Clause */
/* The parameters of SVCB and HTTPS: RFC 9460 section 2 and appendix A. ldns 1.8.3 keeps doubled
 * keys, reads port=65536 as 0 and leaves the escapes of lists as they are, so they are our own. */
#include <stdlib.h>

#include "zones/base/memory.h"
#include "zones/rdata_svcb_key.h"

enum { PARAMETER_HEAD_OCTETS = 4 }; /* key and length in front of a value */

struct parameter {
    uint16_t key;
    struct bytes value;
};

/* Takes the first parameter off. False at the end, and then `rest` is not empty when it is no
 * parameter. */
static bool parameter_next(struct bytes *rest, struct parameter *ret_parameter)
{
    if (rest->length < PARAMETER_HEAD_OCTETS) {
        return false;
    }
    size_t length = octets_get16(rest->data + 2);
    if (length > rest->length - PARAMETER_HEAD_OCTETS) {
        return false;
    }
    *ret_parameter = (struct parameter){
        .key = octets_get16(rest->data),
        .value = {rest->data + PARAMETER_HEAD_OCTETS, length},
    };
    *rest = (struct bytes){rest->data + PARAMETER_HEAD_OCTETS + length,
                           rest->length - PARAMETER_HEAD_OCTETS - length};
    return true;
}

/* Whether each of the ascending `keys_wanted` is there; both lists go by once. */
static bool parameters_have(struct bytes parameters, struct bytes keys_wanted)
{
    struct parameter parameter = {0};
    for (size_t at = 0; at < keys_wanted.length; at += 2) {
        uint16_t key = octets_get16(keys_wanted.data + at);
        do {
            if (!parameter_next(&parameters, &parameter)) {
                return false;
            }
        } while (parameter.key < key);
        if (parameter.key != key) {
            return false;
        }
    }
    return true;
}

/* RFC 9460 sections 2.2, 7.1 and 8: ascending keys, sound values, what is mandatory is there, and
 * no-default-alpn beside alpn only, on which BIND insists. `ret_key` is the one to blame. */
static bool parameters_are_sound(struct bytes parameters, uint16_t *ret_key)
{
    static const uint8_t alpn[] = {0, SVCB_ALPN};
    int previous = -1;
    struct bytes rest = parameters;
    struct parameter parameter;
    while (parameter_next(&rest, &parameter)) {
        *ret_key = parameter.key;
        if (parameter.key <= previous ||
            (parameter.key < SVCB_KEYS_JUDGED &&
             !svcb_key_value(parameter.key)->is_sound(parameter.value))) {
            return false;
        }
        if (parameter.key == SVCB_MANDATORY && !parameters_have(rest, parameter.value)) {
            return false;
        }
        if (parameter.key == SVCB_NO_DEFAULT_ALPN &&
            !parameters_have(parameters, (struct bytes){alpn, sizeof(alpn)})) {
            return false;
        }
        previous = parameter.key;
    }
    return rest.length == 0;
}

static int compare_parameters(const void *a, const void *b)
{
    const struct parameter *left = a;
    const struct parameter *right = b;
    return (left->key > right->key) - (left->key < right->key);
}

/* Sorts the parameters that were read: most are in order already. */
static void parameters_sort(uint8_t *octets, size_t length, size_t count)
{
    struct parameter *parameters = memory_get(count * sizeof(*parameters));
    uint8_t *copy = memory_get(length);
    memcpy(copy, octets, length);
    struct bytes rest = {copy, length};
    for (size_t i = 0; i < count; i++) {
        parameter_next(&rest, &parameters[i]);
    }
    qsort(parameters, count, sizeof(*parameters), compare_parameters);
    for (size_t i = 0; i < count; i++) {
        size_t octet_count = PARAMETER_HEAD_OCTETS + parameters[i].value.length;
        memcpy(octets, parameters[i].value.data - PARAMETER_HEAD_OCTETS, octet_count);
        octets += octet_count;
    }
    free(copy);
    free(parameters);
}

/* Behind a key that is written as a number stand octets, whatever its name would have. */
static const struct svcb_value *parameter_value(uint16_t key, bool by_name)
{
    return by_name ? svcb_key_value(key) : &svcb_octets;
}

/* The key of a field, and what is behind its = ; nothing there reads as an empty value. */
static bool parameter_split(const struct field *field, uint16_t *ret_key, struct bytes *ret_value)
{
    const uint8_t *equals = memchr(field->text, '=', field->length);
    size_t length = equals == NULL ? field->length : (size_t)(equals - field->text);
    size_t behind = equals == NULL ? length : length + 1;
    *ret_value = (struct bytes){field->text + behind, field->length - behind};
    return !field->quoted && svcb_key_from_text((struct bytes){field->text, length}, ret_key);
}

/* Whether the field begins the value that the one in front of it leaves open: key="value". */
static bool field_is_value(const struct rdata_build *build, size_t index)
{
    const struct field *key = &build->fields[index - 1];
    return index < build->field_count && build->fields[index].quoted &&
           build->fields[index].joined && key->text[key->length - 1] == '=';
}

static bool parameter_read(struct rdata_build *build, uint16_t *ret_key)
{
    struct bytes text;
    if (!parameter_split(&build->fields[build->at], ret_key, &text)) {
        return build_fail(build, FLAW_FIELD_OTHER);
    }
    bool quoted = text.length == 0 && field_is_value(build, build->at + 1);
    if (quoted) {
        text = field_bytes(&build->fields[build->at + 1]);
    }
    bool by_name = memcmp(build->fields[build->at].text, "key", 3) != 0;
    uint8_t *head = build_end(build);
    build->length += PARAMETER_HEAD_OCTETS;
    size_t start = build->length;
    const struct svcb_value *value = parameter_value(*ret_key, by_name);
    if (!value->read(build, text)) {
        return false;
    }
    if (build->length > RDATA_BYTES_MAX) {
        return build_fail(build, FLAW_RDATA_TOO_LONG);
    }
    if (!value->is_sound((struct bytes){build->reader->wire + start, build->length - start})) {
        return build_fail(build, FLAW_FIELD_OTHER);
    }
    octets_put16(head, *ret_key);
    octets_put16(head + 2, (uint32_t)(build->length - start));
    build->at += quoted ? 2 : 1;
    return true;
}

/* Fails at the last field between `first` and the end that has this key. */
static bool parameters_fail(struct rdata_build *build, size_t first, uint16_t key)
{
    for (build->at = build->field_count - 1; build->at > first; build->at--) {
        uint16_t own_key;
        struct bytes value;
        if (parameter_split(&build->fields[build->at], &own_key, &value) && own_key == key) {
            break;
        }
    }
    return build_fail(build, FLAW_FIELD_OTHER);
}

static bool parameters_read(struct rdata_build *build)
{
    size_t start = build->length;
    size_t first = build->at;
    size_t count = 0;
    bool sorted = true;
    uint16_t key = 0;
    for (uint16_t previous = 0; build->at < build->field_count; previous = key) {
        if (!parameter_read(build, &key)) {
            return false;
        }
        sorted = sorted && key >= previous;
        count++;
    }
    uint8_t *octets = build->reader->wire + start;
    size_t length = build->length - start;
    if (!sorted) {
        parameters_sort(octets, length, count);
    }
    if (!parameters_are_sound((struct bytes){octets, length}, &key)) {
        return parameters_fail(build, first, key);
    }
    return true;
}

/* An empty ech is lawful, and Knot reads it as key5 only. */
static void parameter_to_text(const struct parameter *parameter, struct buffer *text)
{
    if (parameter->value.length > 0) {
        svcb_key_to_text(parameter->key, text);
        parameter_value(parameter->key, parameter->key < SVCB_KEYS_NAMED)
            ->print(parameter->value, text);
    } else if (parameter->key == SVCB_NO_DEFAULT_ALPN) {
        svcb_key_to_text(parameter->key, text);
    } else {
        buffer_add_format(text, "key%u", (unsigned)parameter->key);
    }
}

static size_t parameters_walk(struct bytes wire, size_t at, struct buffer *text)
{
    uint16_t key;
    struct bytes rest = {wire.data + at, wire.length - at};
    if (!parameters_are_sound(rest, &key)) {
        return RDATA_END_NONE;
    }
    struct parameter parameter;
    for (bool blank = false; text != NULL && parameter_next(&rest, &parameter); blank = true) {
        if (blank) {
            buffer_add_byte(text, ' ');
        }
        parameter_to_text(&parameter, text);
    }
    return wire.length;
}

const struct rdata_kind rdata_svcb_parameters = {parameters_read, parameters_walk, NULL};
