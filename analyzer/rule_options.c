/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/rule_options.h"

#include <assert.h>

#include "policies/scalar.h"
#include "zones/rdata_fields.h"

/* Resolvers in use give up somewhere between 9 and 17 aliases. */
enum { CHAIN_MAX_DEFAULT = 8 };

const struct rule_options rule_options_default = {.cname_chain_max = CHAIN_MAX_DEFAULT};

static const struct schema count = {.name = "a count", .scalar = &scalar_count};
static const struct schema network = {.name = "a network", .scalar = &scalar_network};
static const struct schema networks = {
    .name = "a network or a list of networks",
    .scalar = &scalar_network,
    .items = &network,
};
static const struct schema owner = {.name = "a pattern of owners", .scalar = &scalar_owner_pattern};
static const struct schema owners = {
    .name = "a pattern of owners or a list of them",
    .scalar = &scalar_owner_pattern,
    .items = &owner,
};

static const struct schema_key chain_keys[] = {
    {"max", &count, "how many aliases in a row are fine", false},
    {0},
};
static const struct schema chain = {.name = "the options of cname-chain-long", .keys = chain_keys};

static const struct schema_key ptr_keys[] = {
    {"networks", &networks, "only addresses in these networks need PTR records", false},
    {"skip-owners", &owners, "addresses of these owners need no PTR records", false},
    {0},
};
static const struct schema ptr = {.name = "the options of ptr-missing", .keys = ptr_keys};

static const struct schema_key keys[] = {
    {"cname-chain-long", &chain, "long chains of aliases", false},
    {"ptr-missing", &ptr, "addresses without PTR record", false},
    {0},
};
const struct schema rule_options_schema = {.name = "the options of rules", .keys = keys};

static void make_networks(struct rule_options *options,
                          const struct yaml_node *texts,
                          struct arena *arena)
{
    size_t most = yaml_text_count(texts);
    struct network *made = arena_get(arena, (most + 1) * sizeof(*made));
    for (size_t i = 0; i < most; i++) {
        struct network_flaw flaw;
        bool known = network_from_text(yaml_text_at(texts, i)->text, arena, &made[i], &flaw);
        assert(known);
        (void)known;
    }
    options->ptr_networks = made;
    options->ptr_network_count = most;
}

static void make_skipped(struct rule_options *options,
                         const struct yaml_node *texts,
                         struct arena *arena)
{
    size_t most = yaml_text_count(texts);
    const struct owner_pattern **made = arena_get(arena, (most + 1) * sizeof(*made));
    for (size_t i = 0; i < most; i++) {
        struct glob_flaw flaw;
        made[i] = owner_pattern_new(yaml_text_at(texts, i)->text, arena, &flaw);
        assert(made[i] != NULL);
    }
    options->ptr_skip = made;
    options->ptr_skip_count = most;
}

struct rule_options rule_options_make(const struct zone_policy *policy, struct arena *arena)
{
    struct rule_options options = rule_options_default;
    const struct yaml_node *max = zone_policy_option(policy, "cname-chain-long", "max");
    if (max != NULL) {
        uint64_t number = 0;
        bool known = number_from_text(max->text, UINT32_MAX, &number);
        assert(known);
        options.cname_chain_max = known ? (uint32_t)number : CHAIN_MAX_DEFAULT;
    }
    make_networks(&options, zone_policy_option(policy, "ptr-missing", "networks"), arena);
    make_skipped(&options, zone_policy_option(policy, "ptr-missing", "skip-owners"), arena);
    return options;
}
