/* SPDX-License-Identifier: BSD-3-Clause */
#include "fixers/zone_serial.h"

#include "zones/record_text.h"

enum serial_choice zone_serial_choice(const struct analysis_terms *terms, const struct zone *zone)
{
    return terms_policy(terms, zone)->serial;
}

bool zone_serial_next(const struct zone_set *set,
                      const struct analysis_terms *terms,
                      const struct zone *zone,
                      struct zone_serial *ret_serial)
{
    *ret_serial = (struct zone_serial){0};
    const struct record *soa = zone_record(zone, zone->soa);
    enum serial_choice choice = zone_serial_choice(terms, zone);
    if (soa == NULL || choice == SERIAL_CHOICE_KEEP) {
        return false;
    }
    ret_serial->old_serial = soa_data_from_wire(record_wire(zone, soa, NULL)).serial;
    struct serial_step step = serial_next(ret_serial->old_serial, choice, terms->now);
    if (!step.possible) {
        ret_serial->refusal = step.refusal;
        return false;
    }
    if (node_next(zone, soa) != NULL) {
        ret_serial->refusal = "the zone has several SOA records";
        return false;
    }
    ret_serial->new_serial = step.serial;
    struct record_text text;
    record_text_read(&text, set->sources, zone, soa);
    bool found = !text.generic;
    if (found) {
        ret_serial->span = record_text_data(&text, SOA_SERIAL_FIELD);
    } else {
        ret_serial->refusal = "the SOA is written in the generic form of RFC 3597";
    }
    record_text_end(&text);
    return found;
}

bool zone_serial_is_shared(const struct zone *a, const struct zone *b)
{
    const struct record *soa_a = zone_record(a, a->soa);
    const struct record *soa_b = zone_record(b, b->soa);
    return soa_a != NULL && soa_b != NULL && record_source(a, soa_a) == record_source(b, soa_b) &&
           record_start(soa_a) == record_start(soa_b);
}
