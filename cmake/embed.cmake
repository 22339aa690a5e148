# SPDX-License-Identifier: BSD-3-Clause
# Writes a C file with the texts of other files in it.
#
#   cmake -DLIST=pages.txt -DOUTPUT=pages.c -DHEADER=cli/pages.h -DTYPE=page -DNAME=pages -P embed.cmake
#
# LIST has the path of one file on each line. HEADER declares `const struct TYPE NAME[]`, whose rows
# are { name, text, length }, sorted by name and ended by an empty row, and `const size_t NAME_count`.
# Texts become arrays of bytes: a C compiler need not take string literals of more than 4095
# characters (C17 section 5.2.4.1), and bytes need no escaping.

file(STRINGS ${LIST} paths)

# Sorted by the name itself: `alias.md` stands behind `alias-loop.md` as paths ('-' is less than
# '.'), and in front of it as names.
set(names "")
foreach(path IN LISTS paths)
    cmake_path(GET path STEM LAST_ONLY name)
    list(APPEND names ${name})
    set(path_of_${name} ${path})
endforeach()
list(SORT names COMPARE STRING)

set(arrays "")
set(rows "")
set(count 0)
foreach(name IN LISTS names)
    file(READ ${path_of_${name}} text HEX)
    string(LENGTH "${text}" digits)
    math(EXPR length "${digits} / 2")
    # Twelve bytes on a line, then each pair of digits as a number.
    string(REGEX REPLACE "(........................)" "\\1\n" text "${text}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," text "${text}")
    string(APPEND arrays "static const unsigned char text_${count}[] = {\n${text}0};\n\n")
    string(APPEND rows "    {\"${name}\", (const char *)text_${count}, ${length}},\n")
    math(EXPR count "${count} + 1")
endforeach()

file(WRITE ${OUTPUT} "/* SPDX-License-Identifier: BSD-3-Clause */
/* Made by cmake/embed.cmake; changes go where the texts come from. */
#include \"${HEADER}\"

${arrays}const struct ${TYPE} ${NAME}[] = {
${rows}    {NULL, NULL, 0},
};

const size_t ${NAME}_count = ${count};
")
