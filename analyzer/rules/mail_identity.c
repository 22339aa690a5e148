/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/rules/mail_identity.h"

/* How sure it is that something stands at a name. */
enum presence {
    PRESENCE_NONE,
    PRESENCE_SOME,
    PRESENCE_UNKNOWN,
};

/* `labels` in front of a name; NULL when that is no name any more. */
static const struct name *name_below(struct check *check,
                                     struct bytes labels,
                                     const struct name *name)
{
    uint8_t wire[NAME_OCTETS_MAX];
    if (labels.length + name->length > NAME_OCTETS_MAX) {
        return NULL;
    }
    memcpy(wire, labels.data, labels.length);
    memcpy(wire + labels.length, name->wire, name->length);
    return name_new(check->scratch, (struct bytes){wire, labels.length + name->length});
}

/* Whether the text of a TXT record, its strings joined, begins like an MTA-STS record. Senders pass
 * over all others: RFC 8461 section 3.1. */
static bool is_sts_text(struct bytes wire)
{
    static const char wanted[] = "v=STSv1";
    size_t matched = 0;
    for (size_t at = 0; at < wire.length; at += wire.data[at] + 1U) {
        for (size_t i = 1; i <= wire.data[at]; i++) {
            if (byte_lower(wire.data[at + i]) != byte_lower((uint8_t)wanted[matched])) {
                return false;
            }
            if (wanted[++matched] == '\0') {
                return true;
            }
        }
    }
    return false;
}

/* Whether the domain of an MX record has an MTA-STS policy. */
static enum presence sts_policy(struct check *check,
                                const struct zone *zone,
                                const struct record *mx,
                                const struct name **ret_name)
{
    static const uint8_t label[] = "\10_mta-sts";
    /* Below a name that only a wildcard makes, the same wildcard answers: RFC 4592 section 3.3. */
    const struct name *name =
        name_is_wildcard(record_owner(zone, mx))
            ? record_owner(zone, mx)
            : name_below(check, (struct bytes){label, sizeof(label) - 1}, record_owner(zone, mx));
    *ret_name = name;
    if (name == NULL) {
        return PRESENCE_NONE;
    }
    struct answer answer;
    check_ask(check, zone, name, MASK_TXT, &answer);
    if (answer.end == ANSWER_UNKNOWN) {
        return PRESENCE_UNKNOWN;
    }
    if (answer.end == ANSWER_DATA) {
        for (const struct record *txt = node_first(answer.zone, answer.node, TYPE_TXT); txt != NULL;
             txt = node_next(answer.zone, txt)) {
            if (is_sts_text(record_wire(zone, txt, NULL))) {
                return PRESENCE_SOME;
            }
        }
    }
    return PRESENCE_NONE;
}

/* Whether a host has TLSA records for SMTP, or an alias that leads to some. */
static enum presence smtp_tlsa(struct check *check,
                               const struct zone *zone,
                               const struct name *host)
{
    static const uint8_t labels[] = "\3_25\4_tcp";
    const struct name *name = name_below(check, (struct bytes){labels, sizeof(labels) - 1}, host);
    if (name == NULL) {
        return PRESENCE_NONE;
    }
    struct answer answer;
    check_ask(check, zone, name, MASK_TLSA, &answer);
    if (answer.end == ANSWER_UNKNOWN) {
        return PRESENCE_UNKNOWN;
    }
    return answer.end == ANSWER_DATA ? PRESENCE_SOME : PRESENCE_NONE;
}

const char *mail_identity_guard(struct check *check,
                                const struct zone *zone,
                                const struct record *mx,
                                const struct name *new_host)
{
    /* RFC 8461 section 4.1: senders hold the policy's `mx` patterns against the name in the MX
     * record, for as long as they keep the policy. */
    const struct name *sts;
    enum presence policy = sts_policy(check, zone, mx, &sts);
    if (policy != PRESENCE_NONE) {
        return check_format(
            check,
            "the MTA-STS record at %s %s: the policy must allow the new name, and the "
            "host's certificate must have it, before the MX record does",
            check_name(check, sts),
            policy == PRESENCE_SOME ? "exists" : "may exist outside of what is loaded");
    }
    /* RFC 7672 sections 2.2.2 and 2.2.3: with an alias, the TLSA records of the canonical name are
     * asked first and those of the alias after that; once it is gone, only the former count. */
    enum presence old_tlsa = smtp_tlsa(check, zone, record_host(zone, mx));
    if (old_tlsa == PRESENCE_NONE || smtp_tlsa(check, zone, new_host) == PRESENCE_SOME) {
        return NULL;
    }
    return check_format(check,
                        "the TLSA record of _25._tcp.%s %s and is tied to the old name; publish "
                        "one at _25._tcp.%s first",
                        check_name(check, record_host(zone, mx)),
                        old_tlsa == PRESENCE_SOME ? "exists" : "may exist",
                        check_name(check, new_host));
}
