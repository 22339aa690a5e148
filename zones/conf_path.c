/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/conf_path.h"

#include <glob.h>

#include "zones/base/buffer.h"

/* One place after the other. */
struct place_search {
    const struct conf_path *path;
    const char *whole; /* the written path with its base */
    const char *rest;  /* of it, which is looked for next below the configuration's folder */
};

static struct place_search place_search_start(const struct conf_path *path, struct arena *arena)
{
    const char *whole =
        path_join(arena, bytes_from_string(path->base), bytes_from_string(path->written));
    return (struct place_search){.path = path, .whole = whole};
}

/* The next place is `rest` inside of `folder`. */
static bool place_search_next(struct place_search *search,
                              struct bytes *ret_folder,
                              const char **ret_rest)
{
    if (search->rest == NULL) {
        bool absolute = search->path->written[0] == '/';
        *ret_folder = bytes_from_string(absolute ? "" : search->path->base);
        *ret_rest = search->path->written;
        search->rest = search->whole;
        return true;
    }
    search->rest += strspn(search->rest, "/");
    if (*search->rest == '\0') {
        return false;
    }
    *ret_folder = bytes_from_string(search->path->folder);
    *ret_rest = search->rest;
    search->rest += strcspn(search->rest, "/");
    return true;
}

struct found_file conf_path_find(struct conf_path path, struct arena *arena)
{
    struct place_search search = place_search_start(&path, arena);
    struct bytes folder;
    const char *rest;
    while (place_search_next(&search, &folder, &rest)) {
        struct found_file file = {.path = path_join(arena, folder, bytes_from_string(rest))};
        file.id = file_id_and_bytes(file.path, &file.bytes);
        if (file_id_is_set(file.id)) {
            return file;
        }
    }
    return (struct found_file){.path = search.whole};
}

/* Adds what as a pattern fits this very text. */
static void pattern_add_text(struct buffer *pattern, struct bytes text)
{
    for (size_t i = 0; i < text.length; i++) {
        uint8_t byte = text.data[i];
        if (byte == '*' || byte == '?' || byte == '[' || byte == '\\') {
            buffer_add_byte(pattern, '\\');
        }
        buffer_add_byte(pattern, byte);
    }
}

static const char *place_pattern(struct bytes folder, const char *rest, struct arena *arena)
{
    struct buffer escaped = {0};
    pattern_add_text(&escaped, folder);
    const char *pattern = path_join(arena, buffer_bytes(&escaped), bytes_from_string(rest));
    buffer_free(&escaped);
    return pattern;
}

static int compare_strings(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void conf_path_expand(struct conf_path path, struct arena *arena, struct conf_paths *paths)
{
    struct place_search search = place_search_start(&path, arena);
    struct bytes folder;
    const char *rest;
    bool found = false;
    while (!found && place_search_next(&search, &folder, &rest)) {
        glob_t files;
        int failed = glob(place_pattern(folder, rest, arena), GLOB_NOSORT, NULL, &files);
        if (failed == 0) {
            found = files.gl_pathc > 0;
            /* glob() itself would sort as the locale has it. */
            qsort(files.gl_pathv, files.gl_pathc, sizeof(char *), compare_strings);
            for (size_t i = 0; i < files.gl_pathc; i++) {
                VECTOR_PUSH(&paths->items, arena_copy_string(arena, files.gl_pathv[i]));
            }
        }
        globfree(&files);
    }
}
