# SPDX-License-Identifier: BSD-3-Clause
# ldns is loaded at run time, by zones/ldns_library.c, and not linked: it needs libcrypto, which
# takes 1.6 of the 2.5 ms of a check of a small zone (Debian 12, medians of 300 starts; `true` takes
# 0.5). The static library is no way out: converting one field pulls in the object files of DNSSEC,
# which need libcrypto as well.
#
# What is loaded must be the library of the headers. Its name at run time is the SONAME of the file
# that a linker would take.

set(library "")
foreach(path IN LISTS LDNS_LINK_LIBRARIES)
    if(path MATCHES "ldns[^/]*\\.so")
        set(library ${path})
    endif()
endforeach()
if(NOT library)
    message(FATAL_ERROR
        "The shared library of ldns is needed, and pkg-config names ${LDNS_LINK_LIBRARIES}")
endif()

execute_process(COMMAND ${CMAKE_READELF} --dynamic ${library}
    OUTPUT_VARIABLE dynamic_section
    COMMAND_ERROR_IS_FATAL ANY)
if(NOT dynamic_section MATCHES "SONAME[^[]*\\[([^]]+)\\]")
    message(FATAL_ERROR "${library} has no SONAME")
endif()
set(LDNS_SONAME ${CMAKE_MATCH_1})
