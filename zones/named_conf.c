/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/named_conf.h"

#include "zones/conf_path.h"
#include "zones/path.h"
#include "zones/zone_name.h"
#include "zones/zone_probe.h"

/* What an `allow-update` or `update-policy` says. */
enum updates {
    UPDATES_UNSAID,
    UPDATES_NONE,
    UPDATES_SOME,
};

/* A view, or what is outside of all views: the options. */
struct conf_view {
    const char *name; /* NULL for the options */
    uint16_t class;
    enum updates updates;
};

enum conf_zone_type {
    CONF_ZONE_UNSAID,
    CONF_ZONE_PRIMARY,
    CONF_ZONE_SECONDARY,
    CONF_ZONE_OTHER, /* no file that holds the zone */
};

/* A zone statement. It is turned into a claim at the end, because the options may stand behind. */
struct conf_zone {
    const char *name; /* as written */
    struct conf_place place;
    const struct conf_view *view;
    uint16_t class;
    enum conf_zone_type type;
    bool provided;    /* by a database, or by a zone of another view */
    const char *file; /* as written; NULL when unsaid */
    enum updates updates;
    enum updates policy;
};

struct conf_reader {
    struct conf_view options;
    struct conf_view *view; /* whose statements are being read; &options outside of views */
    VECTOR(struct conf_zone) zones;
};

/* The class that may stand between a name and its block; without one `*class` stays as it is. */
static bool conf_take_class(struct conf_parser *parser, uint16_t *class)
{
    const struct conf_token *token = conf_peek(parser);
    if (token->kind == CONF_OPEN) {
        return true;
    }
    if (conf_token_is(token, "chaos")) {
        *class = CLASS_CH;
    } else if (conf_token_is(token, "hesiod")) {
        *class = CLASS_HS;
    } else if (!conf_token_is_text(token) || !rrclass_from_text(token->text, class)) {
        return conf_fail(parser, "a class or `{`");
    }
    conf_next(parser);
    return true;
}

static bool zone_read_type(struct conf_parser *parser, void *context)
{
    static const struct {
        const char *word;
        enum conf_zone_type type;
    } types[] = {
        {"primary", CONF_ZONE_PRIMARY},       {"master", CONF_ZONE_PRIMARY},
        {"secondary", CONF_ZONE_SECONDARY},   {"slave", CONF_ZONE_SECONDARY},
        {"mirror", CONF_ZONE_SECONDARY},      {"hint", CONF_ZONE_OTHER},
        {"forward", CONF_ZONE_OTHER},         {"stub", CONF_ZONE_OTHER},
        {"static-stub", CONF_ZONE_OTHER},     {"redirect", CONF_ZONE_OTHER},
        {"delegation-only", CONF_ZONE_OTHER},
    };
    struct conf_zone *zone = context;
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (conf_token_is(conf_peek(parser), types[i].word)) {
            zone->type = types[i].type;
            conf_next(parser);
            return true;
        }
    }
    return conf_fail(parser, "a type of zone");
}

static bool zone_read_file(struct conf_parser *parser, void *context)
{
    struct conf_zone *zone = context;
    return conf_take_text(parser, "the name of a file", &zone->file);
}

static bool zone_read_provided(struct conf_parser *parser, void *context)
{
    struct conf_zone *zone = context;
    bool is_none;
    zone->provided = true;
    return conf_skip_value(parser, &is_none);
}

static bool conf_take_updates(struct conf_parser *parser, enum updates *ret_updates)
{
    bool is_none;
    if (!conf_skip_value(parser, &is_none)) {
        return false;
    }
    *ret_updates = is_none ? UPDATES_NONE : UPDATES_SOME;
    return true;
}

static bool zone_read_allow_update(struct conf_parser *parser, void *context)
{
    struct conf_zone *zone = context;
    return conf_take_updates(parser, &zone->updates);
}

static bool zone_read_update_policy(struct conf_parser *parser, void *context)
{
    struct conf_zone *zone = context;
    return conf_take_updates(parser, &zone->policy);
}

static const struct conf_block zone_block = {
    .statements =
        {
            {"type", zone_read_type},
            {"file", zone_read_file},
            {"allow-update", zone_read_allow_update},
            {"update-policy", zone_read_update_policy},
            {"database", zone_read_provided},
            {"dlz", zone_read_provided},
            {"in-view", zone_read_provided},
            {NULL, NULL},
        },
};

static bool view_read_zone(struct conf_parser *parser, void *context)
{
    struct conf_reader *reader = context;
    struct conf_zone zone = {
        .place = conf_here(parser),
        .view = reader->view,
        .class = reader->view->class,
    };
    if (!conf_take_text(parser, "the name of a zone", &zone.name) ||
        !conf_take_class(parser, &zone.class) || !conf_parse_block(parser, &zone_block, &zone)) {
        return false;
    }
    VECTOR_PUSH(&reader->zones, zone);
    return true;
}

static bool view_read_allow_update(struct conf_parser *parser, void *context)
{
    struct conf_reader *reader = context;
    return conf_take_updates(parser, &reader->view->updates);
}

static const struct conf_block view_block = {
    .statements =
        {
            {"zone", view_read_zone},
            {"allow-update", view_read_allow_update},
            {NULL, NULL},
        },
};

static bool top_read_view(struct conf_parser *parser, void *context)
{
    struct conf_reader *reader = context;
    struct conf_view *view = arena_get_zeroed(parser->arena, sizeof(*view));
    view->class = CLASS_IN;
    if (!conf_take_text(parser, "the name of a view", &view->name) ||
        !conf_take_class(parser, &view->class)) {
        return false;
    }
    reader->view = view;
    bool good = conf_parse_block(parser, &view_block, reader);
    reader->view = &reader->options;
    return good;
}

static bool options_read_directory(struct conf_parser *parser, void *context)
{
    (void)context;
    const char *written;
    if (!conf_take_text(parser, "the name of a folder", &written)) {
        return false;
    }
    parser->directory =
        path_join(parser->arena, bytes_from_string(parser->folder), bytes_from_string(written));
    return true;
}

static const struct conf_block options_block = {
    .statements =
        {
            {"directory", options_read_directory},
            {"allow-update", view_read_allow_update},
            {NULL, NULL},
        },
};

static bool top_read_options(struct conf_parser *parser, void *context)
{
    return conf_parse_block(parser, &options_block, context);
}

static const struct conf_block top_block = {
    .braces_are_last = true,
    .statements =
        {
            {"options", top_read_options},
            {"view", top_read_view},
            {"zone", view_read_zone},
            {NULL, NULL},
        },
};

static bool conf_zone_is_dynamic(const struct conf_reader *reader, const struct conf_zone *zone)
{
    const enum updates nearest_first[] = {
        zone->policy,
        zone->updates,
        zone->view->updates,
        reader->options.updates,
    };
    for (size_t i = 0; i < sizeof(nearest_first) / sizeof(nearest_first[0]); i++) {
        if (nearest_first[i] != UPDATES_UNSAID) {
            return nearest_first[i] == UPDATES_SOME;
        }
    }
    return false;
}

/* What is wrong with a zone statement, or NULL. */
static const char *conf_zone_refusal(const struct conf_zone *zone, const char *name)
{
    if (name == NULL) {
        return "is no domain name";
    }
    if (zone->type == CONF_ZONE_UNSAID) {
        return "has no type";
    }
    if (zone->type == CONF_ZONE_PRIMARY && zone->file == NULL) {
        return "is a primary zone without a file";
    }
    return NULL;
}

/* What the paths of all zones are relative to. */
struct conf_folders {
    const char *base;         /* as the configuration says */
    const char *include_root; /* that, where it is, or where the configuration is */
};

static struct conf_folders conf_folders_find(const struct conf_parser *parser)
{
    const char *base = parser->directory == NULL ? parser->folder : parser->directory;
    return (struct conf_folders){base, path_exists(base) ? base : parser->folder};
}

static void conf_claim_zone(struct named_conf *conf,
                            struct conf_parser *parser,
                            const struct conf_folders *folders,
                            const struct conf_reader *reader,
                            const struct conf_zone *zone)
{
    if (zone->provided || zone->type == CONF_ZONE_OTHER) {
        return;
    }
    const char *name = zone_name_canonical(bytes_from_string(zone->name), conf->arena);
    const char *refusal = conf_zone_refusal(zone, name);
    if (refusal != NULL) {
        conf_note_error(parser, zone->place,
                        arena_format(conf->arena, "zone %s %s", zone->name, refusal));
        return;
    }
    if (zone->file == NULL) {
        return;
    }
    struct conf_path path = {
        .written = zone->file,
        .base = folders->base,
        .folder = parser->folder,
    };
    struct found_file file = conf_path_find(path, conf->arena);
    struct zone_claim claim = {
        .name = name,
        .path = file.path,
        .view = zone->view->name,
        .include_root = folders->include_root,
        .from = ZONE_NAME_CONFIG,
        .kind = zone->type == CONF_ZONE_PRIMARY ? ZONE_PRIMARY : ZONE_SECONDARY,
        .class = zone->class,
        .dynamic = conf_zone_is_dynamic(reader, zone),
        .bytes = file.bytes,
    };
    if (claim.kind == ZONE_PRIMARY || file_is_text(claim.path)) {
        VECTOR_PUSH(&conf->zones, claim);
        VECTOR_PUSH(&conf->files, file.id);
    }
}

void named_conf_start(struct named_conf *conf, struct arena *arena)
{
    *conf = (struct named_conf){.arena = arena};
}

void named_conf_end(struct named_conf *conf)
{
    VECTOR_FREE(&conf->zones);
    VECTOR_FREE(&conf->files);
    VECTOR_FREE(&conf->errors);
}

enum status named_conf_read(struct named_conf *conf, const char *path, struct error *error)
{
    struct conf_parser parser;
    struct conf_reader reader = {.options = {.class = CLASS_IN}};
    reader.view = &reader.options;
    conf_parser_start(&parser, path, conf->arena, error);
    bool good = conf_parse_file(&parser, path, &top_block, &reader);
    struct conf_folders folders = conf_folders_find(&parser);
    for (size_t i = 0; i < reader.zones.count; i++) {
        conf_claim_zone(conf, &parser, &folders, &reader, &reader.zones.items[i]);
    }
    for (size_t i = 0; i < parser.errors.count; i++) {
        VECTOR_PUSH(&conf->errors, parser.errors.items[i]);
    }
    VECTOR_FREE(&reader.zones);
    conf_parser_end(&parser);
    return good ? STATUS_OK : STATUS_FAILED;
}

/* The statements of BIND 9 at the top of a file, older names too, but for `include`. */
static bool is_top_statement(const struct conf_token *token)
{
    static const char *const words[] = {
        "acl",
        "controls",
        "dlz",
        "dnssec-policy",
        "dyndb",
        "http",
        "key",
        "logging",
        "managed-keys",
        "key-store",
        "masters",
        "options",
        "plugin",
        "primaries",
        "parental-agents",
        "server",
        "remote-servers",
        "tls",
        "trust-anchors",
        "statistics-channels",
        "view",
        "zone",
        "lwres",
        "trusted-keys",
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (token->kind == CONF_WORD && conf_token_is(token, words[i])) {
            return true;
        }
    }
    return false;
}

bool named_conf_begins(struct bytes text)
{
    enum { WORDS_BEFORE_BLOCK_MAX = 5 }; /* primaries NAME port NUMBER … { */
    struct conf_scanner scanner = {.text = text};
    struct conf_token word = conf_token_next(&scanner);
    struct conf_token token = conf_token_next(&scanner);
    if (word.kind == CONF_WORD && conf_token_is(&word, "include")) {
        return token.kind == CONF_STRING && conf_token_next(&scanner).kind == CONF_SEMICOLON;
    }
    if (!is_top_statement(&word)) {
        return false;
    }
    for (int i = 0; i < WORDS_BEFORE_BLOCK_MAX && conf_token_is_text(&token); i++) {
        token = conf_token_next(&scanner);
    }
    return token.kind == CONF_OPEN;
}
