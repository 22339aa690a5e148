/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/resolver_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct resolver_world world;

int make_world(void **state)
{
    (void)state;
    world = (struct resolver_world){.arena = arena_new()};
    return 0;
}

int free_world(void **state)
{
    (void)state;
    zone_set_free(world.set);
    arena_free(world.arena);
    buffer_free(&world.told);
    return 0;
}

void read_zones(const struct zone_text *texts, size_t count)
{
    zone_set_free(world.set);
    world.set = zone_texts_read(texts, count);
}

const char *name_string(const struct name *name)
{
    return name_to_text(name, arena_get(world.arena, NAME_TEXT_BYTES_MAX));
}

static void tell_end(const struct answer *answer)
{
    static const char *const reasons[] = {
        [UNKNOWN_NOTHING] = "nothing",     [UNKNOWN_OUTSIDE] = "outside",
        [UNKNOWN_DELEGATED] = "delegated", [UNKNOWN_INCOMPLETE] = "incomplete",
        [UNKNOWN_CONFLICT] = "conflict",   [UNKNOWN_DUPLICATE] = "duplicate",
        [UNKNOWN_STEPS] = "steps",
    };
    switch (answer->end) {
    case ANSWER_DATA:
    case ANSWER_NO_DATA:
        buffer_add_string(&world.told, answer->end == ANSWER_DATA ? "data" : "no data");
        if (answer->wildcard) {
            buffer_add_format(&world.told, " of %s",
                              name_string(node_name(answer->zone, answer->node)));
        }
        return;
    case ANSWER_NO_NAME:
        buffer_add_string(&world.told, "no name");
        return;
    case ANSWER_LOOP:
        buffer_add_format(&world.told, "loop from hop %zu", answer->loop_start);
        return;
    case ANSWER_TOO_LONG:
        buffer_add_string(&world.told, "too long");
        return;
    case ANSWER_UNKNOWN:
        buffer_add_format(&world.told, "unknown: %s", reasons[answer->reason]);
        if (answer->delegation != NULL) {
            buffer_add_format(&world.told, " at %s", name_string(answer->delegation));
        }
        return;
    }
}

const char *tell(const struct answer *answer)
{
    static const char *const hops[] = {
        [HOP_CNAME] = "->",
        [HOP_WILDCARD_CNAME] = "*->",
        [HOP_DNAME] = "d->",
        [HOP_EXTERNAL] = "x->",
    };
    buffer_clear(&world.told);
    for (size_t i = 0; i < answer->hop_count; i++) {
        buffer_add_format(&world.told, "%s %s ", hops[answer->hops[i].kind],
                          name_string(answer->hops[i].target));
    }
    tell_end(answer);
    return buffer_string(&world.told);
}

void assert_sound(const struct answer *answer, const struct name *asked)
{
    const struct name *name = asked;
    for (size_t i = 0; i < answer->hop_count; i++) {
        const struct hop *hop = &answer->hops[i];
        assert_true(name_equal(hop->owner, name));
        assert_true(name_is_within(hop->owner, hop->zone->apex));
        assert_true(hop->record->type == (hop->kind == HOP_DNAME ? TYPE_DNAME : TYPE_CNAME));
        name = hop->target;
    }
    assert_true(name_equal(answer->name, name));
    assert_int_equal(answer->reason != UNKNOWN_NOTHING, answer->end == ANSWER_UNKNOWN);
    assert_true(answer->end != ANSWER_DATA || answer->node != NULL);
    assert_true(answer->end != ANSWER_NO_NAME || answer->node == NULL);
    assert_int_equal(answer->obstacle != NULL,
                     answer->end == ANSWER_TOO_LONG || answer->reason == UNKNOWN_CONFLICT);
    assert_int_equal(answer_is_alias(answer), answer->hop_count > 0);
}

static bool view_is(const struct zone *zone, const char *view)
{
    return view == NULL ? zone->view == NULL : zone->view != NULL && strcmp(zone->view, view) == 0;
}

/* Asks from `near`, for the name as one of its own where it is one. */
static void assert_answer_from(const struct zone *near, const struct question *question)
{
    const struct name *name = name_of(world.arena, question->name);
    const struct name *own = near == NULL ? NULL : name_table_find(near->names, name);
    name = own == NULL ? name : own;
    struct answer answer;
    resolve(&(const struct vantage){.set = world.set, .near = near}, name, question->wanted,
            world.arena, &answer);
    assert_sound(&answer, name);
    if (strcmp(tell(&answer), question->answer) != 0) {
        fail_msg("%s: %s, expected %s", question->name, buffer_string(&world.told),
                 question->answer);
    }
}

void assert_answers_in(const char *view, const struct question *questions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < world.set->zones.count; k++) {
            if (view_is(world.set->zones.items[k], view)) {
                assert_answer_from(world.set->zones.items[k], &questions[i]);
            }
        }
        if (view == NULL) {
            assert_answer_from(NULL, &questions[i]);
        }
    }
}
