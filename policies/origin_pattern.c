/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/origin_pattern.h"

#include "zones/path.h"
#include "zones/zone_name.h"

struct origin_pattern {
    const struct glob *front; /* NULL: nothing may stand there */
    const struct glob *back;
};

static const char origin_word[] = "{origin}";
enum { ORIGIN_WORD_LENGTH = sizeof(origin_word) - 1 };

static const struct origin_pattern *fail(struct glob_flaw *flaw, size_t offset, const char *message)
{
    *flaw = (struct glob_flaw){offset, message};
    return NULL;
}

/* Where `{origin}` begins at or behind `start`; the length of the text when it is not there. */
static size_t origin_find(struct bytes text, size_t start)
{
    for (size_t at = start; at + ORIGIN_WORD_LENGTH <= text.length; at++) {
        if (memcmp(text.data + at, origin_word, ORIGIN_WORD_LENGTH) == 0) {
            return at;
        }
    }
    return text.length;
}

static bool ends_with_star(struct bytes text)
{
    if (text.length == 0 || text.data[text.length - 1] != '*') {
        return false;
    }
    size_t backslashes = 0;
    while (backslashes + 1 < text.length && text.data[text.length - 2 - backslashes] == '\\') {
        backslashes++;
    }
    return backslashes % 2 == 0;
}

/* Makes the pattern of what stands on one side of the origin. False when it is not good. */
static bool side_new(struct bytes text,
                     size_t offset,
                     struct arena *arena,
                     const struct glob **ret_side,
                     struct glob_flaw *flaw)
{
    *ret_side = NULL;
    if (text.length == 0) {
        return true;
    }
    *ret_side = glob_new(GLOB_PATH, text, arena, flaw);
    flaw->offset += offset;
    return *ret_side != NULL;
}

const struct origin_pattern *origin_pattern_new(struct bytes text,
                                                struct arena *arena,
                                                struct glob_flaw *flaw)
{
    size_t start = origin_find(text, 0);
    size_t end = start + ORIGIN_WORD_LENGTH;
    if (start == text.length) {
        return fail(flaw, 0, "it has no \"{origin}\", which stands for the name of the zone");
    }
    size_t again = origin_find(text, end);
    if (again != text.length) {
        return fail(flaw, again, "\"{origin}\" stands in it twice");
    }
    const uint8_t *slash = memchr(text.data, '/', text.length);
    if (slash != NULL) {
        return fail(flaw, (size_t)(slash - text.data),
                    "it is about the last part of a path, which has no \"/\"");
    }
    struct bytes front = {text.data, start};
    struct bytes back = {text.data + end, text.length - end};
    if (ends_with_star(front) || (back.length > 0 && back.data[0] == '*')) {
        return fail(flaw, ends_with_star(front) ? start - 1 : end,
                    "\"*\" beside \"{origin}\" leaves open where the name ends");
    }
    struct origin_pattern *pattern = arena_get(arena, sizeof(*pattern));
    *flaw = (struct glob_flaw){0};
    return side_new(front, 0, arena, &pattern->front, flaw) &&
                   side_new(back, end, arena, &pattern->back, flaw)
               ? pattern
               : NULL;
}

static bool side_matches(const struct glob *side, struct bytes text)
{
    return side == NULL ? text.length == 0 : glob_matches(side, text);
}

const char *origin_pattern_zone_name(const struct origin_pattern *pattern,
                                     const char *path,
                                     struct arena *arena)
{
    struct bytes base = bytes_from_string(path_base(path));
    for (size_t start = 0; start < base.length; start++) {
        if (!side_matches(pattern->front, (struct bytes){base.data, start})) {
            continue;
        }
        for (size_t end = base.length; end > start; end--) {
            if (side_matches(pattern->back, (struct bytes){base.data + end, base.length - end})) {
                struct bytes part = {base.data + start, end - start};
                const char *name = zone_name_from_part(part, arena);
                if (name != NULL) {
                    return name;
                }
            }
        }
    }
    return NULL;
}
