/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/ldns_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* LDNS_SONAME is that of the library whose headers are included here, found by cmake/ldns.cmake:
 * another one may have other functions under the same names. */

#define NOTE_OWNER "FDO"
#define NOTE_TYPE 0x407c0c0a
#define NOTE_TEXT \
    "[{\"soname\":[\"" LDNS_SONAME "\"],\"feature\":\"ldns\"," \
    "\"description\":\"Reads records of rare types\",\"priority\":\"required\"}]"

/* What is not linked does not stand among the libraries that the program needs (DT_NEEDED), from
 * which packages get their dependencies. This note tells them, in the form of
 * https://systemd.io/ELF_DLOPEN_METADATA/; dh_dlopenlibdeps reads it as dh_shlibdeps reads the
 * others. */
struct dlopen_note {
    uint32_t owner_size;
    uint32_t text_size;
    uint32_t type;
    char owner[sizeof(NOTE_OWNER)];
    char text[sizeof(NOTE_TEXT)];
};

__attribute__((used, section(".note.dlopen"), aligned(4))) static const struct dlopen_note note = {
    .owner_size = sizeof(NOTE_OWNER),
    .text_size = sizeof(NOTE_TEXT),
    .type = NOTE_TYPE,
    .owner = NOTE_OWNER,
    .text = NOTE_TEXT,
};
_Static_assert(sizeof(NOTE_OWNER) % 4 == 0, "the text of a note begins at a multiple of four");

static struct ldns_library library;

static _Noreturn void library_is_missing(void)
{
    fprintf(stderr,
            "zonetidy: %s; ldns is needed for APL, EUI48, EUI64, HIP, L64, NID and NSAP records\n",
            dlerror());
    _Exit(LDNS_LIBRARY_EXIT_STATUS);
}

static void library_load(void)
{
    void *handle = dlopen(LDNS_SONAME, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        library_is_missing();
    }
    /* ISO C has no conversion between a pointer to an object and one to a function; POSIX says of
     * dlsym() that the representation is the same. */
#define LIBRARY_FIND(name) \
    void *found_##name = dlsym(handle, "ldns_" #name); \
    if (found_##name == NULL) { \
        library_is_missing(); \
    } \
    memcpy(&library.name, &found_##name, sizeof(library.name));
    LDNS_LIBRARY_FUNCTIONS(LIBRARY_FIND)
#undef LIBRARY_FIND
}

const struct ldns_library *ldns_library(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, library_load);
    return &library;
}
