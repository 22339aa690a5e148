/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"
#include "zones/base/bytes.h"

/* Which zone a file holds, by its name and by its text. All names that come from here are written
 * in one way, so that strcmp() compares them: absolute, with the final dot, in lower case. */

/** A zone name as people give it, such as `example.com` or `Example.COM.`, always read as absolute.
 * In `arena`; NULL when it is no domain name. */
const char *zone_name_canonical(struct bytes text, struct arena *arena);

/** The zone name that a file's name tells, in `arena`; NULL when it tells none.
 *
 * - `db.NAME`, `NAME.zone`, `NAME.db`, `NAME.hosts`, `NAME.rev`, `NAME.txt`, `NAME`, in any case of
 *   letters and with or without a last dot of NAME: one of them, so that `db.example.zone` is the
 *   zone example.zone.
 * - NAME has letters, digits, `-` and `_`, and its last label begins with a letter, as those of all
 *   top-level domains do (RFC 3696 section 2). `root` is the root zone.
 * - One to four octets are a reversed net, in the order of the address: `db.192.0.2` and
 *   `192.0.2.rev` are 2.0.192.in-addr.arpa. The bare NAME needs two octets for that: a file called
 *   `10` may be anything, `db.10` and `10.zone` may not.
 * - An IPv6 net is told by its reversed nibbles with ip6.arpa only, which is a name like others. */
const char *zone_name_from_path(const char *path, struct arena *arena);

/** The zone name that a part of a file's name tells, the NAME of above, in `arena`; NULL when it
 * tells none. One octet is a net. */
const char *zone_name_from_part(struct bytes part, struct arena *arena);

/** Whether a file's name looks like a zone file's: `db.NAME`, `NAME.zone`, `NAME.db`, `NAME.hosts`
 * or `NAME.rev`, whatever NAME is. */
bool zone_path_is_typical(const char *path);

/** The zone name that the text of a file tells, in `arena`: the owner of the first SOA record,
 * completed by $ORIGIN when it is relative. NULL when it tells none: without an SOA record near the
 * start (see zones/zone_head.h), or with an owner that no absolute name completes. Follows no
 * $INCLUDE. */
const char *zone_name_from_text(struct bytes text, struct arena *arena);

/** The class that the first SOA record of a text names. IN when it names none or there is none near
 * the start: nearly every zone leaves it out, and a server is told of any other. */
uint16_t zone_class_from_text(struct bytes text);

/** A name in wire form, in `arena`. */
const char *zone_name_from_wire(struct bytes wire, struct arena *arena);
