/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/yaml_complaint.h"

#include "zones/base/utf8.h"

/* Which piece of the text is shown. */
enum shown_place {
    SHOWN_CHARACTER,    /* where reading stopped, with the beginning of the context beside it */
    SHOWN_CONTEXT,      /* where the context began */
    SHOWN_FROM_CONTEXT, /* from there to where reading stopped */
    SHOWN_LINE_END,     /* from where reading stopped to the end of the line */
};

struct wording {
    const char *problem; /* as libyaml says it */
    const char *context; /* as well; NULL: any */
    enum shown_place shown;
    const char *message;
    const char *help;
};

#define TAB_MESSAGE "a tab where only spaces may indent"
#define TAB_HELP "write spaces instead of the tab"
#define BRACKETS_HELP "a text with \",\" or brackets in it needs quotes"
#define QUOTES_HELP "one \" or ' is not closed; inside of '...' a ' is written ''"
#define WORD_OF "did not find expected alphabetic or numeric character"

static const struct wording wordings[] = {
    {"found a tab character that violates indentation", NULL, SHOWN_CHARACTER, TAB_MESSAGE,
     TAB_HELP},
    {"found a tab character where an indentation space is expected", NULL, SHOWN_CHARACTER,
     TAB_MESSAGE, TAB_HELP},
    {"found unexpected end of stream", NULL, SHOWN_CHARACTER,
     "the file ends inside of a text in quotes", QUOTES_HELP},
    {"found unexpected document indicator", NULL, SHOWN_LINE_END,
     "the document ends inside of a text in quotes", QUOTES_HELP},
    {"did not find expected ',' or ']'", NULL, SHOWN_CHARACTER, "\",\" or \"]\" is missing here",
     BRACKETS_HELP},
    {"did not find expected ',' or '}'", NULL, SHOWN_CHARACTER, "\",\" or \"}\" is missing here",
     BRACKETS_HELP},
    {"mapping keys are not allowed in this context", NULL, SHOWN_CHARACTER, "no key can begin here",
     "a text that begins with \"? \" needs quotes"},
    {"block sequence entries are not allowed in this context", NULL, SHOWN_CHARACTER,
     "no list can begin here",
     "\"- \" is the first of its line; a text that begins with \"- \" needs quotes"},
    {"could not find expected ':'", NULL, SHOWN_CONTEXT, "no \":\" behind this key",
     "a key ends on its line, with \":\" and a space"},
    {"found unexpected ':'", NULL, SHOWN_CHARACTER, "\":\" inside of a text in brackets",
     "a text with \":\" in it needs quotes"},
    {WORD_OF, "while scanning an alias", SHOWN_FROM_CONTEXT,
     "\"*\" begins an alias, and this is no name of one",
     "a text that begins with \"*\" needs quotes"},
    {WORD_OF, "while scanning an anchor", SHOWN_FROM_CONTEXT,
     "\"&\" begins an anchor, and this is no name of one",
     "a text that begins with \"&\" needs quotes"},
    {"did not find expected hexdecimal number", NULL, SHOWN_CHARACTER,
     "an escape lacks hexadecimal digits",
     "\\x has two of them, \\u four, \\U eight; in '...' a backslash is itself"},
    {"found invalid Unicode character escape code", NULL, SHOWN_CHARACTER,
     "an escape names no character of Unicode", NULL},
    {"found an indentation indicator equal to 0", NULL, SHOWN_CHARACTER,
     "a text behind \"|\" or \">\" is indented by 1 to 9", NULL},
    {"did not find expected comment or line break", "while scanning a block scalar", SHOWN_LINE_END,
     "a text behind \"|\" or \">\" begins on the next line",
     "a text that begins with \"|\" or \">\" needs quotes"},
    {"found incompatible YAML document", NULL, SHOWN_LINE_END,
     "a version of YAML that is neither 1.1 nor 1.2", NULL},
};

static struct policy_place piece(const struct yaml_complaint *complaint, uint32_t start, size_t end)
{
    return (struct policy_place){complaint->source, start, (uint32_t)end};
}

/* Behind the character at `at`; `at` itself at the end of a line or of the text. */
static size_t behind_character(struct bytes text, size_t at)
{
    if (at >= text.length || text.data[at] == '\n' || text.data[at] == '\r') {
        return at;
    }
    return at + utf8_step(text, at);
}

static size_t line_end(struct bytes text, size_t at)
{
    while (at < text.length && text.data[at] != '\n' && text.data[at] != '\r') {
        at++;
    }
    return at;
}

static struct policy_place character_place(const struct yaml_complaint *complaint)
{
    return piece(complaint, complaint->at,
                 behind_character(complaint->source->text, complaint->at));
}

static struct policy_place shown_place(const struct yaml_complaint *complaint,
                                       enum shown_place shown)
{
    struct bytes text = complaint->source->text;
    switch (shown) {
    case SHOWN_CONTEXT:
        return piece(complaint, complaint->context_at, line_end(text, complaint->context_at));
    case SHOWN_FROM_CONTEXT:
        return piece(complaint, complaint->context_at, behind_character(text, complaint->at));
    case SHOWN_LINE_END:
        return piece(complaint, complaint->at, line_end(text, complaint->at));
    case SHOWN_CHARACTER:
        break;
    }
    return character_place(complaint);
}

static void set_other(struct policy_problems *problems,
                      struct policy_problem *problem,
                      const struct yaml_complaint *complaint,
                      uint32_t other)
{
    if (other != problem->place.start) {
        policy_problem_set_other(
            problems, problem,
            piece(complaint, other, behind_character(complaint->source->text, other)));
    }
}

/* The complaint with a help, and with the beginning of its context as the other place. */
static void add_with_context(const struct yaml_complaint *complaint,
                             struct policy_problems *problems,
                             struct policy_place place,
                             const char *message,
                             const char *help)
{
    struct policy_problem *problem = policy_problem_add(problems, place, "%s", message);
    problem->help = help;
    if (complaint->context != NULL) {
        set_other(problems, problem, complaint, complaint->context_at);
    }
}

void yaml_add_tag_problem(struct policy_problems *problems, struct policy_place place)
{
    policy_problem_add(problems, place, "tags are not read")->help =
        "what a value is follows from its key; a text that begins with \"!\" needs quotes";
}

/* A character that begins no value and no line. */
static void add_stray_character(const struct yaml_complaint *complaint,
                                struct policy_problems *problems)
{
    struct bytes text = complaint->source->text;
    struct policy_place place = character_place(complaint);
    if (place.end == place.start) {
        struct policy_problem *problem =
            policy_problem_add(problems, place, "a value is missing here");
        if (complaint->in_brackets) {
            problem->message = "the file ends inside of brackets";
            problem->help = BRACKETS_HELP;
            set_other(problems, problem, complaint, complaint->brackets_from);
        }
    } else if (text.data[place.start] == '\t') {
        policy_problem_add(problems, place, TAB_MESSAGE)->help = TAB_HELP;
    } else if (text.data[place.start] == ':') {
        policy_problem_add(problems, place, "no key in front of \":\"");
    } else {
        struct bytes character = {text.data + place.start, place.end - place.start};
        policy_problem_add(problems, place, "no text can begin with %s here",
                           policy_quoted(problems->arena, character))
            ->help = "put the text into quotes";
    }
}

/* Whether anything but blanks stands in front of the place on its line. */
static bool text_in_front(struct bytes text, uint32_t at)
{
    while (at > 0 && (text.data[at - 1] == ' ' || text.data[at - 1] == '\t')) {
        at--;
    }
    return at > 0 && text.data[at - 1] != '\n' && text.data[at - 1] != '\r';
}

/* A list or a map that goes on with something else than its next line. */
static void add_stray_line(const struct yaml_complaint *complaint,
                           struct policy_problems *problems,
                           const char *message,
                           const char *help)
{
    struct bytes text = complaint->source->text;
    struct policy_place rest = shown_place(complaint, SHOWN_LINE_END);
    if (complaint->at < text.length && text.data[complaint->at] == ':') {
        add_stray_character(complaint, problems);
    } else if (text_in_front(text, complaint->at)) {
        policy_problem_add(problems, rest, "text behind the end of a value")->help =
            "put quotes around all of the text; inside of '...' a ' is written ''";
    } else {
        add_with_context(complaint, problems, rest, message, help);
    }
}

static void add_unknown_escape(const struct yaml_complaint *complaint,
                               struct policy_problems *problems)
{
    struct bytes text = complaint->source->text;
    struct policy_place place =
        piece(complaint, complaint->at, behind_character(text, complaint->at + 1));
    struct bytes escape = {text.data + place.start, place.end - place.start};
    policy_problem_add(problems, place, "%s is no escape of YAML",
                       policy_quoted(problems->arena, escape))
        ->help = "inside of \"...\" a backslash is written \\\\, inside of '...' it is itself";
}

#define INDENTATION_HELP \
    "see whether the line is indented as its neighbours are; a text that goes on behind a " \
    "comment needs quotes"

/* A colon that would end a key where there can be none. The text that it ends has been read, and
 * began on this line or on one before. */
static void add_stray_colon(const struct yaml_complaint *complaint,
                            struct policy_problems *problems)
{
    struct policy_place place = character_place(complaint);
    struct policy_problem *problem;
    if (line_end(complaint->source->text, complaint->text_at) < complaint->at) {
        problem = policy_problem_add(problems, place, "a key inside of a text that begins above");
        problem->help = "indent the line as the keys that it belongs to; a text over several lines "
                        "needs quotes";
    } else {
        problem = policy_problem_add(problems, place, "\":\" inside of a text");
        problem->help = "put the text into quotes";
    }
    set_other(problems, problem, complaint, complaint->text_at);
}

static bool says(const char *text, const char *expected)
{
    return text != NULL && strcmp(text, expected) == 0;
}

/* The words depend on what stands at the place. Returns false for all other complaints. */
static bool add_by_place(const struct yaml_complaint *complaint, struct policy_problems *problems)
{
    const char *problem = complaint->problem;
    if (says(problem, "found character that cannot start any token") ||
        says(problem, "did not find expected node content")) {
        add_stray_character(complaint, problems);
    } else if (says(problem, "mapping values are not allowed in this context")) {
        add_stray_colon(complaint, problems);
    } else if (says(problem, "did not find expected key")) {
        add_stray_line(complaint, problems, "no key of the map begins here", INDENTATION_HELP);
    } else if (says(problem, "did not find expected '-' indicator")) {
        add_stray_line(complaint, problems, "no item of the list begins here", INDENTATION_HELP);
    } else if (says(problem, "did not find expected <document start>")) {
        if (complaint->document_ended) {
            add_stray_line(complaint, problems, "text behind the end of the document",
                           "a line that is indented less than the first one ends it, as \"...\" "
                           "does");
        } else {
            add_stray_line(complaint, problems, "\"---\" is missing behind the directives", NULL);
        }
    } else if (says(problem, "found unknown escape character")) {
        add_unknown_escape(complaint, problems);
    } else if (says(complaint->context, "while scanning a tag") ||
               says(complaint->context, "while parsing a tag") ||
               says(problem, "found undefined tag handle")) {
        yaml_add_tag_problem(problems, shown_place(complaint, SHOWN_FROM_CONTEXT));
    } else {
        return false;
    }
    return true;
}

void yaml_complaint_add(const struct yaml_complaint *complaint, struct policy_problems *problems)
{
    if (add_by_place(complaint, problems)) {
        return;
    }
    for (size_t i = 0; i < sizeof(wordings) / sizeof(wordings[0]); i++) {
        const struct wording *wording = &wordings[i];
        if (says(complaint->problem, wording->problem) &&
            (wording->context == NULL || says(complaint->context, wording->context))) {
            add_with_context(complaint, problems, shown_place(complaint, wording->shown),
                             wording->message, wording->help);
            return;
        }
    }
    const char *message = complaint->problem;
    if (complaint->context != NULL) {
        message = arena_format(problems->arena, "%s: %s", complaint->context, complaint->problem);
    }
    add_with_context(complaint, problems, character_place(complaint), message, NULL);
}
