/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/check.h"

/** The name in an MX record is also an identity: senders check certificates and TLSA records by it.
 * Why another host in its place may break that, as a sentence; NULL when it is proven not to. */
const char *mail_identity_guard(struct check *check,
                                const struct zone *zone,
                                const struct record *mx,
                                const struct name *new_host);
