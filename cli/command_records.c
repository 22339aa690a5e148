/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/text.h"
#include "zones/records.h"

/* What could not be read is not among the records, and a script that compares them must know. */
static bool tell_incomplete(const struct run *run, const struct zone *zone)
{
    if (zone->complete) {
        return true;
    }
    char name[NAME_TEXT_BYTES_MAX];
    message_print("%s: zone %s has text that could not be read; `zonetidy check` tells where",
                  source_list_get(run->set->sources, zone->source)->path,
                  name_to_text(zone->apex, name));
    return false;
}

static enum exit_status print_records(const struct run *run)
{
    enum exit_status status = EXIT_STATUS_CLEAN;
    struct output output = output_standard(stdout, run->options->color);
    struct buffer text = {0};
    for (size_t i = 0; i < run->set->zones.count && output_works(&output); i++) {
        const struct zone *zone = run->set->zones.items[i];
        buffer_clear(&text);
        zone_records_write(zone, &text);
        output_write(&output, buffer_bytes(&text));
        if (!tell_incomplete(run, zone)) {
            status = EXIT_STATUS_FINDINGS;
        }
    }
    buffer_free(&text);
    if (!output_close(&output) || run->errors.count > 0) {
        status = EXIT_STATUS_UNUSABLE;
    }
    return status;
}

enum exit_status command_records(const struct options *options)
{
    struct run run;
    enum exit_status status = EXIT_STATUS_UNUSABLE;
    if (run_load(&run, options)) {
        status = print_records(&run);
    }
    run_end(&run);
    return status;
}
