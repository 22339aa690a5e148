/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/yaml.h"

#include <assert.h>
#include <stdlib.h>

#include <yaml.h>

#include "policies/yaml_complaint.h"
#include "policies/yaml_text.h"
#include "zones/base/nearest.h"
#include "zones/base/utf8.h"

/* How much nodes are, wherever aliases stand for them. */
struct weight {
    uint64_t nodes;
    uint64_t text_bytes;
};

struct anchor {
    const char *name;
    struct policy_place place;
    struct yaml_node *node;
    struct weight before; /* what was read when it began */
    struct weight weight;
    unsigned height; /* lists and maps within each other */
    bool ended;      /* only then are weight and height known */
};

/* A list or a map that has begun and has not ended. */
struct frame {
    struct yaml_node *node;
    struct anchor *anchor; /* NULL: none */
    size_t first_child;    /* in the reader's list */
    unsigned height;       /* of the highest child so far: lists and maps within each other */
    bool flow;             /* in brackets */
};

struct reader {
    struct policy_problems *problems;
    struct arena *arena;
    struct yaml_text text;

    struct yaml_node *root; /* NULL: not read yet */
    bool document_ended;
    bool ended; /* nothing more is to be read */

    struct frame frames[YAML_DEPTH_MAX];
    unsigned depth;
    VECTOR(struct yaml_node *)
    children;                         /* of all frames, those of the innermost last; in a map key
                                            and value in turn, NULL for a key that is none */
    VECTOR(struct yaml_node **) keys; /* of one map, for finding equal ones */

    struct anchor anchors[YAML_ANCHORS_MAX];
    size_t anchor_count;
    struct weight weight;
    uint32_t text_at;   /* where the last scalar begins */
    uint32_t value_end; /* where the last scalar, or list or map in brackets, ends */
};

/* What stands in front of the content of a node. */
struct properties {
    const char *anchor; /* NULL: none */
    bool tag;
    struct policy_place anchor_place;
};

static struct policy_place event_place(struct reader *reader, const yaml_event_t *event)
{
    uint32_t start = yaml_text_place(&reader->text, event->start_mark.index);
    uint32_t end = yaml_text_place(&reader->text, event->end_mark.index);
    return (struct policy_place){reader->text.source, start, end};
}

/* libyaml counts anchor and tag to the place of a node. Steps over them, and tells of a tag. */
static struct policy_place content_place(struct reader *reader,
                                         struct policy_place place,
                                         struct properties *properties)
{
    const uint8_t *text = place.source->text.data;
    int count = (properties->anchor != NULL) + properties->tag;
    for (int i = 0; i < count; i++) {
        struct policy_place word = yaml_first_word(place);
        if (text[word.start] == '!') {
            yaml_add_tag_problem(reader->problems, word);
        } else {
            properties->anchor_place = word;
        }
        place.start = word.end;
        place = yaml_without_blanks(place);
    }
    return place;
}

/* The last of this name, as YAML has it. */
static struct anchor *anchor_find(struct reader *reader, const char *name)
{
    for (size_t i = reader->anchor_count; i > 0; i--) {
        if (strcmp(reader->anchors[i - 1].name, name) == 0) {
            return &reader->anchors[i - 1];
        }
    }
    return NULL;
}

/* Notes the anchor of a node that begins; NULL when it has none, or one too many. */
static struct anchor *anchor_begin(struct reader *reader,
                                   struct properties properties,
                                   struct yaml_node *node)
{
    if (properties.anchor == NULL) {
        return NULL;
    }
    const struct anchor *first = anchor_find(reader, properties.anchor);
    if (first != NULL) {
        struct policy_problem *problem = policy_problem_add(
            reader->problems, properties.anchor_place, "there are two anchors %s",
            policy_quoted(reader->arena, bytes_from_string(properties.anchor)));
        policy_problem_set_other(reader->problems, problem, first->place);
    }
    if (reader->anchor_count == YAML_ANCHORS_MAX) {
        policy_problem_add(reader->problems, properties.anchor_place, "more than %d anchors",
                           YAML_ANCHORS_MAX);
        reader->ended = true;
        return NULL;
    }
    struct anchor *anchor = &reader->anchors[reader->anchor_count++];
    *anchor = (struct anchor){
        .name = arena_copy_string(reader->arena, properties.anchor),
        .place = properties.anchor_place,
        .node = node,
        .before = reader->weight,
    };
    return anchor;
}

static void anchor_end(const struct reader *reader, struct anchor *anchor, unsigned height)
{
    if (anchor != NULL) {
        anchor->ended = true;
        anchor->height = height;
        anchor->weight = (struct weight){
            reader->weight.nodes - anchor->before.nodes,
            reader->weight.text_bytes - anchor->before.text_bytes,
        };
    }
}

/* Counts what comes to stand at `place`: a node, or all that an alias stands for. Returns false when
 * that is too much, and then reading ends. What an anchor weighs is a number, known when its node
 * ends, so that a file of a thousand bytes that stands for a thousand million nodes costs nothing.
 * The sums cannot overflow: neither of the two grows by more than its limit after reaching it. */
static bool weigh(struct reader *reader,
                  struct policy_place place,
                  struct weight weight,
                  unsigned height)
{
    static const char repeated[] = "those that aliases repeat counted again";
    if (reader->ended) {
        return false; /* by its anchor, which was one too many */
    }
    reader->weight.nodes += weight.nodes;
    reader->weight.text_bytes += weight.text_bytes;
    if (reader->depth + height > YAML_DEPTH_MAX) {
        policy_problem_add(reader->problems, place, "more than %d lists and maps within each other",
                           YAML_DEPTH_MAX);
    } else if (reader->weight.nodes > YAML_NODES_MAX) {
        policy_problem_add(reader->problems, place, "more than %d values, %s", YAML_NODES_MAX,
                           repeated)
            ->help = "write them to several files, and name those under extends";
    } else if (reader->weight.text_bytes > YAML_TEXT_BYTES_MAX) {
        policy_problem_add(reader->problems, place, "more than %d bytes of text, %s",
                           YAML_TEXT_BYTES_MAX, repeated)
            ->help = "write them to several files, and name those under extends";
    } else {
        return true;
    }
    reader->ended = true;
    return false;
}

static struct frame *innermost(struct reader *reader)
{
    return reader->depth == 0 ? NULL : &reader->frames[reader->depth - 1];
}

static bool key_is_next(struct reader *reader)
{
    const struct frame *frame = innermost(reader);
    return frame != NULL && frame->node->kind == YAML_MAP &&
           (reader->children.count - frame->first_child) % 2 == 0;
}

/* Whether a node may be a key; if not, that is told, or what keeps it from being one was. */
static bool key_is_good(struct reader *reader, const struct yaml_node *node)
{
    if (node->incomplete) {
        return false;
    }
    if (node->kind != YAML_SCALAR) {
        policy_problem_add(reader->problems, node->place,
                           "a key has to be a text, and this is a %s",
                           node->kind == YAML_LIST ? "list" : "map")
            ->help = "a text that begins with a bracket needs quotes";
        return false;
    }
    if (node->text.length == 0) {
        policy_problem_add(reader->problems, node->place, "an empty key");
        return false;
    }
    if (!node->quoted && bytes_equal(node->text, bytes_from_string("<<"))) {
        policy_problem_add(reader->problems, node->place, "merge keys are not read")->help =
            "write out the keys that are to be merged";
        return false;
    }
    return true;
}

/* Puts a node where it belongs; NULL: a key that is none. `height` is of lists and maps within each
 * other. */
static void add_child(struct reader *reader, struct yaml_node *node, unsigned height)
{
    struct frame *frame = innermost(reader);
    if (frame == NULL) {
        reader->root = node;
        return;
    }
    if (height > frame->height) {
        frame->height = height;
    }
    frame->node->incomplete = frame->node->incomplete || node == NULL;
    VECTOR_PUSH(&reader->children, node);
}

static void add_node(struct reader *reader, struct yaml_node *node, unsigned height)
{
    bool refused = key_is_next(reader) && !key_is_good(reader, node);
    add_child(reader, refused ? NULL : node, height);
}

static struct yaml_node *new_node(struct reader *reader,
                                  enum yaml_kind kind,
                                  struct policy_place place)
{
    struct yaml_node *node = arena_get_zeroed(reader->arena, sizeof(*node));
    node->kind = kind;
    node->place = place;
    return node;
}

/* Tells of the first character that an escape stands for and no text may hold; returns whether
 * there is any. */
static bool tell_refused_escape(struct reader *reader, struct bytes text, struct policy_place place)
{
    size_t length;
    for (size_t at = 0; at < text.length; at += length) {
        uint32_t code;
        length = utf8_read(text, at, &code);
        assert(length > 0);
        if (yaml_refuses(code)) {
            policy_problem_add(reader->problems, place, "an escape stands for U+%04X, %s",
                               (unsigned)code, "which cannot be in a policy");
            return true;
        }
    }
    return false;
}

static bool tell_long_text(struct reader *reader, struct bytes text, struct policy_place place)
{
    if (text.length <= YAML_SCALAR_BYTES_MAX) {
        return false;
    }
    policy_problem_add(reader->problems, place, "a text of %zu bytes, more than %d", text.length,
                       YAML_SCALAR_BYTES_MAX);
    return true;
}

static void take_scalar(struct reader *reader, const yaml_event_t *event)
{
    struct properties properties = {
        .anchor = (const char *)event->data.scalar.anchor,
        .tag = event->data.scalar.tag != NULL,
    };
    struct policy_place place = content_place(reader, event_place(reader, event), &properties);
    /* The mark behind a block is the start of the next line that is not empty. */
    while (place.end > place.start && yaml_is_blank(place.source->text.data[place.end - 1])) {
        place.end--;
    }
    struct bytes text = {event->data.scalar.value, event->data.scalar.length};
    struct yaml_node *node = new_node(reader, YAML_SCALAR, place);
    reader->text_at = place.start;
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    node->text = arena_copy(reader->arena, text);
    struct anchor *anchor = anchor_begin(reader, properties, node);
    if (!weigh(reader, place, (struct weight){1, text.length}, 0)) {
        return;
    }
    anchor_end(reader, anchor, 0);
    reader->value_end = place.end;
    bool refused = tell_refused_escape(reader, text, place);
    bool too_long = tell_long_text(reader, text, place);
    node->incomplete = refused || too_long || yaml_text_differs(&reader->text, place);
    if (node->incomplete) {
        node->text.length = 0;
        node->text = arena_copy(reader->arena, node->text);
    }
    add_node(reader, node, 0);
}

/* Stands for a value that is not known. */
static struct yaml_node *unknown_new(struct reader *reader, struct policy_place place)
{
    struct yaml_node *node = new_node(reader, YAML_SCALAR, place);
    node->text = arena_copy(reader->arena, node->text);
    node->incomplete = true;
    return node;
}

static void add_unknown(struct reader *reader, struct policy_place place)
{
    if (weigh(reader, place, (struct weight){1, 0}, 0)) {
        add_node(reader, unknown_new(reader, place), 0);
    }
}

/* The alias of an anchor that there is not. */
static void add_unknown_anchor(struct reader *reader, const char *name, struct policy_place place)
{
    struct policy_problem *problem =
        policy_problem_add(reader->problems, place, "there is no anchor %s",
                           policy_quoted(reader->arena, bytes_from_string(name)));
    problem->help = "a text that begins with \"*\" needs quotes";
    if (reader->problems->left_out > 0) {
        return; /* no need for the word, which takes a while to find */
    }
    struct nearest nearest = nearest_to(name);
    for (size_t i = 0; i < reader->anchor_count; i++) {
        nearest_offer(&nearest, reader->anchors[i].name);
    }
    if (nearest.found != NULL) {
        problem->help = arena_format(reader->arena, "there is an anchor \"%s\"", nearest.found);
    }
}

static void take_alias(struct reader *reader, const yaml_event_t *event)
{
    struct policy_place place = event_place(reader, event);
    const char *name = (const char *)event->data.alias.anchor;
    const struct anchor *anchor = anchor_find(reader, name);
    if (key_is_next(reader)) {
        policy_problem_add(reader->problems, place, "an alias cannot be a key")->help =
            "write the key out; a text that begins with \"*\" needs quotes";
    } else if (anchor == NULL) {
        add_unknown_anchor(reader, name, place);
    } else if (!anchor->ended) {
        struct policy_problem *problem = policy_problem_add(
            reader->problems, place, "the alias is a part of what it stands for");
        policy_problem_set_other(reader->problems, problem, anchor->place);
    } else {
        if (weigh(reader, place, anchor->weight, anchor->height)) {
            add_child(reader, anchor->node, anchor->height);
        }
        return;
    }
    add_unknown(reader, place);
}

static void begin_collection(struct reader *reader,
                             enum yaml_kind kind,
                             struct policy_place place,
                             struct properties properties,
                             bool flow)
{
    place = content_place(reader, place, &properties);
    place.end = place.start + (uint32_t)utf8_step(place.source->text, place.start);
    struct yaml_node *node = new_node(reader, kind, place);
    struct anchor *anchor = anchor_begin(reader, properties, node);
    if (weigh(reader, place, (struct weight){1, 0}, 1)) {
        reader->frames[reader->depth++] = (struct frame){
            .node = node,
            .anchor = anchor,
            .first_child = reader->children.count,
            .flow = flow,
        };
    }
}

static void begin_list(struct reader *reader, const yaml_event_t *event)
{
    struct properties properties = {
        .anchor = (const char *)event->data.sequence_start.anchor,
        .tag = event->data.sequence_start.tag != NULL,
    };
    begin_collection(reader, YAML_LIST, event_place(reader, event), properties,
                     event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
}

static void begin_map(struct reader *reader, const yaml_event_t *event)
{
    struct properties properties = {
        .anchor = (const char *)event->data.mapping_start.anchor,
        .tag = event->data.mapping_start.tag != NULL,
    };
    begin_collection(reader, YAML_MAP, event_place(reader, event), properties,
                     event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
}

static void fill_list(struct reader *reader, const struct frame *frame)
{
    struct yaml_node *list = frame->node;
    size_t count = reader->children.count - frame->first_child;
    if (count > 0) {
        size_t size = count * sizeof(*list->items.items);
        list->items.items = arena_get(reader->arena, size);
        memcpy(list->items.items, reader->children.items + frame->first_child, size);
        list->items.count = count;
        list->items.capacity = count;
    }
}

/* By text; equal keys by their order in the file. */
static int key_compare(const void *a, const void *b)
{
    struct yaml_node *const *const *first = a;
    struct yaml_node *const *const *second = b;
    struct bytes x = (**first)->text;
    struct bytes y = (**second)->text;
    int order = memcmp(x.data, y.data, x.length < y.length ? x.length : y.length);
    if (order != 0) {
        return order;
    }
    if (x.length != y.length) {
        return x.length < y.length ? -1 : 1;
    }
    return *first < *second ? -1 : *first > *second;
}

/* Tells of keys that are in a map already. Sorting keeps that cheap whatever the keys are. */
static void tell_second_keys(struct reader *reader, const struct frame *frame)
{
    reader->keys.count = 0;
    for (size_t i = frame->first_child; i < reader->children.count; i += 2) {
        if (reader->children.items[i] != NULL) {
            VECTOR_PUSH(&reader->keys, &reader->children.items[i]);
        }
    }
    if (reader->keys.count < 2) {
        return;
    }
    qsort(reader->keys.items, reader->keys.count, sizeof(*reader->keys.items), key_compare);
    const struct yaml_node *first = *reader->keys.items[0];
    for (size_t i = 1; i < reader->keys.count; i++) {
        const struct yaml_node *key = *reader->keys.items[i];
        if (!bytes_equal(first->text, key->text)) {
            first = key;
            continue;
        }
        struct policy_problem *problem =
            policy_problem_add(reader->problems, key->place, "the key %s is there twice",
                               policy_quoted(reader->arena, first->text));
        policy_problem_set_other(reader->problems, problem, first->place);
    }
}

static void fill_map(struct reader *reader, const struct frame *frame)
{
    tell_second_keys(reader, frame);
    struct yaml_node *map = frame->node;
    size_t room = (reader->children.count - frame->first_child) / 2;
    map->pairs.items = arena_get(reader->arena, room * sizeof(*map->pairs.items));
    map->pairs.capacity = room;
    /* The last key of a map whose end was not reached may lack its value. */
    for (size_t i = frame->first_child; i + 1 < reader->children.count; i += 2) {
        struct yaml_node *const *pair = reader->children.items + i;
        if (pair[0] != NULL) {
            map->pairs.items[map->pairs.count++] = (struct yaml_pair){pair[0], pair[1]};
        }
    }
}

static void end_collection(struct reader *reader)
{
    assert(reader->depth > 0);
    struct frame frame = reader->frames[reader->depth - 1];
    if (frame.node->kind == YAML_LIST) {
        fill_list(reader, &frame);
    } else {
        fill_map(reader, &frame);
    }
    reader->children.count = frame.first_child;
    reader->depth--;
    unsigned height = frame.height + 1;
    anchor_end(reader, frame.anchor, height);
    add_node(reader, frame.node, height);
}

/* Ends the lists and maps whose end was not reached. */
static void end_open_collections(struct reader *reader)
{
    while (reader->depth > 0) {
        innermost(reader)->node->incomplete = true;
        end_collection(reader);
    }
}

/* Puts something that is not known in the place of the last value in front of the place where libyaml
 * could not go on, if it is on the same line: in `"x" y` it is not what was meant. */
static void doubt_last_value(struct reader *reader, uint32_t at)
{
    const uint8_t *text = reader->text.source->text.data;
    const struct frame *frame = innermost(reader);
    bool same_line = at < reader->value_end ||
                     memchr(text + reader->value_end, '\n', at - reader->value_end) == NULL;
    if (same_line && frame != NULL && reader->children.count > frame->first_child) {
        struct yaml_node **last = &reader->children.items[reader->children.count - 1];
        *last = *last == NULL ? NULL : unknown_new(reader, (*last)->place);
    }
}

/* What stands in brackets that are not closed may be anything. */
static void doubt_open_brackets(struct reader *reader)
{
    const struct frame *frame = innermost(reader);
    while (frame != NULL && frame->flow) {
        reader->children.count = frame->first_child;
        reader->depth--;
        add_node(reader, unknown_new(reader, frame->node->place), 0);
        frame = innermost(reader);
    }
}

static void begin_document(struct reader *reader, const yaml_event_t *event)
{
    if (reader->document_ended) {
        struct policy_place place = event_place(reader, event);
        place.start = place.end - 3; /* directives may stand in front of the --- */
        policy_problem_add(reader->problems, place, "a second document in one file")->help =
            "write each policy to a file of its own";
        reader->ended = true;
    }
}

static void take_event(struct reader *reader, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        begin_document(reader, event);
        break;
    case YAML_DOCUMENT_END_EVENT:
        reader->document_ended = true;
        break;
    case YAML_STREAM_END_EVENT:
        reader->ended = true;
        break;
    case YAML_ALIAS_EVENT:
        take_alias(reader, event);
        break;
    case YAML_SCALAR_EVENT:
        take_scalar(reader, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        begin_list(reader, event);
        break;
    case YAML_MAPPING_START_EVENT:
        begin_map(reader, event);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        if (innermost(reader)->flow) {
            reader->value_end = yaml_text_place(&reader->text, event->end_mark.index);
        }
        end_collection(reader);
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
        break;
    }
}

/* libyaml could not read on. */
static void take_error(struct reader *reader, const yaml_parser_t *parser)
{
    if (parser->error == YAML_MEMORY_ERROR) {
        memory_exhausted();
    }
    struct yaml_complaint complaint = {
        .source = reader->text.source,
        .problem = parser->problem,
        .context = parser->context,
        .at = yaml_text_place(&reader->text, parser->problem_mark.index),
        .text_at = reader->text_at,
        .document_ended = reader->document_ended,
    };
    if (parser->context != NULL) {
        complaint.context_at = yaml_text_place(&reader->text, parser->context_mark.index);
    }
    const struct frame *frame = innermost(reader);
    if (frame != NULL && frame->flow) {
        complaint.in_brackets = true;
        complaint.brackets_from = frame->node->place.start;
    }
    yaml_complaint_add(&complaint, reader->problems);
    doubt_last_value(reader, complaint.at);
    doubt_open_brackets(reader);
    if (reader->root != NULL && reader->root->kind == YAML_SCALAR) {
        reader->root = unknown_new(reader, reader->root->place);
    } else if (reader->root != NULL) {
        reader->root->incomplete = true; /* the document ended where it should not */
    }
}

static void read_events(struct reader *reader)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        memory_exhausted();
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, reader->text.bytes.data, reader->text.bytes.length);
    while (!reader->ended) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            take_error(reader, &parser);
            break;
        }
        take_event(reader, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

struct yaml_node *yaml_read(const struct policy_source *source, struct policy_problems *problems)
{
    size_t first_problem = problems->items.count;
    if (source->text.length > YAML_BYTES_MAX) {
        policy_problem_add(problems, (struct policy_place){source, 0, 0},
                           "a file of %zu bytes, more than %d", source->text.length,
                           YAML_BYTES_MAX);
        return NULL;
    }
    struct reader reader = {.problems = problems, .arena = problems->arena};
    if (!yaml_text_make(&reader.text, source, problems)) {
        return NULL;
    }
    if (reader.text.bytes.length > 0) {
        read_events(&reader);
        end_open_collections(&reader);
    }
    VECTOR_FREE(&reader.children);
    VECTOR_FREE(&reader.keys);
    /* Those of the characters, of the values, and of the maps, whose keys are compared at their end,
     * were found one after the other. */
    policy_problems_sort(problems, first_problem);
    struct yaml_node *root = reader.root;
    bool nothing = root != NULL && root->kind == YAML_SCALAR && !root->quoted &&
                   root->text.length == 0 && !root->incomplete;
    return nothing ? NULL : root;
}
