/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/claims_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int make_fixture(void **state)
{
    struct claims_fixture *fixture = calloc(1, sizeof(*fixture));
    if (fixture == NULL) {
        return -1;
    }
    temporary_folder_make(&fixture->folder);
    fixture->claims = claims_new();
    *state = fixture;
    return 0;
}

int free_fixture(void **state)
{
    struct claims_fixture *fixture = *state;
    claims_free(fixture->claims);
    temporary_folder_remove(&fixture->folder);
    free(fixture);
    return 0;
}

const char *add_text(struct claims_fixture *fixture, const char *name, const char *content)
{
    return temporary_text(&fixture->folder, name, content);
}

void add_path(struct claims_fixture *fixture, const char *name)
{
    claims_add_path(fixture->claims, temporary_path(&fixture->folder, name));
}

void add_named(struct claims_fixture *fixture, const char *zone, const char *name)
{
    claims_add_named(fixture->claims, zone, temporary_path(&fixture->folder, name));
}

void add_option(struct claims_fixture *fixture, const char *zone, const char *name)
{
    struct error error;
    const char *option =
        arena_format(fixture->folder.arena, "%s=%s", zone, temporary_path(&fixture->folder, name));
    assert_int_equal(claims_add_option(fixture->claims, option, &error), STATUS_OK);
}

void add_conf(struct claims_fixture *fixture, const char *content)
{
    struct error error;
    const char *path = add_text(fixture, "named.conf", content);
    assert_int_equal(claims_add_named_conf(fixture->claims, path, &error), STATUS_OK);
}

const char *inside(const struct claims_fixture *fixture, const char *path)
{
    size_t length = strlen(fixture->folder.path);
    return strncmp(path, fixture->folder.path, length) == 0 ? path + length + 1 : path;
}

static const char *from_text(enum zone_name_from from)
{
    static const char *const texts[] = {
        [ZONE_NAME_OPTION] = "option", [ZONE_NAME_POLICY] = "policy",
        [ZONE_NAME_CONFIG] = "config", [ZONE_NAME_CONTENT] = "content",
        [ZONE_NAME_FILE] = "file",
    };
    return texts[from];
}

void assert_claims(struct claims_fixture *fixture, const char *expected)
{
    struct arena *arena = fixture->folder.arena;
    struct claims *claims = fixture->claims;
    claims_settle(claims);
    const char *lines = "";
    for (size_t i = 0; i < claims->items.count; i++) {
        const struct zone_claim *claim = &claims->items.items[i];
        lines =
            arena_format(arena, "%s%s%s%s %s (%s)\n", lines, claim->view == NULL ? "" : claim->view,
                         claim->view == NULL ? "" : "/", claim->name == NULL ? "?" : claim->name,
                         inside(fixture, claim->path), from_text(claim->from));
    }
    for (size_t i = 0; i < claims->errors.count; i++) {
        const struct unread *error = &claims->errors.items[i];
        assert_int_equal(strncmp(error->message, error->path, strlen(error->path)), 0);
        lines = arena_format(arena, "%s! %s\n", lines, inside(fixture, error->message));
    }
    assert_string_equal(lines, expected);
}
