/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/place.h"

#include <inttypes.h>

#include "cli/text.h"

const char *places_path(struct places places, uint32_t source)
{
    return path_shown_from(places.folder, source_list_get(places.set->sources, source)->path);
}

struct place place_of(struct places places, struct span span, const struct zone *zone)
{
    return (struct place){
        .span = span,
        .position = source_list_position(places.set->sources, span.source, span.start),
        .zone = zone,
    };
}

/* Where a zone includes a file, when it is not the zone's own. A file that is included several
 * times is told by the first time. */
static void add_includer(struct places places, const struct place *place, struct buffer *shown)
{
    const struct zone *zone = place->zone;
    if (place->span.source == zone->source) {
        return;
    }
    for (size_t i = 0; i < zone->scopes.count; i++) {
        const struct scope *scope = &zone->scopes.items[i];
        if (scope->source == place->span.source && scope->parent != SCOPE_NONE) {
            struct position position = source_list_position(
                places.set->sources, scope->include.source, scope->include.start);
            buffer_add_string(shown, ", included at ");
            text_show_string(places_path(places, scope->include.source), shown);
            buffer_add_format(shown, ":%" PRIu64, position.line);
            return;
        }
    }
}

void place_show(struct places places, const struct place *place, struct buffer *shown)
{
    text_show_string(places_path(places, place->span.source), shown);
    buffer_add_format(shown, ":%" PRIu64 ":%" PRIu64, place->position.line, place->position.column);
    if (place->zone != NULL) {
        char name[NAME_TEXT_BYTES_MAX];
        text_show_format(shown, " (zone %s", name_to_text(place->zone->apex, name));
        if (place->zone->view != NULL) {
            text_show_format(shown, ", view %s", place->zone->view);
        }
        add_includer(places, place, shown);
        buffer_add_byte(shown, ')');
    }
}
