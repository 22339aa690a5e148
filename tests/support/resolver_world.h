/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/resolver.h"
#include "tests/support/zone_text.h"

/* Zones that a test asks the resolver about, and answers as text. */

/** The beginning of a zone: TTL, SOA, NS and an address. */
#define RESOLVER_HEAD "$TTL 3600\n@ SOA ns hostmaster 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n"

/** The world of one test: the zones, and an arena that ends with it. */
struct resolver_world {
    struct zone_set *set;
    struct arena *arena;
    struct buffer told; /**< the answer that was told last */
};

extern struct resolver_world world;

/** For cmocka: before and after each test. */
int make_world(void **state);
int free_world(void **state);

#define WITH_WORLD(test) cmocka_unit_test_setup_teardown(test, make_world, free_world)

/** Reads other zones in the place of those that are there. */
void read_zones(const struct zone_text *texts, size_t count);

#define READ_ZONES(...) \
    do { \
        static const struct zone_text texts[] = {__VA_ARGS__}; \
        read_zones(texts, sizeof(texts) / sizeof(texts[0])); \
    } while (0)

/** The one zone example. with this text behind its head. */
#define READ_ZONE(text_behind_head) \
    READ_ZONES({.name = "example.", .text = RESOLVER_HEAD text_behind_head})

/** The text of a name, in the arena of the world. */
const char *name_string(const struct name *name);

/** The whole answer as text: each hop with how it came about, and the end. Until the next call. */
const char *tell(const struct answer *answer);

/** Asserts what holds for every answer, whatever it is. */
void assert_sound(const struct answer *answer, const struct name *asked);

struct question {
    const char *name;
    type_mask wanted;
    const char *answer; /**< as tell() has it */
};

/** Asserts that the answers are these from every zone of the view, and for no view (NULL) from
 * outside of all zones too. */
void assert_answers_in(const char *view, const struct question *questions, size_t count);

#define ASSERT_ANSWERS_IN(view, ...) \
    do { \
        static const struct question questions[] = {__VA_ARGS__}; \
        assert_answers_in(view, questions, sizeof(questions) / sizeof(questions[0])); \
    } while (0)

#define ASSERT_ANSWERS(...) ASSERT_ANSWERS_IN(NULL, __VA_ARGS__)
