/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/zone_name.h"

#include "zones/path.h"
#include "zones/rrtype.h"
#include "zones/zone_head.h"

/* The forms of file names. The first that fits is taken, so `db.` wins over the endings. */
static const struct path_form {
    const char *prefix;
    const char *suffix;
    bool typical; /* nothing but a zone file is called so; README.txt is no zone */
} path_forms[] = {
    {"db.", "", true},  {"", ".zone", true}, {"", ".db", true}, {"", ".hosts", true},
    {"", ".rev", true}, {"", ".txt", false}, {"", "", false},
};

static bool path_form_fits(const struct path_form *form, struct bytes base)
{
    size_t prefix = strlen(form->prefix);
    size_t suffix = strlen(form->suffix);
    if (base.length <= prefix + suffix) {
        return false;
    }
    struct bytes start = {base.data, prefix};
    struct bytes end = {base.data + base.length - suffix, suffix};
    return bytes_equal_string_folded(start, form->prefix) &&
           bytes_equal_string_folded(end, form->suffix);
}

/* The form of a file's name, and the NAME in it; NULL for the empty name. */
static const struct path_form *path_form_find(const char *path, struct bytes *ret_name)
{
    struct bytes base = bytes_from_string(path_base(path));
    for (size_t i = 0; i < sizeof(path_forms) / sizeof(path_forms[0]); i++) {
        if (path_form_fits(&path_forms[i], base)) {
            size_t prefix = strlen(path_forms[i].prefix);
            ret_name->data = base.data + prefix;
            ret_name->length = base.length - prefix - strlen(path_forms[i].suffix);
            return &path_forms[i];
        }
    }
    return NULL;
}

bool zone_path_is_typical(const char *path)
{
    struct bytes name;
    const struct path_form *form = path_form_find(path, &name);
    return form != NULL && form->typical;
}

const char *zone_name_from_wire(struct bytes wire, struct arena *arena)
{
    uint8_t folded[NAME_OCTETS_MAX];
    memcpy(folded, wire.data, wire.length);
    name_wire_fold(folded, wire.length);
    struct buffer text = {0};
    name_wire_to_text((struct bytes){folded, wire.length}, &text);
    const char *name = arena_copy_string(arena, buffer_string(&text));
    buffer_free(&text);
    return name;
}

const char *zone_name_canonical(struct bytes text, struct arena *arena)
{
    uint8_t dotted[NAME_TEXT_BYTES_MAX];
    uint8_t wire[NAME_OCTETS_MAX];
    enum flaw_kind flaw;
    if (text.length == 0 || text.length >= sizeof(dotted) || text.data[0] == '@') {
        return NULL;
    }
    size_t length = name_wire_from_text(text, NULL, wire, &flaw);
    if (length == 0) {
        memcpy(dotted, text.data, text.length);
        dotted[text.length] = '.';
        length = name_wire_from_text((struct bytes){dotted, text.length + 1}, NULL, wire, &flaw);
    }
    return length == 0 ? NULL : zone_name_from_wire((struct bytes){wire, length}, arena);
}

/* The decimal number at `*at`, moved behind it; above 255 for anything but an octet as people write
 * it, without zeros in front. */
static unsigned octet_read(struct bytes text, size_t *at)
{
    size_t start = *at;
    unsigned octet = 0;
    while (*at < text.length && byte_is_digit(text.data[*at]) && octet <= UINT8_MAX) {
        octet = octet * 10 + (text.data[*at] - '0');
        (*at)++;
    }
    bool padded = *at - start > 1 && text.data[start] == '0';
    return *at == start || padded ? UINT8_MAX + 1U : octet;
}

enum { ADDRESS_OCTETS = 4 };

/* Reads `192.0.2`; returns how many octets it has, 0 when it is no address or part of one. */
static size_t net_from_text(struct bytes text, uint8_t octets[ADDRESS_OCTETS])
{
    size_t count = 0;
    size_t at = 0;
    while (count < ADDRESS_OCTETS) {
        unsigned octet = octet_read(text, &at);
        if (octet > UINT8_MAX) {
            return 0;
        }
        octets[count++] = (uint8_t)octet;
        if (at == text.length) {
            return count;
        }
        if (text.data[at++] != '.') {
            return 0;
        }
    }
    return 0;
}

/* RFC 1035 section 3.5. */
static const char *zone_name_of_net(const uint8_t *octets, size_t count, struct arena *arena)
{
    struct buffer text = {0};
    for (size_t i = count; i > 0; i--) {
        buffer_add_format(&text, "%u.", octets[i - 1]);
    }
    buffer_add_string(&text, "in-addr.arpa.");
    const char *name = arena_copy_string(arena, buffer_string(&text));
    buffer_free(&text);
    return name;
}

static bool byte_is_letter(uint8_t byte)
{
    return byte_lower(byte) >= 'a' && byte_lower(byte) <= 'z';
}

/* Whether the name could be a zone's. A domain name may hold any octet; but a file whose name has a
 * blank or a parenthesis is not named after a zone. */
static bool name_is_plain(struct bytes name)
{
    size_t last_label = 0;
    for (size_t i = 0; i < name.length; i++) {
        uint8_t byte = name.data[i];
        if (byte == '.') {
            last_label = i + 1;
        } else if (!byte_is_letter(byte) && !byte_is_digit(byte) && byte != '-' && byte != '_') {
            return false;
        }
    }
    return last_label < name.length && byte_is_letter(name.data[last_label]);
}

/* NAME is absolute with its dot or without. */
static struct bytes without_final_dot(struct bytes name)
{
    if (name.length > 1 && name.data[name.length - 1] == '.') {
        name.length--;
    }
    return name;
}

const char *zone_name_from_part(struct bytes part, struct arena *arena)
{
    struct bytes name = without_final_dot(part);
    uint8_t octets[ADDRESS_OCTETS];
    size_t count = net_from_text(name, octets);
    if (count > 0) {
        return zone_name_of_net(octets, count, arena);
    }
    if (!name_is_plain(name)) {
        return NULL;
    }
    if (bytes_equal_string_folded(name, "root")) {
        return ".";
    }
    return zone_name_canonical(name, arena);
}

const char *zone_name_from_path(const char *path, struct arena *arena)
{
    struct bytes name;
    const struct path_form *form = path_form_find(path, &name);
    if (form == NULL) {
        return NULL;
    }
    uint8_t octets[ADDRESS_OCTETS];
    if (!form->typical && net_from_text(without_final_dot(name), octets) == 1) {
        return NULL;
    }
    return zone_name_from_part(name, arena);
}

/* Reads up to the first SOA record of a text; false when there is none near the start. */
static bool head_find_soa(struct zone_head *head, struct bytes text, struct arena *scratch)
{
    zone_head_start(head, text, (struct zone_head_options){.strays_max = SIZE_MAX}, scratch);
    enum zone_head_event event = ZONE_HEAD_INCLUDE;
    while (event == ZONE_HEAD_INCLUDE) {
        event = zone_head_next(head);
    }
    return event == ZONE_HEAD_SOA;
}

const char *zone_name_from_text(struct bytes text, struct arena *arena)
{
    struct arena *scratch = arena_new();
    struct zone_head head;
    const char *name = NULL;
    if (head_find_soa(&head, text, scratch) && head.owner_length > 0) {
        name = zone_name_from_wire((struct bytes){head.owner, head.owner_length}, arena);
    }
    zone_head_end(&head);
    arena_free(scratch);
    return name;
}

uint16_t zone_class_from_text(struct bytes text)
{
    struct arena *scratch = arena_new();
    struct zone_head head;
    uint16_t class = head_find_soa(&head, text, scratch) ? head.class : CLASS_IN;
    zone_head_end(&head);
    arena_free(scratch);
    return class == CLASS_ANY || class == CLASS_NONE ? CLASS_IN : class;
}
