/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/discovery.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "zones/base/memory.h"
#include "zones/folder.h"
#include "zones/include_scan.h"
#include "zones/named_conf.h"
#include "zones/path.h"
#include "zones/zone_probe.h"

/* Where a claim comes from; those in front outrank those behind. */
enum claim_origin {
    CLAIM_TOLD,  /* by --zone, a policy's map or a configuration, which name the zone */
    CLAIM_GIVEN, /* as a PATH */
    CLAIM_FOUND, /* in a folder */
};

/* What is known of a claim's file until the claims are settled. */
struct claim_note {
    enum claim_origin origin;
    struct file_id file;             /* unset when it is not there */
    const struct file_id *soa_files; /* as in struct probe */
    size_t soa_file_count;
    bool linked; /* its name is a symbolic link */
    bool has_soa;
    bool wanted; /* CLAIM_ALWAYS */
    bool dropped;
};

struct claims *claims_new(void)
{
    struct claims *claims = memory_get_zeroed(1, sizeof(*claims));
    claims->arena = arena_new();
    return claims;
}

void claims_free(struct claims *claims)
{
    if (claims == NULL) {
        return;
    }
    VECTOR_FREE(&claims->items);
    VECTOR_FREE(&claims->errors);
    free(claims->notes);
    arena_free(claims->arena);
    free(claims);
}

static void claims_add_error(struct claims *claims, const char *path, const char *message)
{
    struct unread error = {
        .path = arena_copy_string(claims->arena, path),
        .message = arena_copy_string(claims->arena, message),
    };
    VECTOR_PUSH(&claims->errors, error);
}

static void claims_add(struct claims *claims, struct zone_claim claim, struct claim_note note)
{
    if (claims->items.count == CLAIMS_MAX) {
        const char *message =
            arena_format(claims->arena, "%s: more than %d zones", claim.path, CLAIMS_MAX);
        claims_add_error(claims, claim.path, message);
        return;
    }
    size_t capacity = claims->items.capacity;
    assert(capacity == 0 || claims->notes != NULL); /* not settled yet */
    VECTOR_PUSH(&claims->items, claim);
    if (claims->items.capacity != capacity) {
        claims->notes =
            memory_resize(claims->notes, claims->items.capacity * sizeof(*claims->notes));
    }
    claims->notes[claims->items.count - 1] = note;
}

static void claims_add_told(struct claims *claims, struct zone_claim claim, struct file_id file)
{
    claims_add(claims, claim, (struct claim_note){.origin = CLAIM_TOLD, .file = file});
}

enum status claims_add_option(struct claims *claims, const char *option, struct error *error)
{
    const char *equals = strchr(option, '=');
    if (equals == NULL || equals[1] == '\0') {
        return error_set(error, "--zone %s: expected NAME=FILE", option);
    }
    struct bytes name = {(const uint8_t *)option, (size_t)(equals - option)};
    struct zone_claim claim = {
        .name = zone_name_canonical(name, claims->arena),
        .path = arena_copy_string(claims->arena, equals + 1),
        .from = ZONE_NAME_OPTION,
    };
    if (claim.name == NULL) {
        return error_set(error, "--zone %s: %.*s is no domain name", option, (int)name.length,
                         option);
    }
    struct file_id file = file_id_and_bytes(claim.path, &claim.bytes);
    claims_add_told(claims, claim, file);
    return STATUS_OK;
}

void claims_add_named(struct claims *claims, const char *name, const char *path)
{
    struct zone_claim claim = {
        .name = arena_copy_string(claims->arena, name),
        .path = arena_copy_string(claims->arena, path),
        .from = ZONE_NAME_POLICY,
    };
    struct file_id file = file_id_and_bytes(path, &claim.bytes);
    claims_add_told(claims, claim, file);
}

enum status claims_add_named_conf(struct claims *claims, const char *path, struct error *error)
{
    struct named_conf conf;
    named_conf_start(&conf, claims->arena);
    enum status status = named_conf_read(&conf, path, error);
    for (size_t i = 0; i < conf.zones.count; i++) {
        claims_add_told(claims, conf.zones.items[i], conf.files.items[i]);
    }
    for (size_t i = 0; i < conf.errors.count; i++) {
        claims_add_error(claims, conf.errors.items[i].path, conf.errors.items[i].message);
    }
    named_conf_end(&conf);
    return status;
}

static struct claim_advice claims_advice(const struct claims *claims,
                                         const char *path,
                                         bool is_folder)
{
    const struct claim_adviser *adviser = &claims->adviser;
    return adviser->advise == NULL ? (struct claim_advice){0}
                                   : adviser->advise(adviser->context, path, is_folder);
}

/* Claims a file for the zone that the advice (or NULL), its text or its name tells. */
static void claims_add_probed(struct claims *claims,
                              const char *path,
                              const char *advised_name,
                              const struct probe *probe,
                              struct claim_note note)
{
    struct zone_claim claim = {
        .name = probe->name,
        .path = arena_copy_string(claims->arena, path),
        .from = ZONE_NAME_CONTENT,
        .bytes = probe->bytes,
    };
    if (advised_name != NULL) {
        claim.name = arena_copy_string(claims->arena, advised_name);
        claim.from = ZONE_NAME_POLICY;
    } else if (claim.name == NULL) {
        claim.name = zone_name_from_path(path, claims->arena);
        claim.from = ZONE_NAME_FILE;
    }
    note.file = probe->file;
    note.soa_files = probe->soa_files;
    note.soa_file_count = probe->soa_file_count;
    note.has_soa = probe->kind == PROBE_SOA || probe->kind == PROBE_SOA_INCLUDED;
    if (claim.name != NULL || note.origin == CLAIM_GIVEN || note.wanted ||
        zone_path_is_typical(path)) {
        claims_add(claims, claim, note);
    }
}

static void claims_add_file(struct claims *claims, const char *path)
{
    struct error error;
    struct probe probe;
    struct probe_options options = {.strict = false};
    struct claim_advice advice = claims_advice(claims, path, false);
    enum status status = zone_probe(path, options, claims->arena, &probe, &error);
    if (status == STATUS_OK && probe.kind == PROBE_CONFIG && advice.name == NULL) {
        status = claims_add_named_conf(claims, path, &error);
    } else if (status == STATUS_OK) {
        claims_add_probed(claims, path, advice.name, &probe,
                          (struct claim_note){.origin = CLAIM_GIVEN});
    }
    if (status != STATUS_OK) {
        claims_add_error(claims, path, error.text);
    }
}

/* Whether a found file is a zone, or would be one if it could be read: then that is an error. */
static bool claims_take_found(struct claims *claims,
                              const char *path,
                              bool wanted,
                              const struct probe *probe)
{
    bool is_typical = zone_path_is_typical(path);
    switch (probe->kind) {
    case PROBE_NOT_TEXT:
        return false;
    case PROBE_UTF16:
        if (is_typical || wanted) {
            const char *message =
                arena_format(claims->arena, "%s: UTF-16 text: save it as UTF-8", path);
            claims_add_error(claims, path, message);
        }
        return false;
    case PROBE_CONFIG:
    case PROBE_ROOT_HINTS:
        return wanted;
    case PROBE_NO_SOA:
        return wanted || (is_typical && probe->is_zone_text);
    case PROBE_SOA:
    case PROBE_SOA_INCLUDED:
        break;
    }
    return true;
}

static void claims_add_found_file(void *context, const char *path, bool linked)
{
    struct claims *claims = context;
    struct error error;
    struct probe probe;
    struct claim_advice advice = claims_advice(claims, path, false);
    if (advice.take == CLAIM_NEVER) {
        return;
    }
    bool wanted = advice.take == CLAIM_ALWAYS;
    struct probe_options options = {.strict = !wanted && !zone_path_is_typical(path)};
    if (zone_probe(path, options, claims->arena, &probe, &error) != STATUS_OK) {
        claims_add_error(claims, path, error.text);
    } else if (claims_take_found(claims, path, wanted, &probe)) {
        struct claim_note note = {.origin = CLAIM_FOUND, .linked = linked, .wanted = wanted};
        claims_add_probed(claims, path, advice.name, &probe, note);
    }
}

static bool claims_enter_folder(void *context, const char *path)
{
    return claims_advice(context, path, true).take != CLAIM_NEVER;
}

static void claims_add_found_error(void *context, const char *path, const char *message)
{
    claims_add_error(context, path, message);
}

void claims_add_path(struct claims *claims, const char *path)
{
    struct stat status;
    if (stat(path, &status) < 0 || !S_ISDIR(status.st_mode)) {
        claims_add_file(claims, path);
        return;
    }
    struct folder_visitor visitor = {
        .file = claims_add_found_file,
        .enters = claims_enter_folder,
        .failed = claims_add_found_error,
        .context = claims,
    };
    folder_search(path, &visitor);
}

/* A claim while they are sorted. */
struct claim_rank {
    const struct zone_claim *claim;
    struct claim_note *note;
};

static int compare_texts(const char *a, const char *b)
{
    if (a == NULL || b == NULL) {
        return (a != NULL) - (b != NULL);
    }
    return strcmp(a, b);
}

/* Whether two claims are about one file. A file that is not there is known by its path. */
static int compare_files(const struct claim_rank *a, const struct claim_rank *b)
{
    int order = file_id_compare(a->note->file, b->note->file);
    if (order == 0 && !file_id_is_set(a->note->file)) {
        order = strcmp(a->claim->path, b->claim->path);
    }
    return order;
}

static int compare_zones(const struct claim_rank *a, const struct claim_rank *b)
{
    int order = compare_texts(a->claim->view, b->claim->view);
    return order != 0 ? order : compare_texts(a->claim->name, b->claim->name);
}

/* Claims of one file come together, the one to keep in front; claims that name the zone are sorted
 * by it, because each zone counts. */
static int compare_ranks(const void *a, const void *b)
{
    const struct claim_rank *rank_a = a;
    const struct claim_rank *rank_b = b;
    int order = compare_files(rank_a, rank_b);
    if (order == 0) {
        order = (int)rank_a->note->origin - (int)rank_b->note->origin;
    }
    if (order == 0 && rank_a->note->origin == CLAIM_TOLD) {
        order = compare_zones(rank_a, rank_b);
    }
    if (order == 0) {
        order = rank_a->note->linked - rank_b->note->linked;
    }
    if (order == 0) {
        order = (rank_a->claim > rank_b->claim) - (rank_a->claim < rank_b->claim);
    }
    return order;
}

static bool config_names(const struct claim_rank *told, size_t count, const char *zone)
{
    for (size_t i = 0; i < count; i++) {
        if (told[i].claim->from == ZONE_NAME_CONFIG &&
            compare_texts(told[i].claim->name, zone) == 0) {
            return true;
        }
    }
    return false;
}

static const struct zone_claim *first_claim_from(const struct claim_rank *ranks,
                                                 size_t count,
                                                 enum zone_name_from from)
{
    for (size_t i = 0; i < count; i++) {
        if (ranks[i].claim->from == from && !ranks[i].note->dropped) {
            return ranks[i].claim;
        }
    }
    return NULL;
}

/* Whether what a policy says of a file is still to be said: --zone says it better, its map better
 * than its patterns, and a configuration that names the same zone knows more of it. `told` is what
 * is told about the file. */
static bool policy_counts(const struct claim_rank *told,
                          size_t count,
                          const struct claim_rank *policy)
{
    for (size_t i = 0; i < count; i++) {
        enum zone_name_from from = told[i].claim->from;
        if (from == ZONE_NAME_OPTION ||
            (from == ZONE_NAME_POLICY && policy->note->origin != CLAIM_TOLD)) {
            return false;
        }
    }
    return !config_names(told, count, policy->claim->name);
}

/* The claims of one file: it is claimed once, or once for each zone that it is told to hold. */
static void ranks_drop_repeated(const struct claim_rank *ranks, size_t count)
{
    size_t told = 0;
    while (told < count && ranks[told].note->origin == CLAIM_TOLD) {
        told++;
    }
    const struct claim_rank *kept = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct claim_rank *rank = &ranks[i];
        bool counts = rank->claim->from == ZONE_NAME_POLICY ? policy_counts(ranks, told, rank)
                                                            : i < told || told == 0;
        bool is_repeated = i < told ? kept != NULL && compare_zones(kept, rank) == 0 : i > told;
        rank->note->dropped = !counts || is_repeated;
        rank->note->wanted |= i >= told && told > 0; /* a configuration names no piece of a zone */
        kept = rank->note->dropped ? kept : rank;
    }
}

/* A file that a policy and a configuration take for different zones is read for all of them, since
 * nobody here knows who is right; but not without a word. */
static void ranks_tell_contradiction(struct claims *claims,
                                     const struct claim_rank *ranks,
                                     size_t count)
{
    const struct zone_claim *policy = first_claim_from(ranks, count, ZONE_NAME_POLICY);
    const struct zone_claim *config = first_claim_from(ranks, count, ZONE_NAME_CONFIG);
    if (policy == NULL || config == NULL) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (ranks[i].claim->from == ZONE_NAME_POLICY &&
            config_names(ranks, count, ranks[i].claim->name)) {
            return; /* they agree about one, and the file may hold several */
        }
    }
    const char *message = arena_format(claims->arena,
                                       "%s: the policy says that this is zone %s, the server's "
                                       "configuration says %s: correct one of them",
                                       config->path, policy->name, config->name);
    claims_add_error(claims, config->path, message);
}

static void claims_drop_repeated(struct claims *claims)
{
    size_t count = claims->items.count;
    struct claim_rank *ranks = memory_get(count * sizeof(*ranks));
    for (size_t i = 0; i < count; i++) {
        ranks[i] = (struct claim_rank){&claims->items.items[i], &claims->notes[i]};
    }
    qsort(ranks, count, sizeof(*ranks), compare_ranks);
    for (size_t start = 0, end; start < count; start = end) {
        end = start + 1;
        while (end < count && compare_files(&ranks[start], &ranks[end]) == 0) {
            end++;
        }
        ranks_drop_repeated(ranks + start, end - start);
        ranks_tell_contradiction(claims, ranks + start, end - start);
    }
    free(ranks);
}

static int compare_ids(const void *a, const void *b)
{
    const struct file_id *id_a = a;
    const struct file_id *id_b = b;
    return file_id_compare(*id_a, *id_b);
}

/* A found file that has an SOA record but does not tell its zone, and from which another file has
 * its SOA record, is a piece of the other: many zones may share it. */
static void claims_drop_soa_pieces(struct claims *claims)
{
    VECTOR(struct file_id) pieces = {0};
    for (size_t i = 0; i < claims->items.count; i++) {
        const struct claim_note *note = &claims->notes[i];
        for (size_t k = 0; k < note->soa_file_count && !note->dropped; k++) {
            VECTOR_PUSH(&pieces, note->soa_files[k]);
        }
    }
    if (pieces.count > 0) {
        qsort(pieces.items, pieces.count, sizeof(struct file_id), compare_ids);
        for (size_t i = 0; i < claims->items.count; i++) {
            struct claim_note *note = &claims->notes[i];
            if (note->origin == CLAIM_FOUND && !note->wanted &&
                claims->items.items[i].from != ZONE_NAME_CONTENT &&
                bsearch(&note->file, pieces.items, pieces.count, sizeof(struct file_id),
                        compare_ids) != NULL) {
                note->dropped = true;
            }
        }
    }
    VECTOR_FREE(&pieces);
}

/* Found files without an SOA record are zones that lack it, or pieces of others. Only when there
 * are such files are all files read for what they include. */
static void claims_drop_included(struct claims *claims)
{
    size_t count = claims->items.count;
    struct scan_file *files = memory_get(count * sizeof(*files));
    for (size_t i = 0; i < count; i++) {
        const struct claim_note *note = &claims->notes[i];
        files[i] = (struct scan_file){
            .path = claims->items.items[i].path,
            .include_root = claims->items.items[i].include_root,
            .id = note->dropped ? (struct file_id){0} : note->file,
            .doubtful =
                note->origin == CLAIM_FOUND && !note->has_soa && !note->wanted && !note->dropped,
        };
    }
    include_scan(files, count);
    for (size_t i = 0; i < count; i++) {
        claims->notes[i].dropped = claims->notes[i].dropped || files[i].included;
    }
    free(files);
}

/* A file of this name was meant to be a zone file; to leave it out in silence would be a guess. */
static void claims_drop_nameless(struct claims *claims)
{
    for (size_t i = 0; i < claims->items.count; i++) {
        struct claim_note *note = &claims->notes[i];
        const char *path = claims->items.items[i].path;
        if (!note->dropped && note->origin == CLAIM_FOUND && claims->items.items[i].name == NULL) {
            const char *message = arena_format(
                claims->arena, "%s: nothing tells which zone this is: name it with --zone NAME=%s",
                path, path);
            claims_add_error(claims, path, message);
            note->dropped = true;
        }
    }
}

void claims_settle(struct claims *claims)
{
    if (claims->items.count > 0) {
        claims_drop_repeated(claims);
        claims_drop_soa_pieces(claims);
        claims_drop_included(claims);
        claims_drop_nameless(claims);
    }
    size_t kept = 0;
    for (size_t i = 0; i < claims->items.count; i++) {
        if (!claims->notes[i].dropped) {
            claims->items.items[kept++] = claims->items.items[i];
        }
    }
    claims->items.count = kept;
    free(claims->notes);
    claims->notes = NULL;
}
