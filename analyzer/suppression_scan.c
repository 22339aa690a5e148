/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/suppression_scan.h"

/* A stretch of a text, small enough that large files keep all threads busy and that what was read
 * can be let go. */
struct piece {
    const struct source *source;
    uint64_t start;
    uint64_t end;
    struct suppression_places places;
};

struct scan {
    VECTOR(struct piece) pieces;
    const struct suppression_settings *const *settings;
    size_t settings_count;
};

static void scan_piece(void *context, unsigned worker, size_t item)
{
    struct scan *scan = context;
    struct piece *piece = &scan->pieces.items[item];
    (void)worker;
    suppression_places_find(&piece->places, piece->source->text, piece->start, piece->end,
                            scan->settings, scan->settings_count);
    source_release(piece->source, piece->start, piece->end);
}

/* Returns how many bytes there are to look at. */
static uint64_t add_pieces(struct scan *scan, const struct source *source)
{
    uint64_t start;
    uint64_t end;
    source_comments(source, &start, &end);
    for (uint64_t at = start; at < end; at += SOURCE_RELEASE_BYTES) {
        uint64_t rest = end - at;
        struct piece piece = {
            .source = source,
            .start = at,
            .end = rest < SOURCE_RELEASE_BYTES ? end : at + SOURCE_RELEASE_BYTES,
        };
        VECTOR_PUSH(&scan->pieces, piece);
    }
    return end > start ? end - start : 0;
}

void suppression_scan(const struct zone_set *set,
                      const struct suppression_settings *const *settings,
                      size_t settings_count,
                      struct suppression_candidates *candidates)
{
    enum { BYTES_LIKE_A_RECORD = 1024 }; /* take as long to look through as a record to check */
    struct scan scan = {.settings = settings, .settings_count = settings_count};
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < source_list_count(set->sources); i++) {
        bytes += add_pieces(&scan, source_list_get(set->sources, i));
    }
    workers_run(workers_for(set->workers, bytes / BYTES_LIKE_A_RECORD), scan_piece, &scan,
                scan.pieces.count);
    for (size_t i = 0; i < scan.pieces.count; i++) {
        struct piece *piece = &scan.pieces.items[i];
        for (size_t k = 0; k < piece->places.count; k++) {
            struct suppression_candidate candidate = {piece->places.items[k], piece->source->index};
            VECTOR_PUSH(&candidates->items, candidate);
        }
        VECTOR_FREE(&piece->places);
    }
    VECTOR_FREE(&scan.pieces);
}
