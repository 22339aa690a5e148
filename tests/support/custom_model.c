/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/custom_model.h"

#include <assert.h>
#include <regex.h>
#include <stdio.h>
#include <string.h>

const struct model_type model_types[] = {
    {"A", {{"address", MODEL_ADDRESS}}, false},
    {"AAAA", {{"address", MODEL_ADDRESS}}, false},
    {"NS", {{"nsdname", MODEL_NAME}}, true},
    {"CNAME", {{"cname", MODEL_NAME}}, true},
    {"PTR", {{"ptrdname", MODEL_NAME}}, true},
    {"MX", {{"preference", MODEL_NUMBER}, {"exchange", MODEL_NAME}}, true},
    {"KX", {{"preference", MODEL_NUMBER}, {"exchanger", MODEL_NAME}}, false},
    {"SRV",
     {{"priority", MODEL_NUMBER},
      {"weight", MODEL_NUMBER},
      {"port", MODEL_NUMBER},
      {"target", MODEL_NAME}},
     true},
    {"TXT", {{"text", MODEL_TEXT}}, false},
    {"SPF", {{"text", MODEL_TEXT}}, false},
    {"CAA", {{"flags", MODEL_NUMBER}, {"tag", MODEL_TEXT}, {"value", MODEL_TEXT}}, false},
    {"DS",
     {{"key-tag", MODEL_NUMBER},
      {"algorithm", MODEL_NUMBER},
      {"digest-type", MODEL_NUMBER},
      {"digest", MODEL_OTHER}},
     false},
    {"HTTPS",
     {{"svc-priority", MODEL_NUMBER}, {"target-name", MODEL_NAME}, {"svc-params", MODEL_OTHER}},
     false},
    {"SOA",
     {{"mname", MODEL_NAME},
      {"rname", MODEL_NAME},
      {"serial", MODEL_NUMBER},
      {"refresh", MODEL_PERIOD},
      {"retry", MODEL_PERIOD},
      {"expire", MODEL_PERIOD},
      {"minimum", MODEL_PERIOD}},
     false},
    {"TYPE65280", {{NULL, MODEL_OTHER}}, false},
};
const size_t model_type_count = sizeof(model_types) / sizeof(model_types[0]);

size_t model_field_find(const struct model_type *type, const char *name)
{
    for (size_t i = 0; type->fields[i].name != NULL; i++) {
        if (strcmp(type->fields[i].name, name) == 0) {
            return i;
        }
    }
    return MODEL_FIELDS_MAX;
}

/* ---- Names */

/* How many bytes the first character of a name has: an escape is one. */
static size_t character_length(const char *text)
{
    if (text[0] != '\\') {
        return 1;
    }
    return text[1] >= '0' && text[1] <= '9' ? 4 : 2;
}

/* The name without its first label. */
static const char *parent_of(const char *name)
{
    while (*name != '.') {
        name += character_length(name);
    }
    return name[1] == '\0' ? name : name + 1;
}

static bool name_is_within(const char *name, const char *ancestor)
{
    while (strcmp(name, ancestor) != 0) {
        if (strcmp(name, ".") == 0) {
            return false;
        }
        name = parent_of(name);
    }
    return true;
}

/* ---- Patterns */

enum { SEPARATOR = 256, END };

/* The character at `*at` and the way behind it. */
static unsigned character_at(bool of_names, const char **at)
{
    const char *here = *at;
    if (*here == '\0') {
        return END;
    }
    if (of_names && *here == '.') {
        *at += 1;
        return SEPARATOR;
    }
    if (!of_names || *here != '\\') {
        *at += 1;
        return (unsigned char)*here;
    }
    *at += character_length(here);
    if (here[1] >= '0' && here[1] <= '9') {
        return (unsigned)((here[1] - '0') * 100 + (here[2] - '0') * 10 + (here[3] - '0'));
    }
    return (unsigned char)here[1];
}

/* The same in a pattern, where a backslash takes the meaning from any character. */
static unsigned pattern_character(bool of_names, const char **at)
{
    if (of_names || **at != '\\') {
        return character_at(of_names, at);
    }
    *at += 2;
    return (unsigned char)(*at)[-1];
}

static bool set_holds(bool of_names, const char **at, unsigned character)
{
    bool negated = **at == '!';
    bool found = false;
    *at += negated ? 1 : 0;
    while (**at != ']') {
        unsigned first = pattern_character(of_names, at);
        unsigned last = first;
        if (**at == '-' && (*at)[1] != ']') {
            *at += 1;
            last = pattern_character(of_names, at);
        }
        found = found || (character >= first && character <= last);
    }
    *at += 1;
    return found != negated;
}

static bool pattern_matches(bool of_names, const char *pattern, const char *text)
{
    const char *rest = text;
    unsigned character = character_at(of_names, &rest);
    bool inner = character != SEPARATOR && character != END;
    if (*pattern == '\0') {
        return character == END;
    }
    if (of_names && strcmp(pattern, "**") == 0) {
        return true;
    }
    if (of_names && strncmp(pattern, "**.", 3) == 0) {
        if (pattern_matches(of_names, pattern + 3, text)) {
            return true;
        }
        while (character != SEPARATOR && character != END) {
            character = character_at(of_names, &rest);
        }
        return character == SEPARATOR && pattern_matches(of_names, pattern, rest);
    }
    if (*pattern == '*') {
        return pattern_matches(of_names, pattern + 1, text) ||
               (inner && pattern_matches(of_names, pattern, rest));
    }
    if (*pattern == '?') {
        return inner && pattern_matches(of_names, pattern + 1, rest);
    }
    if (*pattern == '[') {
        const char *behind = pattern + 1;
        return inner && set_holds(of_names, &behind, character) &&
               pattern_matches(of_names, behind, rest);
    }
    return pattern_character(of_names, &pattern) == character &&
           pattern_matches(of_names, pattern, rest);
}

/* The first of the characters that has no backslash in front; NULL when there is none. */
static const char *find_bare(const char *text, const char *characters)
{
    for (; *text != '\0'; text++) {
        if (*text == '\\') {
            text++;
        } else if (strchr(characters, *text) != NULL) {
            return text;
        }
    }
    return NULL;
}

/* Each alternative of the braces by itself. */
static bool braces_match(bool of_names, const char *pattern, const char *open, const char *text)
{
    const char *close = find_bare(open, "}");
    const char *start = open + 1;
    while (start <= close) {
        char one[2 * MODEL_TEXT_BYTES] = {0};
        const char *end = find_bare(start, ",}");
        strncat(one, pattern, (size_t)(open - pattern));
        strncat(one, start, (size_t)(end - start));
        strcat(one, close + 1);
        if (model_glob_matches(of_names, one, text)) {
            return true;
        }
        start = end + 1;
    }
    return false;
}

static bool has_final_dot(const char *text)
{
    const char *end = text;
    const char *last = text;
    while (*end != '\0') {
        last = end;
        end += character_length(end);
    }
    return *last == '.';
}

/* A copy without the final dot, in small letters when it is a name. */
static void copy_to_match(bool of_names, const char *text, char *copy)
{
    strcpy(copy, text);
    if (!of_names) {
        return;
    }
    if (has_final_dot(copy)) {
        copy[strlen(copy) - 1] = '\0';
    }
    for (; *copy != '\0'; copy++) {
        *copy = *copy >= 'A' && *copy <= 'Z' ? (char)(*copy + ('a' - 'A')) : *copy;
    }
}

bool model_glob_matches(bool of_names, const char *pattern, const char *text)
{
    char plain_pattern[2 * MODEL_TEXT_BYTES];
    char plain_text[2 * MODEL_TEXT_BYTES];
    copy_to_match(of_names, pattern, plain_pattern);
    copy_to_match(of_names, text, plain_text);
    const char *open = find_bare(plain_pattern, "{");
    return open != NULL ? braces_match(of_names, plain_pattern, open, plain_text)
                        : pattern_matches(of_names, plain_pattern, plain_text);
}

static bool owner_matches(const char *pattern, const char *owner, const char *apex)
{
    if (strcmp(pattern, "@") == 0) {
        return strcmp(owner, apex) == 0;
    }
    if (has_final_dot(pattern)) {
        return model_glob_matches(true, pattern, owner);
    }
    if (strcmp(owner, apex) == 0 || strcmp(pattern, "**") == 0) {
        return strcmp(pattern, "**") == 0;
    }
    char relative[MODEL_TEXT_BYTES];
    strcpy(relative, owner);
    relative[strlen(owner) - strlen(strcmp(apex, ".") == 0 ? "" : apex)] = '\0';
    return model_glob_matches(true, pattern, relative);
}

static bool one_owner_matches(const struct model_list *owners, const char *owner, const char *apex)
{
    for (size_t i = 0; i < owners->count; i++) {
        if (owner_matches(owners->texts[i], owner, apex)) {
            return true;
        }
    }
    return owners->count == 0;
}

/* ---- Values */

static bool bits_equal(const uint8_t *a, const uint8_t *b, uint64_t bits)
{
    for (uint64_t i = 0; i < bits; i++) {
        unsigned mask = 0x80U >> i % 8;
        if ((a[i / 8] & mask) != (b[i / 8] & mask)) {
            return false;
        }
    }
    return true;
}

static bool value_equals(enum model_kind kind,
                         const struct model_value *value,
                         const struct model_value *other)
{
    switch (kind) {
    case MODEL_NUMBER:
    case MODEL_PERIOD:
        return value->number == other->number;
    case MODEL_ADDRESS:
        return value->octet_count == other->octet_count &&
               memcmp(value->octets, other->octets, value->octet_count) == 0;
    case MODEL_NAME:
    case MODEL_TEXT:
    case MODEL_OTHER:
        break;
    }
    return strcmp(value->text, other->text) == 0;
}

static bool regex_matches(const char *pattern, const char *text)
{
    regex_t regex;
    int failure = regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB);
    assert(failure == 0);
    bool matches = failure == 0 && regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    return matches;
}

static bool test_holds(const struct model_test *test,
                       enum model_kind kind,
                       const struct model_value *value)
{
    bool listed = test->one_of.count == 0 && test->networks.count == 0;
    bool matched = test->globs.count == 0;
    bool found = test->regexes.count == 0;
    for (size_t i = 0; i < test->one_of.count; i++) {
        listed = listed || value_equals(kind, value, &test->values[i]);
    }
    for (size_t i = 0; i < test->networks.count; i++) {
        const struct model_value *net = &test->nets[i];
        listed = listed || (net->octet_count == value->octet_count &&
                            bits_equal(net->octets, value->octets, net->number));
    }
    for (size_t i = 0; i < test->globs.count; i++) {
        matched =
            matched || model_glob_matches(kind == MODEL_NAME, test->globs.texts[i], value->text);
    }
    for (size_t i = 0; i < test->regexes.count; i++) {
        found = found || regex_matches(test->regexes.texts[i], value->text);
    }
    return listed && matched && found && (!test->has_min || value->number >= test->min) &&
           (!test->has_max || value->number <= test->max);
}

/* ---- Targets */

struct facts {
    bool alias, address, missing, outside;                         /* proven */
    bool maybe_alias, maybe_address, maybe_missing, maybe_outside; /* not known */
};

static const struct model_zone *zone_of(const struct model_zones *zones, const char *name)
{
    const struct model_zone *deepest = NULL;
    for (size_t i = 0; i < zones->count; i++) {
        const struct model_zone *zone = &zones->zones[i];
        if (name_is_within(name, zone->apex) &&
            (deepest == NULL || strlen(zone->apex) > strlen(deepest->apex))) {
            deepest = zone;
        }
    }
    return deepest;
}

static bool record_is(const struct model_record *record, const char *type, const char *owner)
{
    return strcmp(record->owner, owner) == 0 && strcmp(record->type->mnemonic, type) == 0;
}

static const struct model_record *record_find(const struct model_zone *zone,
                                              const char *type,
                                              const char *owner)
{
    for (size_t i = 0; i < zone->record_count; i++) {
        if (record_is(&zone->records[i], type, owner)) {
            return &zone->records[i];
        }
    }
    return NULL;
}

static bool is_delegated(const struct model_zone *zone, const char *name)
{
    for (; strcmp(name, zone->apex) != 0; name = parent_of(name)) {
        if (record_find(zone, "NS", name) != NULL) {
            return true;
        }
    }
    return false;
}

static bool name_exists(const struct model_zone *zone, const char *name)
{
    for (size_t i = 0; i < zone->record_count; i++) {
        if (name_is_within(zone->records[i].owner, name)) {
            return true;
        }
    }
    return false;
}

static void nothing_is_known(struct facts *facts)
{
    facts->maybe_alias = !facts->alias;
    facts->maybe_address = true;
    facts->maybe_missing = true;
}

/* Where the data of a name is: at itself, or at a wildcard. NULL when it is nowhere. */
static const char *source_of(const struct model_zone *zone, const char *name, char *wildcard)
{
    if (name_exists(zone, name)) {
        return name;
    }
    const char *encloser = parent_of(name);
    while (!name_exists(zone, encloser)) {
        encloser = parent_of(encloser);
    }
    strcpy(wildcard, "*.");
    strcat(wildcard, strcmp(encloser, ".") == 0 ? "" : encloser);
    return name_exists(zone, wildcard) ? wildcard : NULL;
}

static struct facts facts_of(const struct model_zones *zones, const char *host)
{
    enum { STEPS_MAX = 32 }; /* more than there are aliases: a loop */
    struct facts facts = {0};
    for (size_t i = 0; i < STEPS_MAX; i++) {
        const struct model_zone *zone = zone_of(zones, host);
        char wildcard[MODEL_TEXT_BYTES + 2];
        if (zone == NULL || zone->is_twice || is_delegated(zone, host)) {
            nothing_is_known(&facts);
            facts.outside = zone == NULL;
            facts.maybe_outside = zone != NULL && zone->is_twice;
            return facts;
        }
        const char *source = source_of(zone, host, wildcard);
        bool is_wild = source == wildcard;
        const struct model_record *cname =
            source == NULL ? NULL : record_find(zone, "CNAME", source);
        bool has_address = source != NULL && (record_find(zone, "A", source) != NULL ||
                                              record_find(zone, "AAAA", source) != NULL);
        if (zone->is_unread && (is_wild || (cname == NULL && !has_address))) {
            nothing_is_known(&facts);
            facts.maybe_outside = true;
            return facts;
        }
        if (cname == NULL) {
            facts.address = has_address;
            facts.missing = source == NULL;
            return facts;
        }
        facts.alias = true;
        host = cname->values[0].text;
    }
    facts.missing = true;
    return facts;
}

/* ---- Conditions */

/* In this order, the least of several is what all of them make together. */
enum answer { NO, UNKNOWN, YES };

static enum answer answer_of(bool holds)
{
    return holds ? YES : NO;
}

static enum answer target_is(const struct model_zones *zones,
                             const struct model_record *record,
                             const struct model_list *words)
{
    size_t last = 0;
    while (record->type->fields[last + 1].name != NULL) {
        last++;
    }
    const char *host = record->values[last].text;
    bool is_service =
        strcmp(record->type->mnemonic, "MX") == 0 || strcmp(record->type->mnemonic, "SRV") == 0;
    if (strcmp(host, ".") == 0 && is_service) {
        return UNKNOWN; /* there is no host */
    }
    struct facts facts = facts_of(zones, host);
    enum answer answer = NO;
    for (size_t i = 0; i < words->count; i++) {
        const char *word = words->texts[i];
        bool holds = (strcmp(word, "alias") == 0 && facts.alias) ||
                     (strcmp(word, "address") == 0 && facts.address) ||
                     (strcmp(word, "missing") == 0 && facts.missing) ||
                     (strcmp(word, "outside") == 0 && facts.outside);
        bool may_hold = (strcmp(word, "alias") == 0 && facts.maybe_alias) ||
                        (strcmp(word, "address") == 0 && facts.maybe_address) ||
                        (strcmp(word, "missing") == 0 && facts.maybe_missing) ||
                        (strcmp(word, "outside") == 0 && facts.maybe_outside);
        enum answer one = holds ? YES : may_hold ? UNKNOWN : NO;
        answer = one > answer ? one : answer;
    }
    return answer;
}

static bool type_is_listed(const struct model_type *const *types,
                           size_t count,
                           const struct model_type *type)
{
    for (size_t i = 0; i < count; i++) {
        if (types[i] == type) {
            return true;
        }
    }
    return false;
}

static enum answer records_are_there(const struct model_zone *zone,
                                     const struct model_record *record,
                                     const struct model_condition *condition)
{
    for (size_t i = 0; i < zone->record_count; i++) {
        const struct model_record *other = &zone->records[i];
        bool is_there = condition->texts.count == 0 && record != NULL
                            ? strcmp(other->owner, record->owner) == 0
                            : one_owner_matches(&condition->texts, other->owner, zone->apex);
        if (is_there && type_is_listed(condition->types, condition->type_count, other->type)) {
            return YES;
        }
    }
    return zone->is_unread || zone->is_twice ? UNKNOWN : NO;
}

static bool zone_matches(const struct model_list *patterns, const char *apex)
{
    for (size_t i = 0; i < patterns->count; i++) {
        if (model_glob_matches(true, patterns->texts[i], apex)) {
            return true;
        }
    }
    return false;
}

static enum answer field_is(const struct model_record *record,
                            const struct model_condition *condition)
{
    size_t index = model_field_find(record->type, condition->field);
    assert(index < MODEL_FIELDS_MAX);
    return answer_of(
        test_holds(&condition->test, record->type->fields[index].kind, &record->values[index]));
}

static enum answer condition_holds(const struct model_zones *zones,
                                   const struct model_zone *zone,
                                   const struct model_record *record,
                                   const struct model_condition *condition)
{
    struct model_value ttl = {0};
    switch (condition->subject) {
    case MODEL_IF_TYPE:
        return answer_of(type_is_listed(condition->types, condition->type_count, record->type));
    case MODEL_IF_OWNER:
        return answer_of(one_owner_matches(&condition->texts, record->owner, zone->apex));
    case MODEL_IF_ZONE:
        return answer_of(zone_matches(&condition->texts, zone->apex));
    case MODEL_IF_TTL:
        ttl.number = record->ttl_seconds;
        snprintf(ttl.text, sizeof(ttl.text), "%llu", (unsigned long long)ttl.number);
        return answer_of(test_holds(&condition->test, MODEL_PERIOD, &ttl));
    case MODEL_IF_FIELD:
        return field_is(record, condition);
    case MODEL_IF_TARGET:
        return target_is(zones, record, &condition->texts);
    case MODEL_IF_RECORDS:
        break;
    }
    return records_are_there(zone, record, condition);
}

static enum answer all_hold(const struct model_zones *zones,
                            const struct model_zone *zone,
                            const struct model_record *record,
                            const struct model_conditions *conditions)
{
    enum answer least = YES;
    for (size_t i = 0; i < conditions->count; i++) {
        enum answer one = condition_holds(zones, zone, record, &conditions->items[i]);
        least = one < least ? one : least;
    }
    return least;
}

struct model_verdict model_judge(const struct model_zones *zones,
                                 const struct model_zone *zone,
                                 const struct model_record *record,
                                 const struct model_rule *rule)
{
    struct model_verdict verdict = {false, false};
    if (rule->type_count > 0 && !type_is_listed(rule->types, rule->type_count, record->type)) {
        return verdict;
    }
    verdict.is_selected = all_hold(zones, zone, record, &rule->match) == YES;
    if (!verdict.is_selected ||
        (rule->unless.count > 0 && all_hold(zones, zone, record, &rule->unless) != NO)) {
        return verdict;
    }
    verdict.is_found =
        all_hold(zones, zone, record, &rule->require) == NO ||
        (rule->forbid.count > 0 && all_hold(zones, zone, record, &rule->forbid) == YES);
    return verdict;
}
