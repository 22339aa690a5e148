/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/check.h"

/* What the rules about hosts that records name have in common. */

/** Whether the record names `.`, which in MX and SRV says that there is no service: RFC 7505
 * section 3, RFC 2782. */
bool target_is_none(const struct zone *zone, const struct record *record);

/** Whether no server gives the record out: it stands at or below a zone cut or below a DNAME. NS
 * records at the cut itself are given out, as a referral. */
bool record_is_occluded(const struct zone *zone, const struct record *record);

/** An owner with more records than this is only looked at record by record: comparing each with all
 * the others would take time without bound on hostile input. */
enum { OWNER_RECORDS_MAX = 256 };

/** Whether the owner of the record has more than OWNER_RECORDS_MAX. */
bool owner_is_crowded(const struct zone *zone, const struct record *record);

/** Adds to a finding about an MX record which other one of the domain still leads to an address,
 * for an admin in a hurry. */
void target_note_survivor(struct check *check,
                          struct finding *finding,
                          const struct zone *zone,
                          const struct record *mx);

/** Adds which record a finding is about when its text alone does not tell: an entry of $GENERATE,
 * or of a file that is read more than once, makes several. */
void target_note_record(struct check *check,
                        struct finding *finding,
                        const struct zone *zone,
                        const struct record *record);
