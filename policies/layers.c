/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/layers.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zones/base/buffer.h"
#include "zones/base/nearest.h"
#include "zones/path.h"

/* A file that is being read, and those that led to it. */
struct chain {
    const struct chain *extender;
    const char *id; /* real path, or the name of a policy of the program */
    unsigned depth;
};

struct layers_reader {
    struct policy_layers *layers;
    struct policy_problems *problems;
    VECTOR(const char *) known; /* of all files that were read */
};

static const char *const recommended = POLICY_BUILTIN "recommended";

static bool is_builtin(const char *reference)
{
    return strncmp(reference, POLICY_BUILTIN, strlen(POLICY_BUILTIN)) == 0;
}

/* ---- Texts */

/* Fails with errno set, 0 when the file is none that could be read. One byte more than a policy may
 * have is enough to tell that it is too long. */
static bool read_file(const char *path, struct buffer *text)
{
    /* A pipe that nobody writes to must not hold up the run. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return false;
    }
    struct stat status;
    bool good = fstat(fd, &status) == 0;
    if (good && !S_ISREG(status.st_mode)) {
        errno = S_ISDIR(status.st_mode) ? EISDIR : 0;
        good = false;
    }
    while (good && text->length <= YAML_BYTES_MAX) {
        uint8_t piece[16384];
        ssize_t count = read(fd, piece, sizeof(piece));
        if (count == 0) {
            break;
        }
        if (count > 0) {
            buffer_add(text, (struct bytes){piece, (size_t)count});
        } else {
            good = errno == EINTR;
        }
    }
    int reason = errno;
    close(fd);
    errno = reason;
    return good;
}

/* What may be meant by a path that no file has; NULL when nobody knows. */
static const char *meant_instead(const struct layers_reader *reader, const char *path)
{
    if (strstr(path, "://") != NULL) {
        return "nothing is fetched from anywhere: keep a copy of it, and name that";
    }
    for (size_t i = 0; i < reader->layers->builtin_count; i++) {
        const char *name = reader->layers->builtins[i].name;
        if (strcmp(path_base(path), name) == 0) {
            return arena_format(reader->layers->arena, "there is %s%s", POLICY_BUILTIN, name);
        }
    }
    return NULL;
}

static void tell_unreadable(const struct layers_reader *reader,
                            struct policy_place place,
                            const char *path)
{
    reader->layers->incomplete = true;
    const char *reason = errno == 0 ? "it is no regular file" : strerror(errno);
    const char *help = errno == ENOENT ? meant_instead(reader, path) : NULL;
    policy_problem_add(reader->problems, place, "%s cannot be read: %s",
                       policy_quoted(reader->layers->arena, bytes_from_string(path)), reason)
        ->help = help;
}

static void tell_unknown_builtin(const struct layers_reader *reader,
                                 struct policy_place place,
                                 const char *reference)
{
    reader->layers->incomplete = true;
    struct arena *arena = reader->layers->arena;
    const char *name = reference + strlen(POLICY_BUILTIN);
    struct nearest nearest = nearest_to(name);
    struct buffer names = {0};
    for (size_t i = 0; i < reader->layers->builtin_count; i++) {
        nearest_offer(&nearest, reader->layers->builtins[i].name);
        buffer_add_format(&names, "%s%s", i == 0 ? "" : ", ", reader->layers->builtins[i].name);
    }
    struct policy_problem *problem =
        policy_problem_add(reader->problems, place, "no policy of the program is called %s",
                           policy_quoted(arena, bytes_from_string(name)));
    problem->help = nearest.found != NULL
                        ? arena_format(arena, "there is %s%s", POLICY_BUILTIN, nearest.found)
                        : arena_format(arena, "there are %s", buffer_string(&names));
    buffer_free(&names);
}

static const struct builtin_policy *find_builtin(const struct policy_layers *layers,
                                                 const char *reference)
{
    const char *name = reference + strlen(POLICY_BUILTIN);
    for (size_t i = 0; i < layers->builtin_count; i++) {
        if (strcmp(layers->builtins[i].name, name) == 0) {
            return &layers->builtins[i];
        }
    }
    return NULL;
}

static struct policy_source *source_new(struct arena *arena, const char *path, struct bytes text)
{
    struct policy_source *source = arena_get(arena, sizeof(*source));
    *source = (struct policy_source){
        .path = arena_copy_string(arena, path),
        .text = arena_copy(arena, text),
    };
    return source;
}

static struct policy_source *source_without_text(struct arena *arena, const char *path)
{
    struct policy_source *source = arena_get_zeroed(arena, sizeof(*source));
    source->path = arena_copy_string(arena, path);
    return source;
}

/* ---- Files that extend each other */

static void read_policy(struct layers_reader *reader,
                        const char *reference,
                        const struct policy_place *place,
                        const struct chain *extender);

/* What a file names as `extends`, one after the other. Anything but text is told by the schema. */
static const struct yaml_node *extended_at(const struct yaml_node *root, size_t index)
{
    const struct yaml_node *extends = yaml_get(root, "extends");
    if (extends != NULL && extends->kind == YAML_SCALAR) {
        return index == 0 ? extends : NULL;
    }
    return extends != NULL && extends->kind == YAML_LIST && index < extends->items.count
               ? extends->items.items[index]
               : NULL;
}

static bool has_extends(const struct yaml_node *root)
{
    return yaml_get(root, "extends") != NULL;
}

static void read_extended(struct layers_reader *reader,
                          const struct policy_layer *layer,
                          const struct chain *chain)
{
    struct arena *arena = reader->layers->arena;
    if (chain->extender == NULL && !has_extends(layer->root) && !is_builtin(chain->id)) {
        read_policy(reader, recommended, NULL, chain);
    }
    const struct yaml_node *extended;
    for (size_t i = 0; (extended = extended_at(layer->root, i)) != NULL; i++) {
        if (extended->kind != YAML_SCALAR || extended->text.length == 0) {
            continue;
        }
        const char *reference = (const char *)extended->text.data;
        if (!is_builtin(reference) && layer->folder == NULL) {
            policy_problem_add(reader->problems, extended->place,
                               "no file can be extended from here");
            continue;
        }
        if (!is_builtin(reference)) {
            reference =
                path_join(arena, bytes_from_string(arena_format(arena, "%s/", layer->folder)),
                          extended->text);
        }
        read_policy(reader, reference, &extended->place, chain);
    }
}

/* Whether the file is being read already, further up; then it is told as a circle. */
static bool chain_closes(const struct layers_reader *reader,
                         const struct chain *chain,
                         struct policy_place place)
{
    const struct chain *link = chain->extender;
    while (link != NULL && strcmp(link->id, chain->id) != 0) {
        link = link->extender;
    }
    if (link == NULL) {
        return false;
    }
    struct buffer way = {0};
    for (const struct chain *at = chain->extender; at != link; at = at->extender) {
        buffer_add_format(&way, " <- %s", at->id);
    }
    struct arena *arena = reader->layers->arena;
    policy_problem_add(reader->problems, place, "policies extend each other in a circle")->help =
        arena_format(arena, "%s%s <- %s", chain->id, buffer_string(&way), chain->id);
    buffer_free(&way);
    return true;
}

static bool is_known(const struct layers_reader *reader, const char *id)
{
    for (size_t i = 0; i < reader->known.count; i++) {
        if (strcmp(reader->known.items[i], id) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_within_limits(const struct layers_reader *reader,
                             const struct chain *chain,
                             struct policy_place place)
{
    if (chain->depth == POLICY_EXTENDS_DEPTH_MAX) {
        policy_problem_add(reader->problems, place, "more than %d policies extend one another here",
                           POLICY_EXTENDS_DEPTH_MAX);
    } else if (reader->known.count == POLICY_FILES_MAX) {
        policy_problem_add(reader->problems, place, "a policy comes from more than %d files",
                           POLICY_FILES_MAX);
    } else {
        return true;
    }
    reader->layers->incomplete = true;
    return false;
}

/* Whether the file is still to be read; when it cannot be, that is told. */
static bool is_wanted(const struct layers_reader *reader,
                      const struct chain *chain,
                      struct policy_place place)
{
    return !chain_closes(reader, chain, place) && !is_known(reader, chain->id) &&
           is_within_limits(reader, chain, place);
}

/* Reads the text of a file, and what it extends, into a layer. */
static void read_layer(struct layers_reader *reader,
                       struct policy_layer layer,
                       const struct chain *chain)
{
    struct policy_layers *layers = reader->layers;
    VECTOR_PUSH(&reader->known, chain->id);
    if (chain->extender == NULL) {
        layers->main = layer.source;
    }
    uint64_t problems_before = policy_problems_count(reader->problems);
    layer.root = yaml_read(layer.source, reader->problems);
    layer.is_empty =
        layer.root == NULL && policy_problems_count(reader->problems) == problems_before;
    bool whole = layer.root == NULL ? layer.is_empty : yaml_is_whole(layer.root);
    layers->incomplete = layers->incomplete || !whole;
    read_extended(reader, &layer, chain);
    VECTOR_PUSH(&layers->items, layer);
}

static void read_builtin(struct layers_reader *reader,
                         const char *reference,
                         struct policy_place place,
                         struct chain chain)
{
    struct policy_layers *layers = reader->layers;
    const struct builtin_policy *builtin = find_builtin(layers, reference);
    if (builtin == NULL) {
        tell_unknown_builtin(reader, place, reference);
        return;
    }
    struct bytes text = {(const uint8_t *)builtin->text, builtin->length};
    chain.id = arena_copy_string(layers->arena, reference);
    if (is_wanted(reader, &chain, place)) {
        struct policy_layer layer = {.source = source_new(layers->arena, reference, text)};
        read_layer(reader, layer, &chain);
    }
}

/* The folder of a real path: `/` or without a slash at its end. */
static const char *folder_of(const char *real, struct arena *arena)
{
    struct bytes folder = path_folder(real);
    size_t length = folder.length > 1 ? folder.length - 1 : folder.length;
    return arena_format(arena, "%.*s", (int)length, (const char *)folder.data);
}

static void read_policy_file(struct layers_reader *reader,
                             const char *path,
                             struct policy_place place,
                             struct chain chain)
{
    struct policy_layers *layers = reader->layers;
    char *real = realpath(path, NULL);
    if (real == NULL) {
        tell_unreadable(reader, place, path);
        return;
    }
    chain.id = arena_copy_string(layers->arena, real);
    free(real);
    if (!is_wanted(reader, &chain, place)) {
        return;
    }
    struct buffer text = {0};
    if (!read_file(chain.id, &text)) {
        tell_unreadable(reader, place, path);
    } else {
        struct policy_layer layer = {
            .source = source_new(
                layers->arena,
                path_shown_from(layers->working_folder, chain.extender == NULL ? path : chain.id),
                buffer_bytes(&text)),
            .folder = folder_of(chain.id, layers->arena),
            .is_own = true,
        };
        read_layer(reader, layer, &chain);
    }
    buffer_free(&text);
}

static void read_policy(struct layers_reader *reader,
                        const char *reference,
                        const struct policy_place *place,
                        const struct chain *extender)
{
    struct chain chain = {
        .extender = extender,
        .depth = extender == NULL ? 0 : extender->depth + 1,
    };
    struct policy_place at = {0};
    if (place != NULL) {
        at = *place;
    } else {
        at.source = source_without_text(reader->layers->arena, reference);
    }
    if (is_builtin(reference)) {
        read_builtin(reader, reference, at, chain);
    } else {
        read_policy_file(reader, reference, at, chain);
    }
}

void policy_layers_read(struct policy_layers *layers,
                        const char *path,
                        struct policy_problems *problems)
{
    struct layers_reader reader = {.layers = layers, .problems = problems};
    read_policy(&reader, path, NULL, NULL);
    VECTOR_FREE(&reader.known);
}

/* ---- The command line */

static const struct policy_source *option_source(struct arena *arena,
                                                 const char *option,
                                                 const char *text)
{
    struct policy_source *source = source_new(arena, option, bytes_from_string(text));
    source->is_option = true;
    return source;
}

static struct yaml_node *node_new(struct arena *arena,
                                  enum yaml_kind kind,
                                  struct policy_place place,
                                  struct bytes text)
{
    struct yaml_node *node = arena_get_zeroed(arena, sizeof(*node));
    node->kind = kind;
    node->place = place;
    node->text = arena_copy(arena, text);
    return node;
}

static void map_add(struct arena *arena,
                    struct yaml_node *map,
                    struct policy_place place,
                    struct bytes key,
                    struct yaml_node *value)
{
    struct yaml_pair *pairs = arena_get(arena, (map->pairs.count + 1) * sizeof(*pairs));
    if (map->pairs.count > 0) {
        memcpy(pairs, map->pairs.items, map->pairs.count * sizeof(*pairs));
    }
    pairs[map->pairs.count++] = (struct yaml_pair){
        .key = node_new(arena, YAML_SCALAR, place, key),
        .value = value,
    };
    map->pairs.items = pairs;
    map->pairs.capacity = map->pairs.count;
}

/* The value within a map for each key, from the last to the first. */
static struct yaml_node *maps_around(struct arena *arena,
                                     const struct policy_source *keys,
                                     struct yaml_node *value)
{
    struct yaml_node *node = value;
    size_t end = keys->text.length;
    for (;;) {
        const uint8_t *dot = end == 0 ? NULL : memrchr(keys->text.data, '.', end);
        size_t start = dot == NULL ? 0 : (size_t)(dot - keys->text.data) + 1;
        struct policy_place place = {keys, (uint32_t)start, (uint32_t)end};
        struct yaml_node *map = node_new(arena, YAML_MAP, place, (struct bytes){NULL, 0});
        map_add(arena, map, place, (struct bytes){keys->text.data + start, end - start}, node);
        if (dot == NULL) {
            return map;
        }
        node = map;
        end = start - 1;
    }
}

void policy_layers_set(struct policy_layers *layers,
                       const char *option,
                       const char *key,
                       const char *value,
                       struct policy_problems *problems)
{
    struct arena *arena = layers->arena;
    const struct policy_source *keys = option_source(arena, option, key);
    const struct policy_source *values = option_source(arena, option, value);
    uint64_t problems_before = policy_problems_count(problems);
    struct yaml_node *node = yaml_read(values, problems);
    if (node == NULL && policy_problems_count(problems) > problems_before) {
        return;
    }
    if (node == NULL) {
        node = node_new(arena, YAML_SCALAR, (struct policy_place){values, 0, 0},
                        (struct bytes){NULL, 0});
    }
    struct yaml_node *root = maps_around(arena, keys, node);
    if (has_extends(root)) {
        struct policy_place place = {keys, 0, (uint32_t)keys->text.length};
        policy_problem_add(problems, place, "the command line extends no policy")->help =
            "--policy names the one to go by";
        return;
    }
    /* Whoever sets one key speaks the language that this program knows. */
    if (yaml_get(root, "version") == NULL) {
        struct policy_place place = {keys, 0, 0};
        map_add(arena, root, place, bytes_from_string("version"),
                node_new(arena, YAML_SCALAR, place, bytes_from_string("1")));
    }
    struct policy_layer layer = {
        .source = keys,
        .root = root,
        .folder = layers->working_folder,
        .is_command_line = true,
    };
    VECTOR_PUSH(&layers->items, layer);
}

void policy_layers_end(struct policy_layers *layers)
{
    VECTOR_FREE(&layers->items);
}
