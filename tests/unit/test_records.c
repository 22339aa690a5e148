/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/zone_text.h"
#include "zones/records.h"

static void assert_records(const char *name, const char *text, const char *expected)
{
    struct zone_set *set = zone_texts_read(&(struct zone_text){.name = name, .text = text}, 1);
    struct buffer written = {0};
    zone_records_write(set->zones.items[0], &written);
    zone_set_free(set);
    assert_string_equal(buffer_string(&written), expected);
    buffer_free(&written);
}

static void a_zone_without_records_writes_nothing(void **state)
{
    (void)state;
    assert_records("example.", "; nothing\n", "");
}

static void records_are_absolute_with_ttl_and_class(void **state)
{
    (void)state;
    assert_records("example.",
                   "$TTL 1h\n@ SOA ns host.master 1 2h 3 4 5\n NS ns\n$ORIGIN sub\n"
                   "a 1d MX 10 \\$x\n",
                   "example. 3600 IN NS ns.example.\n"
                   "example. 3600 IN SOA ns.example. host.master.example. 1 7200 3 4 5\n"
                   "a.sub.example. 86400 IN MX 10 \\$x.sub.example.\n");
}

static void the_class_is_the_zones(void **state)
{
    (void)state;
    assert_records("example.", "@ 60 CH SOA ns host 1 2 3 4 5\n TXT x\n",
                   "example. 60 CH SOA ns.example. host.example. 1 2 3 4 5\n"
                   "example. 60 CH TXT \"x\"\n");
}

/* RFC 4034 section 6: owners in canonical order; then types by number and data as octets. */
static void records_are_in_canonical_order(void **state)
{
    (void)state;
    assert_records("example.",
                   "$TTL 60\n"
                   "b TXT x\nZ.a TXT x\na TXT x\nz TXT x\n*.z TXT x\n\\001.z TXT x\n@ TXT x\n"
                   "b AAAA ::1\nb A 192.0.2.10\nb A 192.0.2.9\nb MX 10 a\nb MX 9 z\n",
                   "example. 60 IN TXT \"x\"\n"
                   "a.example. 60 IN TXT \"x\"\n"
                   "z.a.example. 60 IN TXT \"x\"\n"
                   "b.example. 60 IN A 192.0.2.9\n"
                   "b.example. 60 IN A 192.0.2.10\n"
                   "b.example. 60 IN MX 9 z.example.\n"
                   "b.example. 60 IN MX 10 a.example.\n"
                   "b.example. 60 IN TXT \"x\"\n"
                   "b.example. 60 IN AAAA ::1\n"
                   "z.example. 60 IN TXT \"x\"\n"
                   "\\001.z.example. 60 IN TXT \"x\"\n"
                   "*.z.example. 60 IN TXT \"x\"\n");
}

/* A string that begins another one comes first. */
static void shorter_data_comes_first(void **state)
{
    (void)state;
    assert_records("example.",
                   "$TTL 60\na TYPE65280 \\# 3 010203\na TYPE65280 \\# 2 0102\n"
                   "a TYPE65280 \\# 0\na TYPE65280 \\# 1 ff\n",
                   "a.example. 60 IN TYPE65280 \\# 0\n"
                   "a.example. 60 IN TYPE65280 \\# 2 0102\n"
                   "a.example. 60 IN TYPE65280 \\# 3 010203\n"
                   "a.example. 60 IN TYPE65280 \\# 1 FF\n");
}

/* RFC 2181 section 5: a set holds a record once. */
static void equal_records_are_written_once(void **state)
{
    (void)state;
    assert_records("example.", "$TTL 60\na A 192.0.2.1\nA 60 A 192.0.2.1\na MX 10 B\na MX 10 b\n",
                   "a.example. 60 IN A 192.0.2.1\na.example. 60 IN MX 10 b.example.\n");
}

/* RFC 2181 section 5.2. */
static void an_rrset_has_one_ttl(void **state)
{
    (void)state;
    assert_records("example.", "a 60 A 192.0.2.2\na 30 A 192.0.2.1\na 90 TXT x\n",
                   "a.example. 60 IN A 192.0.2.1\n"
                   "a.example. 60 IN A 192.0.2.2\n"
                   "a.example. 90 IN TXT \"x\"\n");
}

static void names_of_the_root_zone_are_absolute(void **state)
{
    (void)state;
    assert_records(".", "$TTL 60\n@ NS a.b\ncom NS @\n", ". 60 IN NS a.b.\ncom. 60 IN NS .\n");
}

static void what_is_hidden_is_written_too(void **state)
{
    (void)state;
    assert_records("example.", "$TTL 60\nsub NS ns.sub\nns.sub A 192.0.2.1\n",
                   "sub.example. 60 IN NS ns.sub.example.\nns.sub.example. 60 IN A 192.0.2.1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_zone_without_records_writes_nothing),
        cmocka_unit_test(records_are_absolute_with_ttl_and_class),
        cmocka_unit_test(the_class_is_the_zones),
        cmocka_unit_test(records_are_in_canonical_order),
        cmocka_unit_test(shorter_data_comes_first),
        cmocka_unit_test(equal_records_are_written_once),
        cmocka_unit_test(an_rrset_has_one_ttl),
        cmocka_unit_test(names_of_the_root_zone_are_absolute),
        cmocka_unit_test(what_is_hidden_is_written_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
