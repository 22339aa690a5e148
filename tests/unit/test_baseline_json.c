/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/baseline_json.h"

#define ENTRY "{\"rule\": \"r\", \"fingerprint\": \"00000000000000ab\", \"count\": 1}"

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    static const struct baseline_entry entries[] = {
        {"rule-a", "example.com.", "inside", "a.example.com.", "A", "say \"this\"", 0xab, 3, 0},
        {"rule-b", NULL, NULL, NULL, NULL, NULL, UINT64_MAX, 1, 0},
    };
    static const char *const expected =
        "{\"version\": 1,\n \"entries\": [\n"
        "  {\"zone\": null, \"view\": null, \"owner\": null, \"type\": null, \"rule\": \"rule-b\", "
        "\"fingerprint\": \"ffffffffffffffff\", \"count\": 1, \"message\": null},\n"
        "  {\"zone\": \"example.com.\", \"view\": \"inside\", \"owner\": \"a.example.com.\", "
        "\"type\": \"A\", \"rule\": \"rule-a\", \"fingerprint\": \"00000000000000ab\", "
        "\"count\": 3, \"message\": \"say \\\"this\\\"\"}\n ]}\n";
    struct baseline *baseline = baseline_new();
    baseline_add(baseline, &entries[0]);
    baseline_add(baseline, &entries[1]);
    assert_null(baseline_settle(baseline));
    for (int round = 0; round < 2; round++) {
        struct buffer text = {0};
        struct error error;
        baseline_to_json(baseline, &text);
        assert_string_equal(buffer_string(&text), expected);
        baseline_free(baseline);
        baseline = baseline_from_json(buffer_bytes(&text), "b.json", &error);
        assert_non_null(baseline);
        buffer_free(&text);
    }
    baseline_free(baseline);
}

static void a_baseline_may_be_written_otherwise(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{\"entries\":[" ENTRY "],\"version\":1}",
        "\r\n{ \"version\" : 1 ,\r\n\t\"entries\" : [\r\n" ENTRY "\r\n] }\r\n",
        ("{\"version\": 1, \"entries\": [{\"count\": 1, \"message\": \"[{\\\"]\", \"zone\": null, "
         "\"fingerprint\": \"00000000000000ab\", \"rule\": \"r\"}]}"),
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct error error;
        struct baseline *baseline =
            baseline_from_json(bytes_from_string(texts[i]), "b.json", &error);
        assert_non_null(baseline);
        assert_int_equal(baseline->entries.count, 1);
        assert_int_equal(baseline->entries.items[0].fingerprint, 0xab);
        assert_string_equal(baseline->entries.items[0].rule, "r");
        baseline_free(baseline);
    }
}

/* Texts begin and end with what every baseline does; entries stand on lines of their own. */
#define WITH(entries) "{\"version\": 1,\n \"entries\": [\n" entries "\n]}\n"

static void a_bad_file_is_told_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *message;
    } cases[] = {
        {"", "b.json:1: not JSON: "},
        {"example.com. 3600 IN", "b.json:1: not JSON: "},
        {"{\"version\": 1,\n \"entries\": [\n {\n", "b.json:4: not JSON: "},
        {"{\"version\": 1, \"entries\": []} x", "b.json:1: not JSON: "},
        {"{\"version\": 1, \"version\": 1, \"entries\": []}", "b.json:1: not JSON: "},
        {"[]", "b.json:1: a baseline is an object with the keys 'version' and 'entries'"},
        {"{}", "b.json:1: the key 'version' is missing"},
        {"{\"version\": \"1\"}", "b.json:1: 'version' is no whole number"},
        {"{\"version\": 2, \"rows\": 1}",
         "b.json:1: version 2 of the format; this program reads version 1"},
        {"{\"version\": 1}", "b.json:1: the key 'entries' is missing"},
        {"{\"version\": 1, \"entries\": {}}", "b.json:1: 'entries' is no list"},
        {"{\"version\": 1, \"entires\": []}",
         "b.json:1: unknown key 'entires'; the nearest is 'entries'"},
        {"{\"version\": 1, \"comment\": []}", "b.json:1: unknown key 'comment'"},
        {WITH("5"), "b.json:3: an entry is an object"},
        {WITH(ENTRY ",\nnull"), "b.json:4: an entry is an object"},
        {WITH(ENTRY ",\n\n\n[]"), "b.json:6: an entry is an object"},
        {WITH("{}"), "b.json:3: the key 'rule' is missing"},
        {WITH("{\"rule\": null}"), "b.json:3: 'rule' is no text"},
        {WITH("{\"rule\": \"r\", \"zone\": 1}"), "b.json:3: 'zone' is no text or null"},
        {WITH("{\"rule\": \"r\"}"), "b.json:3: the key 'fingerprint' is missing"},
        {WITH("{\"rule\": \"r\", \"fingerprint\": \"ab\"}"),
         "b.json:3: 'fingerprint' is not 16 digits from 0 to f"},
        {WITH("{\"rule\": \"r\", \"fingerprint\": \"00000000000000AB\"}"),
         "b.json:3: 'fingerprint' is not 16 digits from 0 to f"},
        {WITH("{\"rule\": \"r\", \"fingerprint\": \"00000000000000ab\"}"),
         "b.json:3: the key 'count' is missing"},
        {WITH("{\"rule\": \"r\", \"fingerprint\": \"00000000000000ab\", \"count\": 0}"),
         "b.json:3: 'count' is no whole number from 1 to 1000000000"},
        {WITH("{\"rule\": \"r\", \"fingerprint\": \"00000000000000ab\", \"count\": 1.0}"),
         "b.json:3: 'count' is no whole number from 1 to 1000000000"},
        {WITH("{\"rule\": \"r\", \"fingerprint\": \"00000000000000ab\", \"count\": 1000000001}"),
         "b.json:3: 'count' is no whole number from 1 to 1000000000"},
        {WITH(ENTRY ",\n{\"message\": \"],[,{\", \"onwer\": \"a.\"}"),
         "b.json:4: unknown key 'onwer'; the nearest is 'owner'"},
        {WITH("{\"rule\": \"q\", \"fingerprint\": \"00000000000000aa\", \"count\": 1},\n" ENTRY
              ",\n" ENTRY),
         "b.json:5: an entry further up has the fingerprint 00000000000000ab too"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct error error = {""};
        struct baseline *baseline =
            baseline_from_json(bytes_from_string(cases[i].text), "b.json", &error);
        if (baseline != NULL ||
            strncmp(error.text, cases[i].message, strlen(cases[i].message)) != 0) {
            fail_msg("case %zu: %s", i, error.text);
        }
    }
}

static void more_entries_than_the_limit_are_refused(void **state)
{
    (void)state;
    struct buffer text = {0};
    struct error error;
    buffer_add_string(&text, "{\"version\": 1, \"entries\": [0");
    for (size_t i = 0; i < BASELINE_ENTRIES_MAX; i++) {
        buffer_add_string(&text, ",0");
    }
    buffer_add_string(&text, "]}");
    assert_null(baseline_from_json(buffer_bytes(&text), "b.json", &error));
    assert_string_equal(error.text, "b.json:1: more than 1000000 entries");
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(a_baseline_may_be_written_otherwise),
        cmocka_unit_test(a_bad_file_is_told_with_its_line),
        cmocka_unit_test(more_entries_than_the_limit_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
