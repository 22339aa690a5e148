/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <ldns/ldns.h>

/* ldns is loaded when the first record needs it. It brings OpenSSL along, which nothing here uses,
 * and whose relocations alone take longer than a check of a small zone: linked in the usual way,
 * two thirds of such a run were spent before main(). Nearly all zones hold common types only. */

/** The functions of ldns that are in use, each named as there behind `ldns_`. */
#define LDNS_LIBRARY_FUNCTIONS(FUNCTION) \
    FUNCTION(rdf_new_frm_str) \
    FUNCTION(rdf_deep_free) \
    FUNCTION(rdf_get_type) \
    FUNCTION(rdf_size) \
    FUNCTION(rdf_data) \
    FUNCTION(rdf2str) \
    FUNCTION(rr_new) \
    FUNCTION(rr_free) \
    FUNCTION(rr_set_type) \
    FUNCTION(rr_rd_count) \
    FUNCTION(rr_rdf) \
    FUNCTION(wire2rdf) \
    FUNCTION(rr_descript) \
    FUNCTION(rr_descriptor_minimum) \
    FUNCTION(rr_descriptor_maximum) \
    FUNCTION(rr_descriptor_field_type)

/** The library, as pointers of the types that <ldns/ldns.h> declares. */
struct ldns_library {
/* NOLINTNEXTLINE(bugprone-macro-parentheses): it names a member, which is no expression. */
#define LDNS_LIBRARY_MEMBER(name) __typeof__(&ldns_##name) name;
    LDNS_LIBRARY_FUNCTIONS(LDNS_LIBRARY_MEMBER)
#undef LDNS_LIBRARY_MEMBER
};

/** Loads ldns unless that is done, by whichever thread; never NULL. Where it is not installed, the
 * program ends with a line on stderr and LDNS_LIBRARY_EXIT_STATUS, as it would end before main()
 * were it linked: without ldns, a record of its types is neither right nor wrong. Nothing has been
 * written by then, because all reading comes before any writing. */
const struct ldns_library *ldns_library(void);

#define LDNS_LIBRARY_EXIT_STATUS 3
