/* SPDX-License-Identifier: BSD-3-Clause */

/* Puts mistakes into the zones of clients: each is a row of estate_mistakes.def, which one rule has
 * to find at one place. A zone has one mistake at most: an entry that cannot be read makes that
 * zone's absences unknown, and so would hide another one. */

#include "tests/bench/estate.h"

/* A mistake in the zone itself: lines that are added to it. */
struct text_mistake {
    const char *rule;
    const char *owner; /* of the line that is wrong */
    size_t wrong;      /* which of the lines that is */
    const char *lines[3];
};

static const struct text_mistake text_mistakes[] = {
#define TEXT_MISTAKE(rule, owner, wrong, ...) {rule, owner, wrong, {__VA_ARGS__}},
#define ADDRESS_MISTAKE(rule, host, pointer, line)
#include "tests/bench/estate_mistakes.def"
#undef TEXT_MISTAKE
#undef ADDRESS_MISTAKE
};

/* A mistake between an address and its reverse name. */
struct address_mistake {
    const char *rule;
    const char *host;    /* gets an address of its own */
    const char *pointer; /* stands in the PTR record of that; NULL: there is none */
    const char *line;    /* is added to the zone; may be NULL */
};

static const struct address_mistake address_mistakes[] = {
#define TEXT_MISTAKE(rule, owner, wrong, ...)
#define ADDRESS_MISTAKE(rule, host, pointer, line) {rule, host, pointer, line},
#include "tests/bench/estate_mistakes.def"
#undef TEXT_MISTAKE
#undef ADDRESS_MISTAKE
};

enum {
    TEXT_MISTAKES = sizeof(text_mistakes) / sizeof(text_mistakes[0]),
    ADDRESS_MISTAKES = sizeof(address_mistakes) / sizeof(address_mistakes[0]),
    MISTAKE_LINES = sizeof(text_mistakes[0].lines) / sizeof(text_mistakes[0].lines[0]),
};

static void write_text_mistake(struct estate *estate,
                               struct zone_writer *zone,
                               const struct text_mistake *mistake)
{
    for (size_t i = 0; i < MISTAKE_LINES && mistake->lines[i] != NULL; i++) {
        zone_writer_line(zone, mistake->lines[i]);
        if (i == mistake->wrong) {
            truth_add(&estate->truth, mistake->rule, zone, zone->output.lines, mistake->owner);
        }
    }
}

/* Without a PTR record the address is wrong, with one the PTR record. */
static void write_address_mistake(struct estate *estate,
                                  struct zone_writer *zone,
                                  const struct address_mistake *mistake)
{
    estate_add_ipv4(estate, zone, mistake->host, mistake->pointer);
    if (mistake->pointer == NULL) {
        truth_add(&estate->truth, mistake->rule, zone, zone->output.lines, mistake->host);
    } else {
        struct zone_writer *reverse = &estate->reverse4;
        truth_add(&estate->truth, mistake->rule, reverse, reverse->output.lines, reverse->owner);
    }
    if (mistake->line != NULL) {
        zone_writer_line(zone, mistake->line);
    }
}

void estate_write_mistake(struct estate *estate, struct zone_writer *zone, uint32_t number)
{
    size_t row = number % (TEXT_MISTAKES + ADDRESS_MISTAKES);
    if (row < TEXT_MISTAKES) {
        write_text_mistake(estate, zone, &text_mistakes[row]);
    } else {
        write_address_mistake(estate, zone, &address_mistakes[row - TEXT_MISTAKES]);
    }
}
