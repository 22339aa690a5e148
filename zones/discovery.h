/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/error.h"
#include "zones/base/vector.h"
#include "zones/zone.h"
#include "zones/zone_name.h"
#include "zones/zone_set.h"

/** The most zones of a run. What is beyond is left out with an error line. */
#define CLAIMS_MAX 4000000

struct claim_note;

/** The claims of a run: which files hold which zones. */
struct claims {
    struct arena *arena; /**< of all strings */
    VECTOR(struct zone_claim) items;
    VECTOR(struct unread) errors; /**< what could not be read or used */
    struct claim_note *notes;     /**< one for each item, until claims_settle() */
};

struct claims *claims_new(void);
void claims_free(struct claims *claims);

/** `NAME=FILE` of --zone. Fails when there is no `=`, or NAME is no domain name. */
enum status claims_add_option(struct claims *claims, const char *option, struct error *error);

/** A zone file, a server configuration or a folder given by the user.
 *
 * A file is claimed as it is, also when nothing tells its zone (then the claim's name stays NULL
 * and the loader says so); but when it begins as a named.conf does, it is read as one.
 *
 * A folder is searched as zones/folder.h says, for whatever is text. A file is claimed
 * - when it holds an SOA record, itself or in a file that it includes; unless something stands in
 *   front of that which is no zone text and the file's name is not typical for one: many a page of
 *   documentation has a zone in it;
 * - when its name is typical (zone_path_is_typical()) and most of it is zone text, even without an
 *   SOA record; but not when another file includes it, or it is a server's root hints.
 * Its zone is the one that its text tells, or else its name. When neither does, it is left out,
 * with an error when its name is typical. A file that two names lead to is claimed once, under the
 * name that is no symbolic link. */
void claims_add_path(struct claims *claims, const char *path);

/** The primary and secondary zones of a named.conf, with their files (zones/named_conf.h). Fails
 * when the file cannot be read or does not parse; the message names file and line. */
enum status claims_add_named_conf(struct claims *claims, const char *path, struct error *error);

/** Ends the collecting, once, behind the last claim. Left out are
 * - what is claimed twice with the same name, view and file;
 * - files given or found that --zone or a configuration claims already: those say which zone it is;
 * - files found in a folder that are only there to be included by others. */
void claims_settle(struct claims *claims);
