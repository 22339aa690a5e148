/* SPDX-License-Identifier: BSD-3-Clause */
/* What the resolver makes of CNAME and DNAME records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/resolver_world.h"

#define HEAD RESOLVER_HEAD

static void an_alias_is_followed_unless_it_is_asked_for(void **state)
{
    (void)state;
    READ_ZONE("a CNAME b\nb CNAME c\nc A 192.0.2.2\nd CNAME none\ne CNAME ns.example.net.\n");
    ASSERT_ANSWERS({"a.example.", MASK_A, "-> b.example. -> c.example. data"},
                   {"b.example.", MASK_A, "-> c.example. data"},
                   {"a.example.", MASK_MX, "-> b.example. -> c.example. no data"},
                   {"a.example.", MASK_CNAME, "data"}, {"a.example.", MASK_CNAME | MASK_A, "data"},
                   {"a.example.", MASK_ALL, "data"}, {"c.example.", MASK_CNAME, "no data"},
                   {"d.example.", MASK_A, "-> none.example. no name"},
                   {"e.example.", MASK_A, "-> ns.example.net. unknown: outside"},
                   {"x.a.example.", MASK_A, "no name"});
}

static void aliases_are_followed_through_all_zones(void **state)
{
    (void)state;
    READ_ZONES({.name = "example.", .text = HEAD "a CNAME b.example.net.\nd A 192.0.2.2\n"},
               {.name = "example.net.", .text = HEAD "b CNAME c.sub.example.\n"},
               {.name = "sub.example.", .text = HEAD "c CNAME d.example.\n"});
    ASSERT_ANSWERS(
        {"a.example.", MASK_A, "-> b.example.net. -> c.sub.example. -> d.example. data"});
}

static void an_alias_made_by_a_wildcard_is_told(void **state)
{
    (void)state;
    READ_ZONE("* CNAME host\nhost A 192.0.2.2\n*.sub CNAME x\n*.deep CNAME *.other\n"
              "*.other A 192.0.2.3\n");
    ASSERT_ANSWERS({"a.example.", MASK_A, "*-> host.example. data"},
                   {"*.example.", MASK_A, "-> host.example. data"},
                   {"a.example.", MASK_CNAME, "data of *.example."},
                   {"a.sub.example.", MASK_A, "*-> x.example. *-> host.example. data"},
                   {"a.deep.example.", MASK_A, "*-> *.other.example. data"});
}

static void aliases_that_come_back_are_a_loop(void **state)
{
    (void)state;
    READ_ZONE("a CNAME a\n"
              "b CNAME c\nc CNAME b\n"
              "d CNAME e\ne CNAME f\nf CNAME d\n"
              "g CNAME h\nh CNAME a\n"
              "*.w CNAME x.w\n"
              "i CNAME I\n");
    ASSERT_ANSWERS(
        {"a.example.", MASK_A, "-> a.example. loop from hop 0"},
        {"b.example.", MASK_A, "-> c.example. -> b.example. loop from hop 0"},
        {"d.example.", MASK_A, "-> e.example. -> f.example. -> d.example. loop from hop 0"},
        {"g.example.", MASK_A, "-> h.example. -> a.example. -> a.example. loop from hop 2"},
        {"y.w.example.", MASK_A, "*-> x.w.example. *-> x.w.example. loop from hop 1"},
        {"i.example.", MASK_A, "-> i.example. loop from hop 0"},
        {"a.example.", MASK_CNAME, "data"});
}

static void more_aliases_than_the_limit_are_unknown(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_add_string(&text, HEAD);
    for (int i = 0; i < ALIAS_STEPS_MAX + 1; i++) {
        buffer_add_format(&text, "a%d CNAME a%d\n", i, i + 1);
    }
    buffer_add_format(&text, "a%d A 192.0.2.2\n", ALIAS_STEPS_MAX + 1);
    const struct zone_text zone = {.name = "example.", .text = buffer_string(&text)};
    read_zones(&zone, 1);
    buffer_free(&text);
    struct answer answer;
    resolve(&(const struct vantage){.set = world.set, .near = NULL},
            name_of(world.arena, "a0.example."), MASK_A, world.arena, &answer);
    assert_int_equal(answer.end, ANSWER_UNKNOWN);
    assert_int_equal(answer.reason, UNKNOWN_STEPS);
    assert_int_equal(answer.hop_count, ALIAS_STEPS_MAX);
    resolve(&(const struct vantage){.set = world.set, .near = NULL},
            name_of(world.arena, "a1.example."), MASK_A, world.arena, &answer);
    assert_int_equal(answer.end, ANSWER_DATA);
    assert_int_equal(answer.hop_count, ALIAS_STEPS_MAX);
}

/* RFC 6672 section 2.2, its table; the owner itself is not redirected (section 2.3). */
static void a_dname_redirects_what_is_below_it(void **state)
{
    (void)state;
    READ_ZONES({.name = "com.",
                .text = HEAD "example DNAME example.net.\n"
                             "x.deep.y DNAME d.example.net.\n"
                             "example MX 10 ns\n"
                             "z DNAME .\n"},
               {.name = "example.net.",
                .text = HEAD "a A 192.0.2.2\na.b A 192.0.2.3\n* TXT x\n*.d A 192.0.2.4\n"});
    ASSERT_ANSWERS({"a.example.com.", MASK_A, "d-> a.example.net. data"},
                   {"a.b.example.com.", MASK_A, "d-> a.b.example.net. data"},
                   {"ab.example.com.", MASK_A, "d-> ab.example.net. no data of *.example.net."},
                   {"example.com.", MASK_A, "no data"}, {"example.com.", MASK_MX, "data"},
                   {"example.com.", MASK_DNAME, "data"},
                   {"a.example.com.", MASK_DNAME, "d-> a.example.net. no data"},
                   {"aexample.com.", MASK_A, "no name"},
                   {"q.x.deep.y.com.", MASK_A, "d-> q.d.example.net. data of *.d.example.net."},
                   {"a.z.com.", MASK_A, "d-> a. unknown: outside"},
                   {"com.z.com.", MASK_SOA, "d-> com. data"});
}

/* RFC 6672 section 3.2: the DNAME is met on the way down, before what is hidden below it. */
static void a_dname_hides_the_records_below_it(void **state)
{
    (void)state;
    READ_ZONE("d DNAME e\na.d A 192.0.2.2\nsub.d NS ns\na.e TXT x\nf.d DNAME ns\n");
    ASSERT_ANSWERS({"a.d.example.", MASK_A, "d-> a.e.example. no data"},
                   {"x.sub.d.example.", MASK_A, "d-> x.sub.e.example. no name"},
                   {"x.f.d.example.", MASK_A, "d-> x.f.e.example. no name"});
}

static void a_dname_at_the_apex_redirects_the_whole_zone(void **state)
{
    (void)state;
    READ_ZONES({.name = "example.", .text = HEAD "@ DNAME example.net.\n@ MX 10 mail\n"},
               {.name = "example.net.", .text = HEAD "mail A 192.0.2.2\n"});
    ASSERT_ANSWERS({"mail.example.", MASK_A, "d-> mail.example.net. data"},
                   {"example.", MASK_MX, "data"},
                   {"ns.example.", MASK_A, "d-> ns.example.net. data"});
}

static void a_dname_may_make_a_name_too_long(void **state)
{
    (void)state;
    char label[64] = "";
    memset(label, 'x', 63);
    const char *text = arena_format(world.arena, HEAD "d DNAME %s.%s.%s\n", label, label, label);
    const struct zone_text zone = {.name = "example.", .text = text};
    read_zones(&zone, 1);
    struct answer answer;
    /* 255 octets: 4 * 63 + 3 length octets are 195 with example., so 53 octets are left. */
    const char *just = arena_format(world.arena, "%.53s.d.example.", label);
    resolve(&(const struct vantage){.set = world.set, .near = NULL}, name_of(world.arena, just),
            MASK_A, world.arena, &answer);
    assert_int_equal(answer.hop_count, 1);
    assert_int_equal(answer.end, ANSWER_NO_NAME);
    const char *over = arena_format(world.arena, "%.54s.d.example.", label);
    resolve(&(const struct vantage){.set = world.set, .near = NULL}, name_of(world.arena, over),
            MASK_A, world.arena, &answer);
    assert_int_equal(answer.end, ANSWER_TOO_LONG);
    assert_int_equal(answer.hop_count, 0);
    assert_true(answer_is_bad(&answer));
}

static void dnames_that_lead_below_themselves_grow_too_long(void **state)
{
    (void)state;
    READ_ZONE("d DNAME long-enough-to-end-soon-long-enough-to-end-soon.d\n");
    struct answer answer;
    resolve(&(const struct vantage){.set = world.set, .near = NULL},
            name_of(world.arena, "a.d.example."), MASK_A, world.arena, &answer);
    assert_int_equal(answer.end, ANSWER_TOO_LONG);
    assert_int_equal(answer.hop_count, 5);
}

static void dnames_that_lead_to_each_other_are_a_loop(void **state)
{
    (void)state;
    READ_ZONE("d DNAME e\ne DNAME d\nf DNAME f\ng DNAME h\nx.h CNAME x.g\n");
    ASSERT_ANSWERS({"a.d.example.", MASK_A, "d-> a.e.example. d-> a.d.example. loop from hop 0"},
                   {"a.f.example.", MASK_A, "d-> a.f.example. loop from hop 0"},
                   {"x.g.example.", MASK_A, "d-> x.h.example. -> x.g.example. loop from hop 0"});
}

/* RFC 6672 section 2.4. */
static void a_dname_beside_a_cname_is_a_conflict(void **state)
{
    (void)state;
    READ_ZONE("d DNAME e\nd CNAME ns\na.e A 192.0.2.2\n");
    ASSERT_ANSWERS({"d.example.", MASK_A, "unknown: conflict"},
                   {"d.example.", MASK_DNAME, "unknown: conflict"},
                   {"d.example.", MASK_CNAME, "data"},
                   {"a.d.example.", MASK_A, "unknown: conflict"});
}

/* RFC 6672 section 2.4: DNAME is a singleton type. */
static void several_dnames_are_a_conflict(void **state)
{
    (void)state;
    READ_ZONE("d DNAME e\nd DNAME f\na.e A 192.0.2.2\na.f A 192.0.2.2\ng DNAME e\ng 60 DNAME e\n");
    ASSERT_ANSWERS({"a.d.example.", MASK_A, "unknown: conflict"},
                   {"a.g.example.", MASK_A, "d-> a.e.example. data"});
}

static void a_cname_beside_other_data_is_a_conflict(void **state)
{
    (void)state;
    READ_ZONE("a CNAME ns\na A 192.0.2.2\nb CNAME ns\nb CNAME ns2\nc CNAME ns\nc 60 CNAME ns\n"
              "d CNAME ns\nd TYPE65280 \\# 0\n@ CNAME ns\ne CNAME a\n");
    ASSERT_ANSWERS(
        {"a.example.", MASK_A, "unknown: conflict"}, {"a.example.", MASK_MX, "unknown: conflict"},
        {"a.example.", MASK_CNAME, "data"}, {"b.example.", MASK_A, "unknown: conflict"},
        {"c.example.", MASK_A, "-> ns.example. data"}, {"d.example.", MASK_A, "unknown: conflict"},
        {"example.", MASK_A, "unknown: conflict"},
        {"e.example.", MASK_A, "-> a.example. unknown: conflict"});
}

/* RFC 4035 section 2.5. */
static void signers_records_may_stand_beside_a_cname(void **state)
{
    (void)state;
    READ_ZONE("a CNAME ns\na NSEC b CNAME RRSIG NSEC\n"
              "a RRSIG CNAME 8 2 3600 20300101000000 20200101000000 1 example. AQID\n");
    ASSERT_ANSWERS({"a.example.", MASK_A, "-> ns.example. data"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORLD(an_alias_is_followed_unless_it_is_asked_for),
        WITH_WORLD(aliases_are_followed_through_all_zones),
        WITH_WORLD(an_alias_made_by_a_wildcard_is_told),
        WITH_WORLD(aliases_that_come_back_are_a_loop),
        WITH_WORLD(more_aliases_than_the_limit_are_unknown),
        WITH_WORLD(a_dname_redirects_what_is_below_it),
        WITH_WORLD(a_dname_hides_the_records_below_it),
        WITH_WORLD(a_dname_at_the_apex_redirects_the_whole_zone),
        WITH_WORLD(a_dname_may_make_a_name_too_long),
        WITH_WORLD(dnames_that_lead_below_themselves_grow_too_long),
        WITH_WORLD(dnames_that_lead_to_each_other_are_a_loop),
        WITH_WORLD(a_dname_beside_a_cname_is_a_conflict),
        WITH_WORLD(several_dnames_are_a_conflict),
        WITH_WORLD(a_cname_beside_other_data_is_a_conflict),
        WITH_WORLD(signers_records_may_stand_beside_a_cname),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
