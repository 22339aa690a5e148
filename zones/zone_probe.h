/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"
#include "zones/base/error.h"
#include "zones/path.h"

/** What a file turns out to be when its beginning is read. */
enum probe_kind {
    PROBE_NOT_TEXT,
    PROBE_UTF16,        /**< text, but not for anybody who reads zone files */
    PROBE_CONFIG,       /**< a server configuration (named_conf_begins()) */
    PROBE_SOA,          /**< it has an SOA record of its own */
    PROBE_SOA_INCLUDED, /**< it has none, but a file that it includes has */
    PROBE_ROOT_HINTS,   /**< NS records of the root without its SOA record: a server's root hints */
    PROBE_NO_SOA,
};

struct probe {
    enum probe_kind kind;
    const char *name;  /**< of the zone, when the text tells it, as in zones/zone_name.h */
    bool is_zone_text; /**< zone_head_is_zone_text() of the file itself */
    struct file_id file;
    uint64_t bytes; /**< of the file */
    /** PROBE_SOA_INCLUDED: the file in which the SOA record stands, and those that lead there from
     * the file itself, which is not among them. */
    const struct file_id *soa_files;
    size_t soa_file_count;
};

struct probe_options {
    /** An SOA record counts only when hardly anything but zone text stands in front of it: a page
     * of documentation with a zone in it is no zone file. */
    bool strict;
};

/** Reads the beginning of a file, and when it has no SOA record the files that it includes, to see
 * whether it is a zone and which. `name` and `soa_files` live in `arena`. Fails when the file
 * cannot be read or is no regular file; what is wrong with included files is for the loader. */
enum status zone_probe(const char *path,
                       struct probe_options options,
                       struct arena *arena,
                       struct probe *ret_probe,
                       struct error *error);

/** Whether the file can be read and is text. */
bool file_is_text(const char *path);
