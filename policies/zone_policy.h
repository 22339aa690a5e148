/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/policy.h"

/** What a policy says of one zone. Zones of which it says the same share one, so that it tells them
 * apart by its address; where different overrides say the same, it has those of the zone that was
 * asked for first, and their places. Read-only. */
struct zone_policy {
    const struct policy *policy;
    struct rule_setting *rules; /**< by rule: of the zone as a whole */
    bool *runs;                 /**< by rule: it is on, for the zone or for some of its owners */
    const struct policy_override **overrides; /**< that hold for it, in order */
    size_t override_count;
    enum serial_choice serial;   /**< how its serial is raised */
    struct glob_list ptr_prefer; /**< names that PTR records in it shall have, best first */
    bool asks_findings;          /**< some of them hold for some owners or types only */
};

/** Finds what the policy says of a zone; without an apex (NULL), of what concerns no zone.
 * `real_path` is the path of its file without symbolic links in the folders; NULL: it is in no file.
 * Overrides that have ended at `now` do not hold; those that do for a zone are marked for good. It
 * belongs to the policy; one thread may ask at a time. */
const struct zone_policy *zone_policy_find(struct policy *policy,
                                           const struct name *apex,
                                           const char *real_path,
                                           int64_t now);

/** What it says of a rule, where a finding is about `owner` and a record of `type`. Either may be
 * missing: NULL, 0; then only overrides that do not ask for it hold. */
struct rule_setting zone_policy_rule(const struct zone_policy *zone,
                                     int rule,
                                     struct owner *owner,
                                     uint16_t type);

/** Where it says so of a rule, for the zone as a whole. */
struct rule_places zone_policy_places(const struct zone_policy *zone, int rule);

/** Where it says how the serial is raised, and which names PTR records shall have; NULL: nowhere. */
const struct yaml_node *zone_policy_serial_said(const struct zone_policy *zone);
const struct yaml_node *zone_policy_prefer_said(const struct zone_policy *zone);

/** What is set for an option of a rule; NULL: nothing. */
const struct yaml_node *zone_policy_option(const struct zone_policy *zone,
                                           const char *rule,
                                           const char *option);

/** The path below the folder that patterns are seen from; NULL when it is not below. */
const char *policy_paths_below(const struct policy_paths *paths, const char *real_path);

/** Whether one of the patterns matches. */
bool policy_paths_match(const struct policy_paths *paths, const char *real_path);

/** How many there are that differ. */
size_t zone_policies_count(const struct policy *policy);

/** For policy_free(); `policies` may be NULL. */
void zone_policies_free(struct zone_policies *policies);
