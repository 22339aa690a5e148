/* SPDX-License-Identifier: BSD-3-Clause */
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/options.h"
#include "cli/text.h"
#include "zones/scan.h"

/* A program that was started with a standard stream closed would get its number for the first file
 * that it opens, and messages would go into that file. The device takes the number instead, opened
 * so that using the stream fails as it would have. */
static void hold_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0) {
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        }
    }
}

/* Every kernel reads the same from a text, so this is a choice for tests and measurements alone: a
 * variable of the environment, and no option. Like others, it says nothing when it is empty. */
static enum status select_scanner(struct error *error)
{
    const char *name = getenv("ZONETIDY_SCANNER");
    struct error reason;
    if (name == NULL || *name == '\0' || scan_select(name, &reason) == STATUS_OK) {
        return STATUS_OK;
    }
    return error_set(error, "ZONETIDY_SCANNER: %s", reason.text);
}

static enum exit_status print_version(void)
{
    struct output output = output_standard(stdout, COLOR_NEVER);
    output_write(&output, bytes_from_string(program_version));
    output_write(&output, bytes_from_string("\n"));
    return output_close(&output) ? EXIT_STATUS_CLEAN : EXIT_STATUS_UNUSABLE;
}

static enum exit_status run_command(const struct options *options)
{
    if (options->version) {
        return print_version();
    }
    if (options->help) {
        return command_help(options);
    }
    return options->command->run(options);
}

int main(int argument_count, char **arguments)
{
    hold_standard_streams();
    /* A reader that goes away makes writes fail, which is told and has a status of its own. */
    signal(SIGPIPE, SIG_IGN);
    /* For wcwidth() alone, and without asking the environment: reports are the same everywhere. */
    setlocale(LC_CTYPE, "C.UTF-8");
    struct options options;
    struct error error;
    enum exit_status status = EXIT_STATUS_UNUSABLE;
    if (options_parse(&options, argument_count, arguments, &error) == STATUS_OK &&
        select_scanner(&error) == STATUS_OK) {
        status = run_command(&options);
    } else {
        message_print("%s", error.text);
        message_print("`zonetidy --help` lists the commands and options");
    }
    options_free(&options);
    return (int)status;
}
