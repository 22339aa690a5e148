/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdlib.h>
#include <string.h>

#include "tests/support/custom_making.h"
#include "tests/support/custom_words.h"

/* ---- Patterns */

static void make_name_glob(uint64_t *random, bool of_owners, char *text)
{
    static const char *const parts[] = {
        "*",     "a",    "B",     "ns",      "mx1",      "mx?",   "m*",    "*1",
        "[a-c]", "[!a]", "c[12]", "{a,b}",   "{ns,mx*}", "a\\.b", "\\228", "[\\200-\\255]",
        "_*",    "\\*",  "xn--*", "{a,b.w}", "del",      "?",     "*b",    "w"};
    static const char *const ends[] = {"",       ".example.com",  ".Other.test", ".**",
                                       ".test.", ".example.com.", ".com",        ".{com,test}"};
    if (of_owners && chance(random, 4)) {
        strcpy(text, random_below(random, 2) == 0 ? "@" : "**");
        return;
    }
    strcpy(text, chance(random, 4) ? "**." : chance(random, 9) ? "{**,a}." : "");
    for (uint32_t left = 1 + random_below(random, 2); left > 0; left--) {
        strcat(strcat(text, ONE_OF(random, parts)), left > 1 ? "." : "");
    }
    if (!of_owners || chance(random, 3)) {
        strcat(text, ONE_OF(random, ends));
    }
}

static void make_text_glob(uint64_t *random, char *text)
{
    static const char *const patterns[] = {"*",   "a*",  "*b",     "*a*",     "v=spf1*", "[a-v]*",
                                           "?",   "??",  "{a,ab}", "*/x.*",   "[!a]*",   "192.0.*",
                                           "*:*", "1?",  "*0",     "a?*b",    "\\{x\\}", "*.*",
                                           "i*e", "*F*", "[0-9]*", "{v,i}*l", "port=*"};
    strcpy(text, ONE_OF(random, patterns));
}

/* An expression that POSIX and PCRE2 understand alike. */
static void make_regex(uint64_t *random, char *text)
{
    static const char *const pieces[] = {
        "a",     "b",  "e",  "1",   "m",    "x",     "\\.",      "-",      ".",  "[ab]",   "[^a]",
        "[0-9]", "ex", "mx", "com", "test", "(a|b)", "(ns|mx1)", "(xn--)", "sp", "example"};
    static const char *const quantifiers[] = {"?", "*", "+", "{1,2}", "{2}", "{0,1}"};
    strcpy(text, chance(random, 3) ? "^" : "");
    for (uint32_t left = 1 + random_below(random, 4); left > 0; left--) {
        strcat(text, ONE_OF(random, pieces));
        strcat(text, chance(random, 4) ? ONE_OF(random, quantifiers) : "");
        if (left > 1 && chance(random, 10)) {
            strcat(text, "|");
        }
    }
    strcat(text, chance(random, 4) ? "$" : "");
}

/* ---- Tests of values */

/* A policy has no empty texts, and the final dot of a name may be missing. */
static struct model_value make_tested_value(uint64_t *random,
                                            enum model_kind kind,
                                            const char *field,
                                            char *word)
{
    struct model_value value;
    do {
        value = custom_make_value(random, kind, field, word);
    } while (word[0] == '\0');
    if (kind == MODEL_NAME && strcmp(word, ".") != 0 && chance(random, 3)) {
        word[strlen(word) - 1] = '\0';
    }
    return value;
}

static const char *const networks[] = {
    "192.0.2.0/24",    "192.0.2.128/25",  "10.0.0.0/8",    "10.0.0.0/9", "0.0.0.0/0",
    "255.255.255.255", "2001:db8::/32",   "2001:db8::/64", "::/0",       "2001:db8:0:1::/64",
    "2001:db8::/65",   "2001:db8::1/128", "::/1",          "128.0.0.0/1"};

static uint32_t list_length(uint64_t *random)
{
    return chance(random, 3) ? 1 + random_below(random, MODEL_LIST_MAX) : 1;
}

static void make_test(uint64_t *random,
                      enum model_kind kind,
                      const char *field,
                      struct model_test *test)
{
    bool is_number = kind == MODEL_NUMBER || kind == MODEL_PERIOD;
    uint32_t what = random_below(random, 8);
    if (what < 3 || (what == 3 && !is_number && kind != MODEL_ADDRESS)) {
        test->one_of.count = list_length(random);
    }
    if (kind == MODEL_ADDRESS && (what == 3 || what == 4 || what == 0)) {
        test->networks.count = list_length(random);
    }
    if (is_number && (what == 3 || what == 4 || what == 0)) {
        test->has_min = chance(random, 2);
        test->has_max = !test->has_min || chance(random, 2);
        uint32_t half = kind == MODEL_NUMBER ? 20 : 4000; /* 255 is the most of some numbers */
        test->min = test->has_min ? random_below(random, half) : 0;
        test->max = test->min + random_below(random, half);
    }
    bool is_empty =
        test->one_of.count == 0 && test->networks.count == 0 && !test->has_min && !test->has_max;
    if (is_empty || chance(random, 6)) {
        test->globs.count = chance(random, 2) ? list_length(random) : 0;
        test->regexes.count = test->globs.count == 0 || chance(random, 4) ? list_length(random) : 0;
    }
    for (size_t i = 0; i < test->one_of.count; i++) {
        test->values[i] = make_tested_value(random, kind, field, test->one_of.texts[i]);
    }
    for (size_t i = 0; i < test->networks.count; i++) {
        char address[MODEL_TEXT_BYTES];
        strcpy(test->networks.texts[i], ONE_OF(random, networks));
        strcpy(address, test->networks.texts[i]);
        char *slash = strchr(address, '/');
        if (slash != NULL) {
            *slash = '\0';
        }
        test->nets[i] = custom_address_value(address);
        test->nets[i].number =
            slash != NULL ? strtoull(slash + 1, NULL, 10) : 8 * test->nets[i].octet_count;
    }
    for (size_t i = 0; i < test->globs.count; i++) {
        if (kind == MODEL_NAME) {
            make_name_glob(random, false, test->globs.texts[i]);
        } else {
            make_text_glob(random, test->globs.texts[i]);
        }
    }
    for (size_t i = 0; i < test->regexes.count; i++) {
        make_regex(random, test->regexes.texts[i]);
    }
}

/* ---- What is written */

static void write_list(const struct model_list *list, struct buffer *text)
{
    buffer_add_string(text, list->count == 1 ? "" : "[");
    for (size_t i = 0; i < list->count; i++) {
        buffer_add_string(text, i > 0 ? ", '" : "'");
        buffer_add_string(text, list->texts[i]);
        buffer_add_byte(text, '\'');
    }
    buffer_add_string(text, list->count == 1 ? "" : "]");
}

static void write_test(const struct model_test *test, struct buffer *text)
{
    const struct {
        const char *key;
        const struct model_list *list;
    } lists[] = {{"one-of", &test->one_of},
                 {"network", &test->networks},
                 {"glob", &test->globs},
                 {"regex", &test->regexes}};
    bool is_plain = test->networks.count + test->globs.count + test->regexes.count == 0 &&
                    !test->has_min && !test->has_max;
    if (is_plain) {
        write_list(&test->one_of, text);
        return;
    }
    buffer_add_byte(text, '{');
    for (size_t i = 0; i < COUNT(lists); i++) {
        if (lists[i].list->count > 0) {
            buffer_add_format(text, "%s: ", lists[i].key);
            write_list(lists[i].list, text);
            buffer_add_string(text, ", ");
        }
    }
    if (test->has_min) {
        buffer_add_format(text, "min: %llu, ", (unsigned long long)test->min);
    }
    if (test->has_max) {
        buffer_add_format(text, "max: %llu, ", (unsigned long long)test->max);
    }
    buffer_add_byte(text, '}');
}

static void write_types(const struct model_type *const *types, size_t count, struct buffer *text)
{
    struct model_list list = {.count = count};
    for (size_t i = 0; i < count; i++) {
        strcpy(list.texts[i], types[i]->mnemonic);
    }
    buffer_add_string(text, "type: ");
    write_list(&list, text);
}

static void write_condition(const struct model_condition *condition,
                            bool is_demand,
                            struct buffer *text)
{
    switch (condition->subject) {
    case MODEL_IF_TYPE:
        write_types(condition->types, condition->type_count, text);
        return;
    case MODEL_IF_OWNER:
        buffer_add_string(text, "owner: ");
        break;
    case MODEL_IF_ZONE:
        buffer_add_string(text, "zone: ");
        break;
    case MODEL_IF_TARGET:
        buffer_add_string(text, "target.is: ");
        break;
    case MODEL_IF_TTL:
        buffer_add_string(text, "ttl: ");
        write_test(&condition->test, text);
        return;
    case MODEL_IF_FIELD:
        buffer_add_format(text, "rdata.%s: ", condition->field);
        write_test(&condition->test, text);
        return;
    case MODEL_IF_RECORDS:
        buffer_add_string(text, is_demand ? "exists: {" : "has: {");
        write_types(condition->types, condition->type_count, text);
        if (condition->texts.count > 0) {
            buffer_add_string(text, ", owner: ");
            write_list(&condition->texts, text);
        }
        buffer_add_byte(text, '}');
        return;
    }
    write_list(&condition->texts, text);
}

/* ---- Rules */

static size_t make_types(uint64_t *random, const struct model_type **types)
{
    static const char *const pairs[][2] = {{"A", "AAAA"},      {"TXT", "SPF"},  {"MX", "KX"},
                                           {"MX", "SRV"},      {"NS", "CNAME"}, {"CNAME", "A"},
                                           {"TYPE65280", "DS"}};
    if (chance(random, 3)) {
        uint32_t pair = random_below(random, COUNT(pairs));
        types[0] = custom_type(pairs[pair][0]);
        types[1] = custom_type(pairs[pair][1]);
        return 2;
    }
    types[0] = &model_types[random_below(random, (uint32_t)model_type_count)];
    return 1;
}

/* A field that all types of the rule have; NULL when the first one that comes to mind is none. */
static const struct model_field *make_field(uint64_t *random, const struct model_rule *rule)
{
    if (rule->type_count == 0 || rule->types[0]->fields[0].name == NULL) {
        return NULL;
    }
    uint32_t count = 0;
    while (rule->types[0]->fields[count].name != NULL) {
        count++;
    }
    const struct model_field *field = &rule->types[0]->fields[random_below(random, count)];
    for (size_t i = 1; i < rule->type_count; i++) {
        if (model_field_find(rule->types[i], field->name) == MODEL_FIELDS_MAX) {
            return NULL;
        }
    }
    return field;
}

static bool all_have_host(const struct model_rule *rule)
{
    for (size_t i = 0; i < rule->type_count; i++) {
        if (!rule->types[i]->has_host) {
            return false;
        }
    }
    return rule->type_count > 0;
}

static void make_patterns(uint64_t *random, bool of_owners, struct model_list *list)
{
    static const char *const zones[] = {"**.example.com", "*.test",        "Sub.*.com", "**", ".",
                                        "*.com.",         "{other,x}.test"};
    list->count = list_length(random);
    for (size_t i = 0; i < list->count; i++) {
        if (of_owners) {
            make_name_glob(random, true, list->texts[i]);
        } else {
            strcpy(list->texts[i], ONE_OF(random, zones));
        }
    }
}

static void make_facts(uint64_t *random, struct model_list *list)
{
    static const char *const facts[] = {"alias", "address", "missing", "outside"};
    list->count = 1 + random_below(random, 4) / 3;
    for (size_t i = 0; i < list->count; i++) {
        strcpy(list->texts[i], ONE_OF(random, facts));
    }
}

/* False when the rule cannot have the condition that came to mind. */
static bool make_condition(uint64_t *random,
                           const struct model_rule *rule,
                           bool is_match,
                           struct model_condition *condition)
{
    static const enum model_subject of_zones[] = {MODEL_IF_ZONE, MODEL_IF_RECORDS,
                                                  MODEL_IF_RECORDS};
    static const enum model_subject of_records[] = {
        MODEL_IF_TYPE,  MODEL_IF_OWNER, MODEL_IF_ZONE,   MODEL_IF_TTL,    MODEL_IF_RECORDS,
        MODEL_IF_FIELD, MODEL_IF_FIELD, MODEL_IF_TARGET, MODEL_IF_TARGET, MODEL_IF_FIELD};
    const struct model_field *field = make_field(random, rule);
    *condition = (struct model_condition){.subject = rule->each_zone ? ONE_OF(random, of_zones)
                                                                     : ONE_OF(random, of_records)};
    switch (condition->subject) {
    case MODEL_IF_TYPE:
        condition->type_count = make_types(random, condition->types);
        return !is_match;
    case MODEL_IF_OWNER:
    case MODEL_IF_ZONE:
        make_patterns(random, condition->subject == MODEL_IF_OWNER, &condition->texts);
        return true;
    case MODEL_IF_TTL:
        make_test(random, MODEL_PERIOD, "ttl", &condition->test);
        return true;
    case MODEL_IF_FIELD:
        if (field != NULL) {
            condition->field = field->name;
            make_test(random, field->kind, field->name, &condition->test);
        }
        return field != NULL;
    case MODEL_IF_TARGET:
        make_facts(random, &condition->texts);
        return all_have_host(rule);
    case MODEL_IF_RECORDS:
        break;
    }
    condition->type_count = make_types(random, condition->types);
    if (chance(random, 2)) {
        make_patterns(random, true, &condition->texts);
    }
    return true;
}

static bool is_asked_already(const struct model_conditions *conditions,
                             const struct model_condition *condition)
{
    for (size_t i = 0; i < conditions->count; i++) {
        const struct model_condition *other = &conditions->items[i];
        if (other->subject == condition->subject &&
            (other->subject != MODEL_IF_FIELD || other->field == condition->field)) {
            return true;
        }
    }
    return false;
}

static void make_conditions(uint64_t *random,
                            const struct model_rule *rule,
                            bool is_match,
                            uint32_t count,
                            struct model_conditions *conditions)
{
    enum { TRIES_MAX = 40 };
    for (uint32_t i = 0; i < TRIES_MAX && conditions->count < count; i++) {
        struct model_condition *next = &conditions->items[conditions->count];
        if (make_condition(random, rule, is_match, next) && !is_asked_already(conditions, next)) {
            conditions->count++;
        }
    }
}

static void write_conditions(const char *key,
                             const struct model_conditions *conditions,
                             bool is_demand,
                             struct buffer *text)
{
    if (conditions->count == 0) {
        return;
    }
    buffer_add_format(text, ", %s: {", key);
    for (size_t i = 0; i < conditions->count; i++) {
        write_condition(&conditions->items[i], is_demand, text);
        buffer_add_string(text, ", ");
    }
    buffer_add_byte(text, '}');
}

void custom_make_rule(uint64_t *random,
                      const struct model_type *focus,
                      const char *id,
                      struct model_rule *rule,
                      struct buffer *text)
{
    *rule = (struct model_rule){.each_zone = chance(random, 8)};
    if (!rule->each_zone && chance(random, 2)) {
        rule->types[rule->type_count++] = focus;
    } else if (!rule->each_zone && !chance(random, 4)) {
        rule->type_count = make_types(random, rule->types);
    }
    uint32_t demands = random_below(random, 5);
    bool is_simple = chance(random, 2);
    make_conditions(random, rule, true, is_simple ? 0 : random_below(random, 3), &rule->match);
    if (!is_simple && chance(random, 4)) {
        make_conditions(random, rule, false, 1 + random_below(random, 2), &rule->unless);
    }
    if (demands != 0) {
        make_conditions(random, rule, false, is_simple ? 1 : 1 + random_below(random, 2),
                        &rule->require);
    }
    if (demands < (is_simple ? 1U : 2U)) {
        make_conditions(random, rule, false, 1 + random_below(random, 3), &rule->forbid);
    }
    buffer_add_format(text, "- {id: %s, message: m, match: {", id);
    if (rule->each_zone) {
        buffer_add_string(text, "each: zone");
    } else if (rule->type_count > 0) {
        write_types(rule->types, rule->type_count, text);
    }
    for (size_t i = 0; i < rule->match.count; i++) {
        bool is_first = i == 0 && !rule->each_zone && rule->type_count == 0;
        buffer_add_string(text, is_first ? "" : ", ");
        write_condition(&rule->match.items[i], false, text);
    }
    buffer_add_byte(text, '}');
    write_conditions("unless", &rule->unless, false, text);
    write_conditions("require", &rule->require, true, text);
    write_conditions("forbid", &rule->forbid, true, text);
    buffer_add_string(text, "}\n");
}
