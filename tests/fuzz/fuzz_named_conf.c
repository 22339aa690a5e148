/* SPDX-License-Identifier: BSD-3-Clause */
/* Any text as a named.conf: it is read to its end or to an error that has words. */
#include <assert.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/support/zone_text.h"
#include "zones/named_conf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_conf(const char *path)
{
    struct arena *arena = arena_new();
    struct named_conf conf;
    struct error error = {""};
    named_conf_start(&conf, arena);
    enum status status = named_conf_read(&conf, path, &error);
    assert(status == STATUS_OK || error.text[0] != '\0');
    for (size_t i = 0; i < conf.zones.count; i++) {
        assert(conf.zones.items[i].name != NULL);
        assert(conf.zones.items[i].path != NULL);
        name_of(arena, conf.zones.items[i].name);
    }
    named_conf_end(&conf);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes text = {data, size};
    named_conf_begins(text);
    if (text_has(text, "include")) {
        return 0; /* the files of this machine are not for it */
    }
    int fd = memfd_create("named.conf", MFD_CLOEXEC);
    assert(fd >= 0);
    ssize_t written = write(fd, data, size);
    assert(written == (ssize_t)size);
    char path[64];
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    check_conf(path);
    close(fd);
    return 0;
}
