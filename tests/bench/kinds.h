/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdint.h>

/** What is asked of a kind. */
struct request {
    uint64_t size; /**< how many records, or zones of clients, as the kind has it */
    uint64_t seed;
    const char *output; /**< path of the file or folder to write */
};

/** What came of it. */
struct tally {
    uint64_t zones;
    uint64_t records; /**< without the lines that mistakes consist of */
    uint64_t mistakes;
};

/** A zone like that of a top-level domain, without a mistake: pairs of NS records, some with glue,
 * some with DS. It is `example.` and has exactly `size` records. */
struct tally write_delegation(const struct request *request);

/** The same records in the other style. */
struct tally write_delegation_relative(const struct request *request);

/** One zone `example.` with exactly `size` records: many domains with mail, some of which name an
 * alias in their MX record. These are listed in `<output>.truth`. */
struct tally write_mail(const struct request *request);

/** The same with ten mistakes, spread evenly: all that a fix run has to mend. */
struct tally write_fix(const struct request *request);

/** One zone `example.` with exactly `size` records, most of them of DNSSEC, without a mistake. */
struct tally write_signed(const struct request *request);

/** A folder as a hosting provider has it: a named.conf, `size` zones of clients, the provider's own
 * and the reverse zones of all addresses. Its mistakes, of many rules, are in truth.txt. */
struct tally write_estate(const struct request *request);
