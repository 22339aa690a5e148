/* SPDX-License-Identifier: BSD-3-Clause */
/* ldns is the judge of our converters: the same text or octets must make the same data. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <ldns/ldns.h>

#include "tests/support/record_data.h"
#include "tests/support/record_samples.h"
#include "zones/rdata_ldns.h"

static struct buffer text_room;
static struct buffer hex_room;
static ldns_rdf *origin;

static int start(void **state)
{
    record_data_start(state);
    return ldns_str2rdf_dname(&origin, "example.") == LDNS_STATUS_OK ? 0 : -1;
}

static int end(void **state)
{
    ldns_rdf_deep_free(origin);
    buffer_free(&text_room);
    buffer_free(&hex_room);
    return record_data_end(state);
}

/* The row of ldns for a type; NULL when it has none or knows the code only. */
static const ldns_rr_descriptor *descriptor_of(uint16_t type)
{
    const ldns_rr_descriptor *descriptor = ldns_rr_descript(type);
    if (descriptor == NULL || descriptor->_type != (ldns_rr_type)type ||
        (ldns_rr_descriptor_maximum(descriptor) > 0 &&
         ldns_rr_descriptor_field_type(descriptor, 0) == LDNS_RDF_TYPE_UNKNOWN)) {
        return NULL;
    }
    return descriptor;
}

/* The canonical data that ldns makes of a type and its data, in hexadecimal; NULL when it does not
 * take them or the type. */
static const char *ldns_hex(uint16_t type, const char *text)
{
    buffer_clear(&text_room);
    buffer_add_format(&text_room, "owner. 300 IN %s", text);
    ldns_rr *record = NULL;
    if (ldns_rr_new_frm_str(&record, buffer_string(&text_room), 0, origin, NULL) !=
        LDNS_STATUS_OK) {
        return NULL;
    }
    bool same_type = ldns_rr_get_type(record) == (ldns_rr_type)type;
    ldns_rr2canonical(record);
    buffer_clear(&hex_room);
    for (size_t i = 0; i < ldns_rr_rd_count(record); i++) {
        const ldns_rdf *rdf = ldns_rr_rdf(record, i);
        buffer_add_string(&hex_room,
                          record_data_hex((struct bytes){ldns_rdf_data(rdf), ldns_rdf_size(rdf)}));
    }
    ldns_rr_free(record);
    return same_type ? buffer_string(&hex_room) : NULL;
}

/* ldns 1.8.3 has a row for these types and is no judge of them: it has a string for the name of
 * NSAP-PTR, no format octet in ATMA, one octet in SINK, and no text for NXT and A6. */
static bool ldns_is_wrong_about(uint16_t type)
{
    return type == LDNS_RR_TYPE_NSAP_PTR || type == LDNS_RR_TYPE_ATMA ||
           type == LDNS_RR_TYPE_SINK || type == LDNS_RR_TYPE_NXT || type == LDNS_RR_TYPE_A6;
}

static void every_row_that_ldns_knows_has_the_same_code_and_mnemonic(void **state)
{
    (void)state;
    for (size_t i = 0; i < rrtype_count(); i++) {
        const struct rrtype *type = rrtype_at(i);
        const ldns_rr_descriptor *descriptor = ldns_rr_descript(type->code);
        if (descriptor->_type == (ldns_rr_type)type->code) {
            assert_string_equal(descriptor->_name, type->mnemonic);
            assert_int_equal(ldns_get_rr_type_by_name(type->mnemonic), type->code);
        }
    }
}

static void every_type_that_ldns_knows_has_a_row(void **state)
{
    (void)state;
    for (unsigned code = 1; code <= UINT16_MAX; code++) {
        if (ldns_rr_descript((uint16_t)code)->_type == code) {
            assert_non_null(rrtype_find((uint16_t)code));
        }
    }
}

/* How many of the letters stand for one field of ldns: the gateway and key of an IPSECKEY are one
 * there together with what is in front. */
static size_t layout_field_count(const struct rrtype *type)
{
    return type->code == LDNS_RR_TYPE_IPSECKEY ? 1 : strlen(type->layout);
}

static void layouts_have_as_many_letters_as_ldns_has_fields(void **state)
{
    (void)state;
    size_t count = 0;
    for (size_t i = 0; i < rrtype_count(); i++) {
        const struct rrtype *type = rrtype_at(i);
        const ldns_rr_descriptor *descriptor = descriptor_of(type->code);
        if (type->layout == NULL || descriptor == NULL || ldns_is_wrong_about(type->code)) {
            continue;
        }
        size_t maximum = ldns_rr_descriptor_maximum(descriptor);
        bool repeats = descriptor->_variable != LDNS_RDF_TYPE_NONE;
        assert_int_equal(layout_field_count(type), repeats ? 1 : maximum);
        count++;
    }
    assert_true(count > 50);
}

static void names_stand_where_ldns_has_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < rrtype_count(); i++) {
        const struct rrtype *type = rrtype_at(i);
        const ldns_rr_descriptor *descriptor = descriptor_of(type->code);
        if (type->layout == NULL || descriptor == NULL || ldns_is_wrong_about(type->code) ||
            layout_field_count(type) != strlen(type->layout)) {
            continue;
        }
        for (size_t field = 0; type->layout[field] != '\0'; field++) {
            bool name = type->layout[field] == 'n' || type->layout[field] == 'N';
            assert_int_equal(name, ldns_rr_descriptor_field_type(descriptor, field) ==
                                       LDNS_RDF_TYPE_DNAME);
        }
    }
}

static void samples_that_ldns_reads_make_the_same_data(void **state)
{
    (void)state;
    for (size_t i = 0; i < record_sample_count; i++) {
        const struct record_sample *sample = &record_samples[i];
        uint16_t type = record_data_read(sample->text).type;
        if (type == LDNS_RR_TYPE_IPSECKEY && !sample->ldns) {
            continue; /* ldns 1.8.3 leaks memory when it refuses one */
        }
        const char *hex = ldns_hex(type, sample->text);
        bool same = hex != NULL && strcmp(hex, sample->hex) == 0;
        if (same != sample->ldns) {
            fail_msg("%s: ldns makes %s, not %s", sample->text, hex == NULL ? "nothing" : hex,
                     sample->hex);
        }
        /* test_rdata.c holds our data against sample->hex. */
    }
}

static void printed_samples_make_the_same_data_in_ldns(void **state)
{
    (void)state;
    for (size_t i = 0; i < record_sample_count; i++) {
        const struct record_sample *sample = &record_samples[i];
        uint16_t type = record_data_read(sample->text).type;
        if (!sample->ldns) {
            continue;
        }
        char text[2048];
        snprintf(text, sizeof(text), "TYPE%u %s", (unsigned)type, sample->printed);
        const char *hex = ldns_hex(type, text);
        if (hex == NULL || strcmp(hex, sample->hex) != 0) {
            fail_msg("%s: ldns makes %s, not %s", text, hex == NULL ? "nothing" : hex, sample->hex);
        }
    }
}

static void generic_samples_make_the_same_data_in_ldns(void **state)
{
    (void)state;
    for (size_t i = 0; i < record_sample_count; i++) {
        const struct record_sample *sample = &record_samples[i];
        uint16_t type = record_data_read(sample->text).type;
        if (descriptor_of(type) == NULL || ldns_is_wrong_about(type)) {
            continue;
        }
        char text[2048];
        snprintf(text, sizeof(text), "TYPE%u \\# %zu %s", (unsigned)type, strlen(sample->hex) / 2,
                 sample->hex);
        const char *hex = ldns_hex(type, text);
        if (hex == NULL || strcmp(hex, sample->hex) != 0) {
            fail_msg("%s: ldns makes %s, not %s", text, hex == NULL ? "nothing" : hex, sample->hex);
        }
    }
}

static void every_type_that_ldns_judges_has_two_samples_that_it_reads(void **state)
{
    (void)state;
    for (size_t i = 0; i < rrtype_count(); i++) {
        uint16_t type = rrtype_at(i)->code;
        if (descriptor_of(type) == NULL || ldns_is_wrong_about(type) || rrtype_is_meta(type)) {
            continue;
        }
        size_t count = 0;
        for (size_t at = 0; at < record_sample_count; at++) {
            count +=
                record_samples[at].ldns && record_data_read(record_samples[at].text).type == type;
        }
        if (count < 2) {
            fail_msg("%s has %zu samples", rrtype_at(i)->mnemonic, count);
        }
    }
}

static void a_type_is_read_by_a_layout_or_by_ldns_never_by_both(void **state)
{
    (void)state;
    size_t count = 0;
    for (unsigned type = 0; type <= UINT16_MAX; type++) {
        if (rdata_ldns_serves((uint16_t)type)) {
            assert_non_null(rrtype_find((uint16_t)type));
            assert_null(rrtype_find((uint16_t)type)->layout);
            count++;
        }
    }
    assert_int_equal(count, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_that_ldns_knows_has_the_same_code_and_mnemonic),
        cmocka_unit_test(every_type_that_ldns_knows_has_a_row),
        cmocka_unit_test(layouts_have_as_many_letters_as_ldns_has_fields),
        cmocka_unit_test(names_stand_where_ldns_has_them),
        cmocka_unit_test(samples_that_ldns_reads_make_the_same_data),
        cmocka_unit_test(printed_samples_make_the_same_data_in_ldns),
        cmocka_unit_test(generic_samples_make_the_same_data_in_ldns),
        cmocka_unit_test(every_type_that_ldns_judges_has_two_samples_that_it_reads),
        cmocka_unit_test(a_type_is_read_by_a_layout_or_by_ldns_never_by_both),
    };
    return cmocka_run_group_tests(tests, start, end);
}
