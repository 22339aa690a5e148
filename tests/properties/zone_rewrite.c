/* SPDX-License-Identifier: BSD-3-Clause */
/* For fingerprint.sh: writes zones another way, so that nothing but the records is as it was.
 *
 * zone_rewrite FOLDER TO   every zone that is found in FOLDER to a file TO/<number>: its records in
 *                          the reverse order, with absolute owners in capitals and TTLs with a
 *                          unit. Prints a line `NAME TO/<number>` for each. Status 3 when a zone is
 *                          not all that its records are: it could not be read whole, is claimed
 *                          twice, or is one of several views. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "zones/discovery.h"
#include "zones/zone_set.h"

enum { STATUS_BROKEN = 1, STATUS_USAGE = 2, STATUS_OTHER = 3 };

static void add_capitals(struct buffer *text, const char *name)
{
    for (; *name != '\0'; name++) {
        bool lower = *name >= 'a' && *name <= 'z';
        buffer_add_byte(text, (uint8_t)(lower ? *name - 'a' + 'A' : *name));
    }
}

static void add_record(struct buffer *text, const struct zone *zone, const struct record *record)
{
    char owner[NAME_TEXT_BYTES_MAX];
    uint8_t room[RDATA_ROOM_BYTES];
    add_capitals(text, name_to_text(record_owner(zone, record), owner));
    buffer_add_format(text, "\t%" PRIu32 "s ", record->ttl_seconds);
    rrclass_to_text(zone->class, text);
    buffer_add_byte(text, ' ');
    rrtype_to_text(record->type, text);
    buffer_add_byte(text, ' ');
    rdata_to_text(record->type, record_wire(zone, record, room), text);
    buffer_add_byte(text, '\n');
}

static bool zone_rewrite(const struct zone *zone, const char *to, size_t number)
{
    struct buffer text = {0};
    struct buffer path = {0};
    char name[NAME_TEXT_BYTES_MAX];
    for (size_t i = zone->records.count; i > 0; i--) {
        add_record(&text, zone, &zone->records.items[i - 1]);
    }
    buffer_add_format(&path, "%s/%zu", to, number);
    FILE *file = fopen(buffer_string(&path), "wb");
    bool written = file != NULL;
    if (written) {
        written = text.length == 0 || fwrite(text.data, text.length, 1, file) == 1;
        written = fclose(file) == 0 && written;
    }
    printf("%s %s\n", name_to_text(zone->apex, name), buffer_string(&path));
    buffer_free(&path);
    buffer_free(&text);
    return written;
}

int main(int argument_count, char **arguments)
{
    if (argument_count != 3) {
        return STATUS_USAGE;
    }
    struct claims *claims = claims_new();
    struct zone_set *set = zone_set_new();
    claims_add_path(claims, arguments[1]);
    claims_settle(claims);
    zone_set_load_all(set, claims->items.items, claims->items.count);
    zone_set_index(set);
    int status = set->zones.count == 0 || set->unread.count > 0 ? STATUS_OTHER : 0;
    for (size_t i = 0; i < set->zones.count && status == 0; i++) {
        const struct zone *zone = set->zones.items[i];
        if (!zone->complete || zone->claimed_twice || zone->view != NULL) {
            status = STATUS_OTHER;
        }
    }
    for (size_t i = 0; i < set->zones.count && status == 0; i++) {
        if (!zone_rewrite(set->zones.items[i], arguments[2], i)) {
            status = STATUS_BROKEN;
        }
    }
    zone_set_free(set);
    claims_free(claims);
    return status;
}
