# SPDX-License-Identifier: BSD-3-Clause
# What a preset adds to every file of the build: hardening, sanitizers, coverage.

if(ZONETIDY_HARDENING)
    include(CheckPIESupported)
    check_pie_supported(LANGUAGES C)
    set(CMAKE_POSITION_INDEPENDENT_CODE ON)
    # Some compilers define _FORTIFY_SOURCE themselves, with another value.
    add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong)
    add_link_options(LINKER:-z,relro LINKER:-z,now)
endif()

if(ZONETIDY_SANITIZERS)
    add_compile_options(
        -fsanitize=${ZONETIDY_SANITIZERS} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${ZONETIDY_SANITIZERS})
endif()

# Everything is compiled with the counters of libFuzzer; only the fuzz targets are linked with its
# main function (tests/fuzz).
if(ZONETIDY_LIBFUZZER)
    add_compile_options(-fsanitize=fuzzer-no-link)
    add_link_options(-fsanitize=fuzzer-no-link)
endif()

if(ZONETIDY_COVERAGE)
    add_compile_options(--coverage)
    add_link_options(--coverage)
    find_program(GCOVR gcovr)
    if(GCOVR)
        add_custom_target(coverage_report
            COMMAND ${GCOVR} --root ${PROJECT_SOURCE_DIR} --exclude tests/
            WORKING_DIRECTORY ${PROJECT_BINARY_DIR}
            COMMENT "Lines that the tests have run"
            VERBATIM)
    endif()
endif()

# For copies whose length it does not know, gcc 12 writes `rep movsq` in place of a call; names are
# copies of some twenty octets, for which that takes three times as long (docs/profile.md).
include(CheckCCompilerFlag)
check_c_compiler_flag(-mmemcpy-strategy=libcall:-1:noalign ZONETIDY_HAS_MEMCPY_STRATEGY)
if(ZONETIDY_HAS_MEMCPY_STRATEGY)
    add_compile_options(-mmemcpy-strategy=libcall:-1:noalign)
endif()

# A release is optimised across files: what a rule asks for each record is a function of some lines
# in another module (docs/profile.md).
include(CheckIPOSupported)
check_ipo_supported(RESULT ZONETIDY_HAS_IPO OUTPUT ignored LANGUAGES C)
if(ZONETIDY_HAS_IPO AND NOT DEFINED CMAKE_INTERPROCEDURAL_OPTIMIZATION_RELEASE)
    set(CMAKE_INTERPROCEDURAL_OPTIMIZATION_RELEASE ON)
endif()
