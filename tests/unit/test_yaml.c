/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "policies/yaml.h"
#include "zones/base/buffer.h"

/* A file that was read, and what was made of it. */
struct reading {
    struct policy_source source;
    struct policy_problems problems;
    struct yaml_node *root;
};

static struct reading *read_bytes(struct bytes text)
{
    struct reading *reading = memory_get(sizeof(*reading));
    reading->source = (struct policy_source){.path = "policy.yaml", .text = text};
    reading->problems = policy_problems_start(arena_new());
    reading->root = yaml_read(&reading->source, &reading->problems);
    return reading;
}

static void reading_free(struct reading *reading)
{
    policy_problems_end(&reading->problems);
    arena_free(reading->problems.arena);
    free(reading);
}

static void add_place(struct buffer *shown, struct policy_place place)
{
    struct policy_position position = policy_place_position(place);
    buffer_add_format(shown, "%d:%d `", (int)position.line, (int)position.column);
    struct bytes text = place.source->text;
    buffer_add(shown, (struct bytes){text.data + place.start, place.end - place.start});
    buffer_add_string(shown, "`");
}

/* All problems, as `LINE:COLUMN `the piece of text` message (the other place)`, a line each. */
static void add_problems(struct buffer *shown, const struct policy_problems *problems)
{
    for (size_t i = 0; i < problems->items.count; i++) {
        const struct policy_problem *problem = &problems->items.items[i];
        buffer_add_string(shown, i == 0 ? "" : "\n");
        add_place(shown, problem->place);
        buffer_add_format(shown, " %s", problem->message);
        if (problem->other != NULL) {
            buffer_add_string(shown, " (");
            add_place(shown, *problem->other);
            buffer_add_string(shown, ")");
        }
    }
}

/* A tree as it could be written in one line: texts in <> or, when quoted, in "". A text that is not known
 * is <?>, and where more may follow there are dots. */
static void add_node(struct buffer *shown, const struct yaml_node *node)
{
    switch (node->kind) {
    case YAML_SCALAR:
        assert_int_equal(node->text.data[node->text.length], '\0');
        if (node->incomplete) {
            assert_int_equal(node->text.length, 0);
            buffer_add_string(shown, "<?>");
            break;
        }
        buffer_add_format(shown, node->quoted ? "\"%s\"" : "<%s>", (const char *)node->text.data);
        break;
    case YAML_LIST:
        buffer_add_string(shown, "[");
        for (size_t i = 0; i < node->items.count; i++) {
            buffer_add_string(shown, i == 0 ? "" : " ");
            add_node(shown, node->items.items[i]);
        }
        buffer_add_string(shown, node->incomplete ? "...]" : "]");
        break;
    case YAML_MAP:
        buffer_add_string(shown, "{");
        for (size_t i = 0; i < node->pairs.count; i++) {
            buffer_add_string(shown, i == 0 ? "" : " ");
            add_node(shown, node->pairs.items[i].key);
            buffer_add_string(shown, "=");
            add_node(shown, node->pairs.items[i].value);
        }
        buffer_add_string(shown, node->incomplete ? "...}" : "}");
        break;
    }
}

static void assert_tree(struct bytes text, const char *expected)
{
    struct reading *reading = read_bytes(text);
    struct buffer shown = {0};
    add_problems(&shown, &reading->problems);
    assert_string_equal(buffer_string(&shown), "");
    if (reading->root != NULL) {
        add_node(&shown, reading->root);
    }
    assert_string_equal(buffer_string(&shown), expected);
    buffer_free(&shown);
    reading_free(reading);
}

static void assert_problems_of(struct bytes text, const char *expected)
{
    struct reading *reading = read_bytes(text);
    struct buffer shown = {0};
    add_problems(&shown, &reading->problems);
    assert_string_equal(buffer_string(&shown), expected);
    buffer_free(&shown);
    reading_free(reading);
}

struct reading_case {
    const char *text;
    const char *expected;
};

static void assert_all_problems(const struct reading_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_problems_of(bytes_from_string(cases[i].text), cases[i].expected);
    }
}

#define ASSERT_ALL_PROBLEMS(cases) assert_all_problems((cases), sizeof(cases) / sizeof((cases)[0]))

static void a_file_becomes_a_tree_of_texts(void **state)
{
    (void)state;
    static const struct reading_case cases[] = {
        {"", ""},
        {"\n\n", ""},
        {"# only a comment\n", ""},
        {"---\n", ""},
        {"--- # nothing\n...\n", ""},
        {"\xef\xbb\xbf", ""},
        {"a: b\n", "{<a>=<b>}"},
        {"a: b", "{<a>=<b>}"},
        {"\xef\xbb\xbf"
         "a: b\n",
         "{<a>=<b>}"},
        {"a: b\r\nc:\r\n  - d\r\n", "{<a>=<b> <c>=[<d>]}"},
        {"%YAML 1.1\n---\na: b\n...\n", "{<a>=<b>}"},
        {"%YAML 1.2\n---\na: b\n...\n# end\n", "{<a>=<b>}"},
        {"no: on\n010: 1:30\n~: null\n1e3: 0x10\n",
         "{<no>=<on> <010>=<1:30> <~>=<null> <1e3>=<0x10>}"},
        {"a:\nb: ''\nc: \"\"\nd: |\ne: ~\n", "{<a>=<> <b>=\"\" <c>=\"\" <d>=\"\" <e>=<~>}"},
        {"a: |\n  x\n  y\nb: >-\n  x\n  y\n", "{<a>=\"x\ny\n\" <b>=\"x y\"}"},
        {"a: 'it''s'\nb: \"t\\tn\\n\\u00e4\\xe4\"\n",
         "{<a>=\"it's\" <b>=\"t\tn\n\xc3\xa4\xc3\xa4\"}"},
        {"a: [b, {c: d}, []]\ne: {}\n", "{<a>=[<b> {<c>=<d>} []] <e>={}}"},
        {"- - a\n  - b\n- c\n", "[[<a> <b>] <c>]"},
        {"'*.example': x\n? long\n: y\n", "{\"*.example\"=<x> <long>=<y>}"},
        {"'<<': x\n", "{\"<<\"=<x>}"},
        {"a: &x [b, c]\nd: *x\ne: [*x, *x]\n",
         "{<a>=[<b> <c>] <d>=[<b> <c>] <e>=[[<b> <c>] [<b> <c>]]}"},
        {"&k a: &v\nb: *v\nc: *k\n", "{<a>=<> <b>=<> <c>=<a>}"},
        {"a:b\n", "<a:b>"},
        {"\xc3\xa4: \xe2\x82\xac\n", "{<\xc3\xa4>=<\xe2\x82\xac>}"},
        {"a: {x: 1}\nb: {x: 2}\n", "{<a>={<x>=<1>} <b>={<x>=<2>}}"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_tree(bytes_from_string(cases[i].text), cases[i].expected);
    }
    assert_tree((struct bytes){NULL, 0}, "");
}

static void a_value_is_found_by_its_key(void **state)
{
    (void)state;
    struct reading *reading = read_bytes(bytes_from_string("a: b\nc:\n  d: e\nf: [g]\nh:\n"));
    const struct yaml_node *root = reading->root;
    assert_string_equal(yaml_get(root, "a")->text.data, "b");
    assert_string_equal(yaml_get(yaml_get(root, "c"), "d")->text.data, "e");
    assert_null(yaml_get(root, "d"));
    assert_null(yaml_get(root, ""));
    assert_null(yaml_get(root, "A"));
    assert_null(yaml_get(yaml_get(root, "a"), "a"));
    assert_null(yaml_get(yaml_get(root, "f"), "g"));
    const struct yaml_node *empty = yaml_get(root, "h");
    assert_int_equal(empty->kind, YAML_SCALAR);
    assert_int_equal(empty->text.length, 0);
    assert_false(empty->quoted);
    reading_free(reading);
}

static void an_alias_stands_for_the_same_node(void **state)
{
    (void)state;
    struct reading *reading = read_bytes(bytes_from_string("a: &x {k: v}\nb: *x\n"));
    assert_ptr_equal(yaml_get(reading->root, "a"), yaml_get(reading->root, "b"));
    reading_free(reading);
}

static void places_are_in_bytes_and_leave_out_what_is_not_the_value(void **state)
{
    (void)state;
    static const struct reading_case cases[] = {
        {"k: text # comment\n", "1:4 `text`"},
        {"k: \"text\" # comment\n", "1:4 `\"text\"`"},
        {"k: 'text'\n", "1:4 `'text'`"},
        {"k: two\n  lines\n", "1:4 `two\n  lines`"},
        {"k: |\n  one\n  two\n\n# comment\nl: m\n", "1:4 `|\n  one\n  two`"},
        {"k: >-\n  one\n\n\n", "1:4 `>-\n  one`"},
        {"k: &anchor text\n", "1:12 `text`"},
        {"k: &anchor\n  # 'comment'\n  'text'\n", "3:3 `'text'`"},
        {"k: &anchor\nl: m\n", "1:11 ``"},
        {"k:\nl: m\n", "1:3 ``"},
        {"k: [a]\n", "1:4 `[`"},
        {"k: &x [a]\n", "1:7 `[`"},
        {"k: {a: b}\n", "1:4 `{`"},
        {"k:\n  - a\n", "2:3 `-`"},
        {"k: &x\n- a\n", "2:1 `-`"},
        {"k: &x\n  \xc3\xa4: b\n", "2:3 `\xc3\xa4`"},
        {"k: \xc3\xa4\xe2\x82\xac\n", "1:4 `\xc3\xa4\xe2\x82\xac`"},
        {"# \xf0\x9f\x98\x80\n\xc3\xa4: 1\nk: \"\xc3\xb6\" # \xc3\xbc\n", "3:4 `\"\xc3\xb6\"`"},
        {"\xef\xbb\xbfk: v\n", "1:4 `v`"},
        {"# \xc3\xa4\r\nk: v\r\n", "2:4 `v`"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct reading *reading = read_bytes(bytes_from_string(cases[i].text));
        assert_non_null(reading->root);
        struct buffer shown = {0};
        add_place(&shown, yaml_get(reading->root, "k")->place);
        assert_string_equal(buffer_string(&shown), cases[i].expected);
        buffer_free(&shown);
        reading_free(reading);
    }
}

static void bytes_that_are_no_text_are_named(void **state)
{
    (void)state;
    static const struct reading_case cases[] = {
        {"\xc3\xa4: \xc3\xa9\nb: x\xe9y\n",
         "2:5 `\xe9` byte 0xE9 is not UTF-8, and the file has to be in UTF-8"},
        {"# M\xfcller\na: \xe4\n",
         "1:4 `\xfc` byte 0xFC is not UTF-8, and the file has to be in UTF-8"},
        {"\xef\xbb\xbf"
         "a: \xff",
         "1:4 `\xff` byte 0xFF is not UTF-8, and the file has to be in UTF-8"},
        {"a: \xe2\x82", "1:4 `\xe2` byte 0xE2 is not UTF-8, and the file has to be in UTF-8"},
        {"a: \xed\xa0\x80", "1:4 `\xed` byte 0xED is not UTF-8, and the file has to be in UTF-8"},
        {"\xff\xfe"
         "a",
         "1:1 `` the file is in UTF-16, and it has to be in UTF-8"},
        {"\xfe\xff", "1:1 `` the file is in UTF-16, and it has to be in UTF-8"},
    };
    ASSERT_ALL_PROBLEMS(cases);
    static const char utf16[] = "a\0:\0 \0b\0";
    assert_problems_of((struct bytes){(const uint8_t *)utf16, sizeof(utf16) - 1},
                       "1:1 `` the file is in UTF-16, and it has to be in UTF-8");
    assert_problems_of((struct bytes){(const uint8_t *)utf16 + 1, sizeof(utf16) - 2},
                       "1:1 `` the file is in UTF-16, and it has to be in UTF-8");
}

static void characters_that_no_policy_may_hold_are_all_found(void **state)
{
    (void)state;
    static const struct reading_case cases[] = {
        {"a: \001x\nb: \033[1m\n\177: c\n",
         "1:4 `\001` the character U+0001 cannot be in a policy\n"
         "2:4 `\033` the character U+001B cannot be in a policy\n"
         "3:1 `\177` the character U+007F cannot be in a policy"},
        {"# \xc2\x85 \xc2\x9b\na: \xe2\x80\xa8\n",
         "1:3 `\xc2\x85` the character U+0085 cannot be in a policy\n"
         "1:5 `\xc2\x9b` the character U+009B cannot be in a policy\n"
         "2:4 `\xe2\x80\xa8` the character U+2028 cannot be in a policy"},
        {"a: \xef\xbb\xbfx\xef\xbf\xbf\n",
         "1:4 `\xef\xbb\xbf` the character U+FEFF cannot be in a policy\n"
         "1:6 `\xef\xbf\xbf` the character U+FFFF cannot be in a policy"},
        {"a: \"\\0\"\nb: \"x\\e\\a\"\nc: \"\\r\"\nd: \"\\N\"\n\"\\x7f\": e\n",
         "1:4 `\"\\0\"` an escape stands for U+0000, which cannot be in a policy\n"
         "2:4 `\"x\\e\\a\"` an escape stands for U+001B, which cannot be in a policy\n"
         "3:4 `\"\\r\"` an escape stands for U+000D, which cannot be in a policy\n"
         "4:4 `\"\\N\"` an escape stands for U+0085, which cannot be in a policy\n"
         "5:1 `\"\\x7f\"` an escape stands for U+007F, which cannot be in a policy"},
    };
    ASSERT_ALL_PROBLEMS(cases);
    struct reading *reading = read_bytes((struct bytes){(const uint8_t *)"a: x\0y", 6});
    assert_int_equal(reading->problems.items.count, 1);
    assert_string_equal(reading->problems.items.items[0].message,
                        "the character U+0000 cannot be in a policy");
    assert_int_equal(reading->problems.items.items[0].place.start, 4);
    assert_int_equal(reading->problems.items.items[0].place.end, 5);
    reading_free(reading);
}

static void mistakes_that_end_the_reading_are_told_in_plain_words(void **state)
{
    (void)state;
    static const struct reading_case cases[] = {
        {"a:\n\tb: 1\n", "2:1 `\t` a tab where only spaces may indent"},
        {"a:\n  \tb: 1\n", "2:3 `\t` a tab where only spaces may indent"},
        {"a: b\n\tc: d\n", "2:1 `\t` a tab where only spaces may indent (1:4 `b`)"},
        {"a: |\n\tx\n", "2:1 `\t` a tab where only spaces may indent (1:4 `|`)"},
        {"a: \"abc\nb: 1\n", "3:1 `` the file ends inside of a text in quotes (1:4 `\"`)"},
        {"\xc3\xa4: 'abc", "1:8 `` the file ends inside of a text in quotes (1:4 `'`)"},
        {"a: 'x\n... #\n", "2:1 `... #` the document ends inside of a text in quotes (1:4 `'`)"},
        {"a: [1, 2\nb: 3\n", "2:2 `:` \",\" or \"]\" is missing here (1:4 `[`)"},
        {"a: {x: [1, 2}\n", "1:13 `}` \",\" or \"]\" is missing here (1:8 `[`)"},
        {"a: {x: 1\n", "2:1 `` \",\" or \"}\" is missing here (1:4 `{`)"},
        {"a: [\n", "2:1 `` the file ends inside of brackets (1:4 `[`)"},
        {"a: {b: c,", "1:10 `` the file ends inside of brackets (1:4 `{`)"},
        {"a: [}\n", "1:5 `}` no text can begin with \"}\" here"},
        {"a: x: y\n", "1:5 `:` \":\" inside of a text (1:4 `x`)"},
        {"a: 1\n  b: 2\n", "2:4 `:` a key inside of a text that begins above (1:4 `1`)"},
        {"- a\n  b: c\n", "2:4 `:` a key inside of a text that begins above (1:3 `a`)"},
        {"a: ? b\n", "1:4 `?` no key can begin here"},
        {"a: - b\n", "1:4 `-` no list can begin here"},
        {"a: 1\nb\nc: 2\n", "2:1 `b` no \":\" behind this key"},
        {"a: 1\nb:2\n", "2:1 `b:2` no \":\" behind this key"},
        {": b\n", "1:1 `:` no key in front of \":\""},
        {"a: {: b}\n", "1:5 `:` no key in front of \":\""},
        {"a: \"x\" y\n", "1:8 `y` text behind the end of a value"},
        {"a: 'it's'\n", "1:8 `s'` text behind the end of a value"},
        {"- {a,b}.example\n", "1:8 `.example` text behind the end of a value"},
        {"[a]b\n", "1:4 `b` text behind the end of a value"},
        {"a:\n  - b\n - c\n", "3:2 `- c` no key of the map begins here (1:1 `a`)"},
        {"a: 1\n- b\n", "2:1 `- b` no key of the map begins here (1:1 `a`)"},
        {"- a\nb: 1\n", "2:1 `b: 1` no item of the list begins here (1:1 `-`)"},
        {" a: 1\nb: 2\n", "2:1 `b: 2` text behind the end of the document"},
        {"a: 1\n...\nb: 2\n", "3:1 `b: 2` text behind the end of the document"},
        {"%YAML 1.2\na: b\n", "2:1 `a: b` \"---\" is missing behind the directives"},
        {"%YAML 1.3\n---\n", "1:1 `%YAML 1.3` a version of YAML that is neither 1.1 nor 1.2"},
        {"%FOO x\n---\n",
         "1:5 ` ` while scanning a directive: found unknown directive name (1:1 `%`)"},
        {"%YAML 1.1\n%YAML 1.1\n---\n", "2:1 `%` found duplicate %YAML directive"},
        {"a: @x\n", "1:4 `@` no text can begin with \"@\" here"},
        {"a: `x`\n", "1:4 ``` no text can begin with \"`\" here"},
        {"a: %x\n", "1:4 `%` no text can begin with \"%\" here"},
        {"a: ]\n", "1:4 `]` no text can begin with \"]\" here"},
        {"a: *.example\n", "1:4 `*.` \"*\" begins an alias, and this is no name of one"},
        {"a: *b.example\n", "1:4 `*b.` \"*\" begins an alias, and this is no name of one"},
        {"a: &b.c\n", "1:4 `&b.` \"&\" begins an anchor, and this is no name of one"},
        {"a: \"\\d+\"\n", "1:5 `\\d` \"\\d\" is no escape of YAML"},
        {"a: \"\\", "1:5 `\\` \"\\\" is no escape of YAML"},
        {"a: \"\\x1\"\n", "1:7 `1` an escape lacks hexadecimal digits (1:4 `\"`)"},
        {"a: \"\\ud800\"\n", "1:7 `d` an escape names no character of Unicode (1:4 `\"`)"},
        {"a: >x\n", "1:5 `x` a text behind \"|\" or \">\" begins on the next line (1:4 `>`)"},
        {"a: |0\n  x\n", "1:5 `0` a text behind \"|\" or \">\" is indented by 1 to 9 (1:4 `|`)"},
        {"a: !e!f x\n", "1:4 `!` tags are not read"},
        {"a: !!\n", "1:4 `!!` tags are not read"},
    };
    ASSERT_ALL_PROBLEMS(cases);
}

static void what_a_policy_may_not_use_is_found_and_reading_goes_on(void **state)
{
    (void)state;
    static const struct reading_case cases[] = {
        {"a: 1\nb: {x: 1, x: 2, y: 3, x: 4}\na: 5\n",
         "2:11 `x` the key \"x\" is there twice (2:5 `x`)\n"
         "2:23 `x` the key \"x\" is there twice (2:5 `x`)\n"
         "3:1 `a` the key \"a\" is there twice (1:1 `a`)"},
        {"'a': 1\n\"\\x61\": 2\n", "2:1 `\"\\x61\"` the key \"a\" is there twice (1:1 `'a'`)"},
        {"<<: {a: 1}\nb: !!int 2\n", "1:1 `<<` merge keys are not read\n"
                                     "2:4 `!!int` tags are not read"},
        {"a: &x !t b\nc: !<u:v> [d]\ne: ! f\ng: !t\n  &y h\ni: !t\n",
         "1:7 `!t` tags are not read\n"
         "2:4 `!<u:v>` tags are not read\n"
         "3:4 `!` tags are not read\n"
         "4:4 `!t` tags are not read\n"
         "6:4 `!t` tags are not read"},
        {"a: [!t, !t ]\n", "1:5 `!t` tags are not read\n1:9 `!t` tags are not read"},
        {"[a]: b\n{c: d}: e\n? - f\n: g\n? h: i\n: j\n",
         "1:1 `[` a key has to be a text, and this is a list\n"
         "2:1 `{` a key has to be a text, and this is a map\n"
         "3:3 `-` a key has to be a text, and this is a list\n"
         "5:3 `h` a key has to be a text, and this is a map"},
        {"'': a\n? \n: b\n", "1:1 `''` an empty key\n2:2 `` an empty key"},
        {"a: &k b\n*k : c\n*k : c\nd: e\nd: f\n", "2:1 `*k` an alias cannot be a key\n"
                                                  "3:1 `*k` an alias cannot be a key\n"
                                                  "5:1 `d` the key \"d\" is there twice (4:1 `d`)"},
        {"a: *servers\nb: &server c\nd: *servers\n",
         "1:4 `*servers` there is no anchor \"servers\"\n"
         "3:4 `*servers` there is no anchor \"servers\""},
        {"a: &x [b, *x]\nc: &y {d: {e: *y}}\nf: *x\n",
         "1:11 `*x` the alias is a part of what it stands for (1:4 `&x`)\n"
         "2:15 `*y` the alias is a part of what it stands for (2:4 `&y`)"},
        {"a: &x b\nc: !t &x d\n", "2:4 `!t` tags are not read\n"
                                  "2:7 `&x` there are two anchors \"x\" (1:4 `&x`)"},
        {"a: b\n--- # more\nc: \"\n", "2:1 `---` a second document in one file"},
        {"--- a\n...\n%YAML 1.1\n---\n", "4:1 `---` a second document in one file"},
        {"a: 1\na: 2\nb: 'c\n", "2:1 `a` the key \"a\" is there twice (1:1 `a`)\n"
                                "4:1 `` the file ends inside of a text in quotes (3:4 `'`)"},
    };
    ASSERT_ALL_PROBLEMS(cases);
}

static const char *help_of(struct reading *reading, size_t i)
{
    return reading->problems.items.items[i].help;
}

static void an_unknown_anchor_leads_to_the_one_that_was_meant(void **state)
{
    (void)state;
    struct reading *reading =
        read_bytes(bytes_from_string("a: &server b\nc: &mail d\ne: *servers\nf: *local\n"));
    assert_int_equal(reading->problems.items.count, 2);
    assert_string_equal(help_of(reading, 0), "there is an anchor \"server\"");
    assert_string_equal(help_of(reading, 1), "a text that begins with \"*\" needs quotes");
    reading_free(reading);
}

static void two_hundred_mistakes_come_out_in_their_order(void **state)
{
    (void)state;
    enum { GROUPS = 40 };
    struct buffer text = {0};
    struct buffer expected = {0};
    for (int i = 0; i < GROUPS; i++) {
        int line = i * 4 + 1;
        buffer_add_format(&text, "k%d: {\xc3\xa4: !t b, \xc3\xa4: c}\n", i);
        buffer_add_format(&text, "? [\001]\n: <<\n");
        buffer_add_format(&text, "k%d: *x\n", i);
        buffer_add_format(&expected, "%d:%d `!t` tags are not read\n", line, i < 10 ? 9 : 10);
        buffer_add_format(&expected,
                          "%d:%d `\xc3\xa4` the key \"\xc3\xa4\" is there twice (%d:%d "
                          "`\xc3\xa4`)\n",
                          line, i < 10 ? 15 : 16, line, i < 10 ? 6 : 7);
        buffer_add_format(&expected, "%d:3 `[` a key has to be a text, and this is a list\n",
                          line + 1);
        buffer_add_format(&expected, "%d:4 `\001` the character U+0001 cannot be in a policy\n",
                          line + 1);
        buffer_add_format(&expected, "%d:1 `k%d` the key \"k%d\" is there twice (%d:1 `k%d`)\n",
                          line + 3, i, i, line, i);
        buffer_add_format(&expected, "%d:%d `*x` there is no anchor \"x\"%s", line + 3,
                          i < 10 ? 5 : 6, i == GROUPS - 1 ? "" : "\n");
    }
    struct reading *reading = read_bytes(buffer_bytes(&text));
    assert_int_equal(reading->problems.items.count, GROUPS * 6);
    struct buffer shown = {0};
    add_problems(&shown, &reading->problems);
    assert_string_equal(buffer_string(&shown), buffer_string(&expected));
    buffer_free(&shown);
    reading_free(reading);
    buffer_free(&expected);
    buffer_free(&text);
}

static void problems_beyond_the_limit_are_counted(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 1500; i++) {
        buffer_add_string(&text, "- *x\n");
    }
    struct reading *reading = read_bytes(buffer_bytes(&text));
    assert_int_equal(reading->problems.items.count, POLICY_PROBLEMS_MAX);
    assert_int_equal(reading->problems.left_out, 500);
    reading_free(reading);
    buffer_free(&text);
}

/* It is there to be checked: what is doubtful is not known, and nothing is missing where more may
 * follow. */
static void a_file_with_problems_is_a_tree_of_what_was_read(void **state)
{
    (void)state;
    static const struct reading_case cases[] = {
        /* Reading goes on. */
        {"a: 1\na: 2\n", "{<a>=<1> <a>=<2>}"},
        {"a: {<<: {b: c}, d: e}\nf: g\n", "{<a>={<d>=<e>...} <f>=<g>}"},
        {"a: !!int 5\nb: !t [c]\n", "{<a>=<5> <b>=[<c>]}"},
        {"a: [*x, b]\n", "{<a>=[<?> <b>]}"},
        {"a: &x b\nc: &x [d]\ne: *x\n", "{<a>=<b> <c>=[<d>] <e>=[<d>]}"},
        {"a: &x [b, *x]\nc: *x\n", "{<a>=[<b> <?>] <c>=[<b> <?>]}"},
        {"[a]: b\n'': c\nd: e\n", "{<d>=<e>...}"},
        {"a: x\001y\n\001b: c\nd: \"\\0\"\ne: f\n", "{<a>=<?> <d>=<?> <e>=<f>...}"},
        {"# M\xfcller\na: \xe4\nb: c\n", "{<a>=<?> <b>=<c>}"},
        {"a: b\n--- # more\nc: d\n", "{<a>=<b>}"},
        /* It ends, and what stands on the line where it does is in doubt. */
        {"a: 1\n  b: 2\n", "{<a>=<?>...}"},
        {"a: [1]\nb:2\n", "{<a>=[<1>]...}"},
        {"a: x\nb: x: y\n", "{<a>=<x> <b>=<?>...}"},
        {"a: {b: [c, d], e: \"f\" g}\n", "{<a>=<?>...}"},
        {"a: \"x\" y\nb: c\n", "{<a>=<?>...}"},
        {"- x\n- {a,b}.example\n", "[<x> <?>...]"},
        {"a:\n  b: {c: d}\n e: f\n", "{<a>={<b>={<c>=<d>}}...}"},
        {"a: b\nc: [d,\ne: f\n", "{<a>=<b> <c>=<?>...}"},
        {"a:\n  - b: {c: d}\n    e: \"f\n", "{<a>=[{<b>={<c>=<d>}...}...]...}"},
        {" a: 1\nb: 2\n", "{<a>=<1>...}"},
        {"a\n b: c\n", "<?>"},
        {"\"a\" b\n", "<?>"},
        /* It is no text at all. */
        {"a: \xe4\001\n", ""},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct reading *reading = read_bytes(bytes_from_string(cases[i].text));
        assert_true(reading->problems.items.count > 0);
        struct buffer shown = {0};
        if (reading->root != NULL) {
            add_node(&shown, reading->root);
            bool whole = strstr(buffer_string(&shown), "...") == NULL &&
                         strstr(buffer_string(&shown), "<?>") == NULL;
            assert_int_equal(yaml_is_whole(reading->root), whole);
        }
        if (strcmp(buffer_string(&shown), cases[i].expected) != 0) {
            fail_msg("%s: %s instead of %s", cases[i].text, buffer_string(&shown),
                     cases[i].expected);
        }
        buffer_free(&shown);
        reading_free(reading);
    }
}

static void trees_are_equal_when_their_texts_are(void **state)
{
    (void)state;
    static const struct {
        const char *a;
        const char *b;
        bool equal;
    } cases[] = {
        {"x", "'x'", true},
        {"x", "y", false},
        {"[a, b]", "- a\n- b\n", true},
        {"[a, b]", "[b, a]", false},
        {"[a, b]", "[a]", false},
        {"{a: [b], c: d}", "a:\n- b\nc: \"d\"\n", true},
        {"{a: b, c: d}", "{c: d, a: b}", false},
        {"{a: b}", "{a: c}", false},
        {"{a: b}", "{c: b}", false},
        {"{a: b}", "[a, b]", false},
        {"[]", "{}", false},
        {"[[a], b]", "[[a, b]]", false},
        {"", "", true},
        {"", "x", false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct reading *a = read_bytes(bytes_from_string(cases[i].a));
        struct reading *b = read_bytes(bytes_from_string(cases[i].b));
        if (yaml_equals(a->root, b->root) != cases[i].equal ||
            yaml_equals(b->root, a->root) != cases[i].equal ||
            (yaml_hash(a->root, 1) == yaml_hash(b->root, 1)) != cases[i].equal) {
            fail_msg("%s and %s", cases[i].a, cases[i].b);
        }
        reading_free(a);
        reading_free(b);
    }
}

static void problems_of_an_earlier_file_do_not_spoil_the_next(void **state)
{
    (void)state;
    struct policy_problems problems = policy_problems_start(arena_new());
    const struct policy_source bad = {.path = "bad", .text = bytes_from_string("a: 1\na: 2\n")};
    const struct policy_source good = {.path = "good", .text = bytes_from_string("a: 1\n")};
    yaml_read(&bad, &problems);
    assert_true(yaml_is_whole(yaml_read(&good, &problems)));
    yaml_read(&bad, &problems);
    assert_int_equal(problems.items.count, 2);
    policy_problems_end(&problems);
    arena_free(problems.arena);
}

static void add_repeated(struct buffer *text, const char *piece, int count)
{
    for (int i = 0; i < count; i++) {
        buffer_add_string(text, piece);
    }
}

/* Reads the text, expects this as its one problem, or none for NULL, and frees the text. */
static void assert_limit(struct buffer *text, const char *message)
{
    struct reading *reading = read_bytes(buffer_bytes(text));
    if (message == NULL) {
        assert_int_equal(reading->problems.items.count, 0);
        assert_non_null(reading->root);
    } else {
        assert_int_equal(policy_problems_count(&reading->problems), 1);
        assert_string_equal(reading->problems.items.items[0].message, message);
    }
    reading_free(reading);
    buffer_free(text);
}

static void a_file_has_a_largest_size(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_add_string(&text, "a: b\n#");
    add_repeated(&text, "-", YAML_BYTES_MAX - 6);
    assert_limit(&text, NULL);
    add_repeated(&text, "-", YAML_BYTES_MAX + 1);
    assert_limit(&text, "a file of 4194305 bytes, more than 4194304");
}

static void a_text_has_a_largest_size(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_add_string(&text, "a: ");
    add_repeated(&text, "x", YAML_SCALAR_BYTES_MAX);
    assert_limit(&text, NULL);
    buffer_add_string(&text, "a: ");
    add_repeated(&text, "x", YAML_SCALAR_BYTES_MAX + 1);
    assert_limit(&text, "a text of 262145 bytes, more than 262144");
}

static void depth_has_a_limit_that_aliases_count_for(void **state)
{
    (void)state;
    static const char message[] = "more than 64 lists and maps within each other";
    struct buffer text = {0};
    add_repeated(&text, "[", YAML_DEPTH_MAX);
    add_repeated(&text, "]", YAML_DEPTH_MAX);
    assert_limit(&text, NULL);
    add_repeated(&text, "- ", YAML_DEPTH_MAX + 1);
    assert_limit(&text, message);
    add_repeated(&text, "[", 100000);
    assert_limit(&text, message);

    /* 32 in the anchor; the alias stands in 32, or in one more. */
    for (int more = 0; more < 2; more++) {
        buffer_add_string(&text, "- &x ");
        add_repeated(&text, "[", 32);
        add_repeated(&text, "]", 32);
        buffer_add_string(&text, "\n- ");
        add_repeated(&text, "[", 31 + more);
        buffer_add_string(&text, "*x");
        add_repeated(&text, "]", 31 + more);
        assert_limit(&text, more == 0 ? NULL : message);
    }
}

static void values_are_counted_where_aliases_repeat_them(void **state)
{
    (void)state;
    static const char message[] =
        "more than 1000000 values, those that aliases repeat counted again";
    struct buffer text = {0};
    buffer_add_string(&text, "[");
    add_repeated(&text, "a,", YAML_NODES_MAX - 1);
    buffer_add_string(&text, "]");
    assert_limit(&text, NULL);
    buffer_add_string(&text, "[");
    add_repeated(&text, "a,", YAML_NODES_MAX);
    buffer_add_string(&text, "]");
    assert_limit(&text, message);

    /* The root, a list of 249, and as many aliases of it: 1 + 250 * 4000. */
    for (int one = 0; one < 2; one++) {
        buffer_add_string(&text, "- &x [");
        add_repeated(&text, "a,", 249);
        buffer_add_string(&text, "]\n");
        add_repeated(&text, "- *x\n", 3998);
        add_repeated(&text, "- a\n", 249 + one);
        assert_limit(&text, one == 0 ? NULL : message);
    }

    /* A thousand million lists of a thousand million lists. */
    buffer_add_string(&text, "a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 18; i++) {
        buffer_add_format(&text, "a%d: &a%d [", i, i);
        for (int j = 0; j < 9; j++) {
            buffer_add_format(&text, "*a%d,", i - 1);
        }
        buffer_add_string(&text, "]\n");
    }
    assert_limit(&text, message);
}

static void bytes_of_text_are_counted_where_aliases_repeat_them(void **state)
{
    (void)state;
    struct buffer text = {0};
    int times = YAML_TEXT_BYTES_MAX / YAML_SCALAR_BYTES_MAX;
    for (int more = 0; more < 2; more++) {
        buffer_add_string(&text, "- &x ");
        add_repeated(&text, "a", YAML_SCALAR_BYTES_MAX);
        buffer_add_string(&text, "\n");
        add_repeated(&text, "- *x\n", times - 1 + more);
        assert_limit(&text, more == 0 ? NULL
                                      : "more than 16777216 bytes of text, those that aliases "
                                        "repeat counted again");
    }
}

static void anchors_have_a_limit(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int more = 0; more < 2; more++) {
        for (int i = 0; i < YAML_ANCHORS_MAX + more; i++) {
            buffer_add_format(&text, "- &a%d [x]\n", i);
        }
        assert_limit(&text, more == 0 ? NULL : "more than 100 anchors");
    }
}

static void directives_have_a_limit(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int more = 0; more < 2; more++) {
        for (int i = 0; i < YAML_DIRECTIVES_MAX + more; i++) {
            buffer_add_format(&text, "%%TAG !a%d! x:\n", i);
        }
        buffer_add_string(&text, "---\na: b\n");
        assert_limit(&text, more == 0 ? NULL : "more than 16 directives");
    }
}

static void many_equal_keys_cost_little(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 100000; i++) {
        buffer_add_format(&text, "%d:\n", i % 99999);
    }
    assert_limit(&text, "the key \"0\" is there twice");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_becomes_a_tree_of_texts),
        cmocka_unit_test(a_value_is_found_by_its_key),
        cmocka_unit_test(an_alias_stands_for_the_same_node),
        cmocka_unit_test(places_are_in_bytes_and_leave_out_what_is_not_the_value),
        cmocka_unit_test(bytes_that_are_no_text_are_named),
        cmocka_unit_test(characters_that_no_policy_may_hold_are_all_found),
        cmocka_unit_test(mistakes_that_end_the_reading_are_told_in_plain_words),
        cmocka_unit_test(what_a_policy_may_not_use_is_found_and_reading_goes_on),
        cmocka_unit_test(an_unknown_anchor_leads_to_the_one_that_was_meant),
        cmocka_unit_test(two_hundred_mistakes_come_out_in_their_order),
        cmocka_unit_test(problems_beyond_the_limit_are_counted),
        cmocka_unit_test(a_file_with_problems_is_a_tree_of_what_was_read),
        cmocka_unit_test(trees_are_equal_when_their_texts_are),
        cmocka_unit_test(problems_of_an_earlier_file_do_not_spoil_the_next),
        cmocka_unit_test(a_file_has_a_largest_size),
        cmocka_unit_test(a_text_has_a_largest_size),
        cmocka_unit_test(depth_has_a_limit_that_aliases_count_for),
        cmocka_unit_test(values_are_counted_where_aliases_repeat_them),
        cmocka_unit_test(bytes_of_text_are_counted_where_aliases_repeat_them),
        cmocka_unit_test(anchors_have_a_limit),
        cmocka_unit_test(directives_have_a_limit),
        cmocka_unit_test(many_equal_keys_cost_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
