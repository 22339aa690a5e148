/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/error.h"
#include "zones/base/vector.h"
#include "zones/conf_parser.h"
#include "zones/zone.h"

/** What a named.conf says about zones and their files: BIND's own reading of `zone`, `view`,
 * `options` and `include`; all other statements are passed over.
 *
 * Zones of the types primary and master are primary; secondary, slave and mirror are secondary; the
 * others (hint, forward, stub, static-stub, redirect, delegation-only) and those that are only
 * `in-view` hold no file of interest and are left out. So are zones that a `database` or `dlz`
 * provides, secondary zones without a file, and secondary zones whose file is not there or is not
 * text (named keeps copies in raw format and makes them when it transfers them). A zone is dynamic
 * when its `update-policy` is anything but none, or when its own, its view's or the options'
 * `allow-update` is; the nearest one counts.
 *
 * A relative path is meant from the `directory` of the options, or without one from the folder of
 * the named.conf (for the path of an `include` that stands in front of the options: from the folder
 * of the file it stands in). A repository of zones often has a copy of the configuration of a
 * server, with the paths of that server. So when nothing is there, the path is looked for below the
 * folder of the named.conf, then again and again without its first folder: with a copy at
 * `dns/named.conf`, `/var/named/zones/db.a` is looked for as `dns/var/named/zones/db.a`,
 * `dns/named/zones/db.a`, `dns/zones/db.a` and `dns/db.a`. */
struct named_conf {
    struct arena *arena;              /**< of all strings; the caller's */
    VECTOR(struct zone_claim) zones;  /**< in the order of the configuration */
    VECTOR(struct file_id) files;     /**< theirs; unset for one that is not there */
    VECTOR(struct conf_error) errors; /**< what of it could not be used */
};

/** Begins with nothing in it. */
void named_conf_start(struct named_conf *conf, struct arena *arena);

/** Gives back the memory of the lists. */
void named_conf_end(struct named_conf *conf);

/** Adds what the configuration at `path` and its includes say. Patterns in `include` are expanded
 * as glob(7) says, in the order of the names. An included file that cannot be read is an error.
 * Fails when `path` cannot be read, or when it or an included file does not parse: `error` then has
 * file, line and what was expected, and the zones in front of that place are there. */
enum status named_conf_read(struct named_conf *conf, const char *path, struct error *error);

/** Whether a text begins as a named.conf does: with one of its statements. */
bool named_conf_begins(struct bytes text);
