/* SPDX-License-Identifier: BSD-3-Clause */
#include <string.h>

#include "tests/support/custom_making.h"
#include "tests/support/custom_words.h"

/* Between quotes, in one string or in two. */
static void write_text(uint64_t *random, bool may_split, const char *text, struct buffer *line)
{
    size_t length = strlen(text);
    size_t split =
        may_split && chance(random, 3) ? random_below(random, (uint32_t)length + 1) : length;
    buffer_add_format(line, "\"%.*s\"", (int)split, text);
    if (split < length) {
        buffer_add_format(line, " \"%s\"", text + split);
    }
}

static struct model_value write_value(uint64_t *random,
                                      const struct model_type *type,
                                      size_t field,
                                      struct buffer *line)
{
    enum model_kind kind = type->fields[field].kind;
    const char *name = type->fields[field].name;
    size_t octets = strcmp(type->mnemonic, "A") == 0 ? 4 : 16;
    struct model_value value;
    char word[MODEL_TEXT_BYTES];
    do {
        value = custom_make_value(random, kind, name, word);
        /* The digests are of one length. */
    } while ((kind == MODEL_ADDRESS && value.octet_count != octets) ||
             (strcmp(name, "digest-type") == 0 && value.number != 1));
    if (kind == MODEL_TEXT && strcmp(name, "tag") != 0) {
        write_text(random, strcmp(name, "text") == 0, word, line);
    } else {
        buffer_add_string(line, word);
    }
    return value;
}

static void add_record(uint64_t *random,
                       struct model_zone *zone,
                       const struct model_type *type,
                       struct written_name owner,
                       struct buffer *text)
{
    struct model_record *record = &zone->records[zone->record_count++];
    *record = (struct model_record){
        .line = 1 + (unsigned)zone->record_count, /* behind $TTL */
        .type = type,
        .ttl_seconds = 300,
    };
    strcpy(record->owner, owner.canonical);
    buffer_add_string(text, owner.written);
    if (chance(random, 2)) {
        const char *ttl = custom_make_period(random);
        record->ttl_seconds = custom_seconds_of(ttl);
        buffer_add_format(text, " %s", ttl);
    }
    buffer_add_format(text, " %s%s", chance(random, 3) ? "IN " : "", type->mnemonic);
    for (size_t i = 0; type->fields[i].name != NULL; i++) {
        buffer_add_byte(text, ' ');
        record->values[i] = write_value(random, type, i, text);
    }
    buffer_add_string(text, type->fields[0].name == NULL ? " \\# 1 ab\n" : "\n");
}

/* Nothing else stands at an alias, and an SOA at the apex alone; a cut is where it is wanted. */
static bool goes_anywhere(const struct model_type *type)
{
    return strcmp(type->mnemonic, "CNAME") != 0 && strcmp(type->mnemonic, "SOA") != 0 &&
           strcmp(type->mnemonic, "NS") != 0;
}

static bool is_alias_owner(const char *owner)
{
    return strncmp(owner, "c1.", 3) == 0 || strncmp(owner, "c2.", 3) == 0 ||
           strncmp(owner, "*.w.", 4) == 0;
}

static void make_zone(uint64_t *random,
                      const struct model_type *focus,
                      struct model_zone *zone,
                      struct buffer *text)
{
    buffer_add_string(text, "$TTL 300\n");
    add_record(random, zone, custom_type("SOA"), custom_name("@", zone->apex), text);
    strcpy(zone->records[0].owner, zone->apex);
    static const char *const aliases[] = {"c1", "c2", "*.w"};
    for (size_t i = 0; i < COUNT(aliases); i++) {
        if (chance(random, 2)) {
            add_record(random, zone, custom_type("CNAME"), custom_name(aliases[i], zone->apex),
                       text);
        }
    }
    if (chance(random, 2)) {
        add_record(random, zone, custom_type("NS"), custom_name("del", zone->apex), text);
        add_record(random, zone, custom_type("A"), custom_name("ns.del", zone->apex), text);
    }
    for (uint32_t left = random_below(random, MODEL_RECORDS_MAX - 8); left > 0; left--) {
        const struct model_type *type =
            chance(random, 2) ? focus
                              : &model_types[random_below(random, (uint32_t)model_type_count)];
        struct written_name owner = custom_make_name(random, zone->apex, random_below(random, 3));
        if (strcmp(type->mnemonic, "NS") == 0 && !chance(random, 3)) {
            owner = custom_name("@", zone->apex);
            strcpy(owner.canonical, zone->apex);
        } else if (!goes_anywhere(type) || is_alias_owner(owner.canonical)) {
            type = custom_type("A");
            owner = custom_name("mx1", zone->apex);
        }
        add_record(random, zone, type, owner, text);
    }
    if (zone->is_unread) {
        buffer_add_string(text, "a A nonsense\n");
    }
}

void custom_make_zones(uint64_t *random,
                       const struct model_type *focus,
                       struct model_zones *zones,
                       struct buffer *texts)
{
    *zones = (struct model_zones){.count = 0};
    for (size_t i = 0; i < COUNT(custom_apexes); i++) {
        bool is_root = strcmp(custom_apexes[i], ".") == 0;
        if (chance(random, is_root ? 8 : 2)) {
            struct model_zone *zone = &zones->zones[zones->count++];
            zone->apex = custom_apexes[i];
            zone->is_unread = chance(random, 5);
        }
    }
    if (zones->count > 0 && zones->count < MODEL_ZONES_MAX && chance(random, 8)) {
        zones->zones[zones->count - 1].is_twice = true;
        zones->zones[zones->count].is_twice = true;
        zones->zones[zones->count].apex = zones->zones[zones->count - 1].apex;
        zones->count++;
    }
    for (size_t i = 0; i < zones->count; i++) {
        make_zone(random, focus, &zones->zones[i], &texts[i]);
    }
}
