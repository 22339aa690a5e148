# SPDX-License-Identifier: BSD-3-Clause
# The warnings of the project, for both compilers that it is built with. They are errors in the
# presets dev and asan only, so that a packager with a newer compiler is not stopped by one.
add_library(zt_warnings INTERFACE)

target_compile_options(zt_warnings INTERFACE
    -Wall
    -Wextra
    -Wpedantic
    -Wconversion
    -Wsign-conversion
    -Wshadow
    -Wmissing-prototypes
    -Wstrict-prototypes
    -Wold-style-definition
    -Wcast-qual
    -Wcast-align
    -Wpointer-arith
    -Wwrite-strings
    -Wvla
    -Wundef
    -Wformat=2
    -Wswitch-enum # a new enum value finds every switch, even those with a default
    -Wdouble-promotion
    -Wimplicit-fallthrough
    $<$<C_COMPILER_ID:GNU>:-Wduplicated-cond>
    $<$<C_COMPILER_ID:GNU>:-Wduplicated-branches>
    $<$<C_COMPILER_ID:GNU>:-Wlogical-op>
    $<$<C_COMPILER_ID:GNU>:-Wnull-dereference>
    $<$<C_COMPILER_ID:Clang,AppleClang>:-Wcomma>
    $<$<C_COMPILER_ID:Clang,AppleClang>:-Wunreachable-code>)
