/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/output.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/text.h"

enum {
    /* For files and pipes, where nobody can be asked: most zone files fit, and most windows. */
    COLUMNS_DEFAULT = 100,
    /* Below this, a line is better broken by the terminal than cut to pieces by us. */
    COLUMNS_MIN = 40,
};

static bool color_suits(FILE *file)
{
    const char *no_color = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    if ((no_color != NULL && *no_color != '\0') || terminal == NULL ||
        strcmp(terminal, "dumb") == 0) {
        return false;
    }
    return isatty(fileno(file)) == 1;
}

static bool color_wanted(FILE *file, enum color_choice choice)
{
    switch (choice) {
    case COLOR_AUTO:
        return color_suits(file);
    case COLOR_ALWAYS:
        return true;
    case COLOR_NEVER:
        return false;
    }
    return false;
}

static size_t columns_of(FILE *file)
{
    struct winsize size = {0};
    if (ioctl(fileno(file), TIOCGWINSZ, &size) < 0 || size.ws_col == 0) {
        return COLUMNS_DEFAULT;
    }
    return size.ws_col < COLUMNS_MIN ? COLUMNS_MIN : size.ws_col;
}

static struct output output_of(FILE *file, const char *name, enum color_choice color)
{
    return (struct output){
        .file = file,
        .name = name,
        .color = color_wanted(file, color),
        .columns = columns_of(file),
    };
}

struct output output_standard(FILE *file, enum color_choice color)
{
    return output_of(file, file == stdout ? "standard output" : "standard error", color);
}

bool output_open(struct output *output, const char *path, enum color_choice color)
{
    FILE *file = fopen(path, "we");
    if (file == NULL) {
        message_print("%s: %s", path, strerror(errno));
        return false;
    }
    *output = output_of(file, path, color);
    return true;
}

static void note_failure(struct output *output)
{
    if (output->error_number == 0) {
        output->error_number = errno == 0 ? EIO : errno;
    }
}

void output_write(struct output *output, struct bytes bytes)
{
    if (output->error_number != 0 || bytes.length == 0) {
        return;
    }
    if (fwrite(bytes.data, 1, bytes.length, output->file) != bytes.length) {
        note_failure(output);
    }
}

bool output_works(struct output *output)
{
    if (ferror(output->file)) {
        note_failure(output);
    }
    return output->error_number == 0;
}

bool output_close(struct output *output)
{
    bool standard = output->file == stdout || output->file == stderr;
    output_works(output);
    if ((standard ? fflush(output->file) : fclose(output->file)) != 0) {
        note_failure(output);
    }
    if (output->error_number != 0) {
        message_print("%s: %s", output->name, strerror(output->error_number));
        return false;
    }
    return true;
}
