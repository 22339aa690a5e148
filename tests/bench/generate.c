/* SPDX-License-Identifier: BSD-3-Clause */
/* Makes the zone files that run.sh measures. One seed gives the same bytes on every machine. */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/kinds.h"
#include "tests/bench/output.h"

/* What fits into the addresses and labels of the kinds. */
enum {
    RECORDS_MAX = 100000000,
    ZONES_MAX = 500000,
};

struct kind {
    const char *name;
    const char *size_option; /* what `size` counts */
    uint64_t size_min;
    uint64_t size_max;
    struct tally (*write)(const struct request *request);
    const char *summary;
};

static const struct kind kinds[] = {
    {"delegation", "records", 16, RECORDS_MAX, write_delegation,
     "the zone of a top-level domain, every name absolute"},
    {"delegation-relative", "records", 16, RECORDS_MAX, write_delegation_relative,
     "the same records, names relative to the zone"},
    {"mail", "records", 16, RECORDS_MAX, write_mail, "one zone full of MX, CNAME and A records"},
    {"fix", "records", 200, RECORDS_MAX, write_fix, "the same with ten mistakes, spread evenly"},
    {"signed", "records", 32, RECORDS_MAX, write_signed,
     "one zone with random signatures, keys, a chain of NSEC records"},
    {"estate", "zones", 16, ZONES_MAX, write_estate,
     "a folder: client zones, reverse zones, named.conf, truth.txt"},
};

static const size_t kind_count = sizeof(kinds) / sizeof(kinds[0]);

static void print_usage(FILE *stream)
{
    fprintf(stream, "usage: bench-generate KIND --records N|--zones N --seed S --output PATH\n\n");
    for (size_t i = 0; i < kind_count; i++) {
        fprintf(stream, "  %-20s --%-8s %s\n", kinds[i].name, kinds[i].size_option,
                kinds[i].summary);
    }
}

static const struct kind *kind_find(const char *name)
{
    for (size_t i = 0; i < kind_count; i++) {
        if (strcmp(kinds[i].name, name) == 0) {
            return &kinds[i];
        }
    }
    return NULL;
}

static uint64_t number_from_text(const char *option, const char *text)
{
    char *end;
    errno = 0;
    uint64_t number = strtoumax(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || text[0] == '-') {
        output_fail(option, "takes a number");
    }
    return number;
}

/* Reads the options of a kind; the one for its size is named as the kind has it. */
static struct request request_from_options(const struct kind *kind, int count, char **arguments)
{
    const struct option options[] = {
        {kind->size_option, required_argument, NULL, 'n'},
        {"seed", required_argument, NULL, 's'},
        {"output", required_argument, NULL, 'o'},
        {NULL, 0, NULL, 0},
    };
    struct request request = {.seed = 1};
    for (int option; (option = getopt_long(count, arguments, "", options, NULL)) != -1;) {
        switch (option) {
        case 'n':
            request.size = number_from_text(kind->size_option, optarg);
            break;
        case 's':
            request.seed = number_from_text("seed", optarg);
            break;
        case 'o':
            request.output = optarg;
            break;
        default:
            print_usage(stderr);
            exit(EXIT_FAILURE);
        }
    }
    if (optind != count || request.output == NULL) {
        print_usage(stderr);
        exit(EXIT_FAILURE);
    }
    if (request.size < kind->size_min || request.size > kind->size_max) {
        output_fail(kind->size_option, "out of range");
    }
    return request;
}

int main(int argument_count, char **arguments)
{
    const struct kind *kind = argument_count < 2 ? NULL : kind_find(arguments[1]);
    if (kind == NULL) {
        print_usage(stderr);
        return EXIT_FAILURE;
    }
    struct request request = request_from_options(kind, argument_count - 1, arguments + 1);
    struct tally tally = kind->write(&request);
    printf("zones=%" PRIu64 " records=%" PRIu64 " mistakes=%" PRIu64 "\n", tally.zones,
           tally.records, tally.mistakes);
    return EXIT_SUCCESS;
}
