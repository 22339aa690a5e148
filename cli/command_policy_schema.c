/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/policy_schema_json.h"

enum exit_status command_policy_schema(const struct options *options)
{
    (void)options;
    struct output output = output_standard(stdout, COLOR_NEVER);
    policy_schema_write(&output);
    return output_close(&output) ? EXIT_STATUS_CLEAN : EXIT_STATUS_UNUSABLE;
}
