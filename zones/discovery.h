/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/error.h"
#include "zones/base/vector.h"
#include "zones/zone.h"
#include "zones/zone_name.h"
#include "zones/zone_set.h"

/** The most zones of a run. What is beyond is left out with an error line. */
#define CLAIMS_MAX 4000000

/** What becomes of something that a search of a folder comes across. */
enum claim_take {
    CLAIM_AS_FOUND, /**< its text and its name decide, see claims_add_path() */
    CLAIM_ALWAYS,   /**< a file that is text is claimed, whatever its text looks like and though
                         others include it */
    CLAIM_NEVER,    /**< a file is left out, a folder is not gone into */
};

/** What the caller knows better of a file or a folder. All zero: nothing. */
struct claim_advice {
    enum claim_take take; /**< counts in a search; a file that is given itself is always claimed */
    const char *name;     /**< the zone that the file holds, as zone_name_canonical() writes it;
                               NULL: somebody else tells it. It may live during the search only. It
                               alone makes no zone of a file that is there to be included */
};

/** Who is asked for advice, about each file that is given, and about what a search comes across:
 * files, and folders before they are gone into. Names that a search passes over (zones/folder.h)
 * are not asked about. `path` is as claims_add_path() was given it, for what is found with the
 * names on the way there behind it. */
struct claim_adviser {
    struct claim_advice (*advise)(void *context, const char *path, bool is_folder);
    void *context;
};

struct claim_note;

/** The claims of a run: which files hold which zones. */
struct claims {
    struct arena *arena;          /**< of all strings */
    struct claim_adviser adviser; /**< set before claims_add_path(); all zero: none */
    VECTOR(struct zone_claim) items;
    VECTOR(struct unread) errors; /**< what could not be read or used */
    struct claim_note *notes;     /**< one for each item, until claims_settle() */
};

struct claims *claims_new(void);
void claims_free(struct claims *claims);

/** `NAME=FILE` of --zone. Fails when there is no `=`, or NAME is no domain name. */
enum status claims_add_option(struct claims *claims, const char *option, struct error *error);

/** A file that a policy maps a zone to. `name` is as zone_name_canonical() writes it. A file may be
 * named for several zones, each of which is claimed. */
void claims_add_named(struct claims *claims, const char *name, const char *path);

/** A zone file, a server configuration or a folder given by the user.
 *
 * A file is claimed as it is, also when nothing tells its zone (then the claim's name stays NULL
 * and the loader says so); but when it begins as a named.conf does, and no advice names its zone,
 * it is read as one.
 *
 * A folder is searched as zones/folder.h says, for whatever is text. A file is claimed
 * - when it holds an SOA record, itself or in a file that it includes; unless something stands in
 *   front of that which is no zone text and the file's name is not typical for one: many a page of
 *   documentation has a zone in it;
 * - when its name is typical (zone_path_is_typical()) and most of it is zone text, even without an
 *   SOA record; but not when another file includes it, or it is a server's root hints.
 * Its zone is the one that an advice names, or that its text tells, or else its name. When none
 * does, it is left out, with an error when its name is typical or an advice wants it. A file that
 * two names lead to is claimed once, under the name that is no symbolic link. */
void claims_add_path(struct claims *claims, const char *path);

/** The primary and secondary zones of a named.conf, with their files (zones/named_conf.h). Fails
 * when the file cannot be read or does not parse; the message names file and line. */
enum status claims_add_named_conf(struct claims *claims, const char *path, struct error *error);

/** Ends the collecting, once, behind the last claim. Left out are
 * - what is claimed twice with the same name, view and file;
 * - files given or found that --zone, claims_add_named() or a configuration claims already: those
 *   say which zone it is. But a configuration does not outrank an advice: where the two name
 *   different zones, both are claimed, with an error that says so;
 * - what claims_add_named() claims of a file that --zone claims, or of which a configuration names
 *   the same zone;
 * - files found in a folder that are only there to be included by others. */
void claims_settle(struct claims *claims);
