/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/analysis.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/run.h"
#include "cli/summary.h"
#include "cli/text.h"

static enum exit_status check(const struct run *run)
{
    const struct options *options = run->options;
    struct findings *findings = analysis_run(run->set, &run->policies.terms);
    struct error error;
    if (source_list_verify(run->set->sources, &error) != STATUS_OK) {
        /* Findings would stand at places that are not there any more. */
        message_print("%s", error.text);
        findings_free(findings);
        return EXIT_STATUS_UNUSABLE;
    }
    struct report report = report_of(run, findings, false);
    enum exit_status status = EXIT_STATUS_CLEAN;
    if (report_fails(&report)) {
        status = EXIT_STATUS_FINDINGS;
    }
    if (!report_write(&report, options, stdout) || run->errors.count > 0) {
        status = EXIT_STATUS_UNUSABLE;
    }
    run_print_costly_rules(run);
    summary_print(&report, options);
    report_end(&report);
    findings_free(findings);
    return status;
}

enum exit_status command_check(const struct options *options)
{
    struct run run;
    enum exit_status status = EXIT_STATUS_UNUSABLE;
    if (run_load(&run, options)) {
        status = check(&run);
    }
    run_end(&run);
    return status;
}
