/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "tests/support/temporary_folder.h"
#include "zones/discovery.h"

/** A folder of files, and the claims that a test makes on them. Names of files are seen from the
 * folder. */
struct claims_fixture {
    struct temporary_folder folder;
    struct claims *claims;
};

/** For cmocka: `*state` is a struct claims_fixture from one to the other. */
int make_fixture(void **state);
int free_fixture(void **state);

/** Makes a file, and returns its path. */
const char *add_text(struct claims_fixture *fixture, const char *name, const char *content);

/* Each of these makes a claim, as the function of zones/discovery.h that has its name. */

void add_path(struct claims_fixture *fixture, const char *name);
void add_named(struct claims_fixture *fixture, const char *zone, const char *name);
void add_option(struct claims_fixture *fixture, const char *zone, const char *name);

/** Claims what a named.conf with this content does. */
void add_conf(struct claims_fixture *fixture, const char *content);

/** A path without the folder. */
const char *inside(const struct claims_fixture *fixture, const char *path);

/** Settles the claims, and asserts that they are these: a line for each, `ZONE FILE (FROM)` with
 * `VIEW/` in front where it has one, and for each error `! ` and its message. */
void assert_claims(struct claims_fixture *fixture, const char *expected);
