# SPDX-License-Identifier: BSD-3-Clause
# Reads one JSON document (RFC 8259) and prints its values in their order, each on a line of its
# own: where it stands, a tab, and the value as it is written. What a document says can be compared
# so, line by line, whatever its blanks are.
#
#   {"a": [1, {"b": null}], "c": "x"}    .a[0]     1
#                                        .a[1].b   null
#                                        .c        "x"
#
# Ends with status 1 and a message when the document is not valid.

function refuse(expected) {
    if (!bad) {
        printf "not valid JSON: %s expected at: %s\n", expected, substr(text, 1, 40) > "/dev/stderr"
    }
    bad = 1
    text = ""
}

# Takes what the pattern matches at the start of the text, and the blanks behind it.
function take(pattern, expected,    taken) {
    if (!match(text, "^" pattern)) {
        refuse(expected)
        return ""
    }
    taken = substr(text, 1, RLENGTH)
    text = substr(text, RLENGTH + 1)
    if (match(text, /^[ \t\r\n]+/)) {
        text = substr(text, RLENGTH + 1)
    }
    return taken
}

function next_is(character) {
    return substr(text, 1, 1) == character
}

function print_value(path, value) {
    printf "%s\t%s\n", path, value
}

function object(path,    key) {
    take("\\{", "{")
    if (next_is("}")) {
        print_value(path, "{}")
    }
    while (!bad && !next_is("}")) {
        key = take(string, "a string")
        take(":", ":")
        value(path "." substr(key, 2, length(key) - 2))
        if (!next_is("}")) {
            take(",", ", or }")
            if (next_is("}")) {
                refuse("a string")
            }
        }
    }
    take("\\}", "}")
}

function array(path,    count) {
    take("\\[", "[")
    if (next_is("]")) {
        print_value(path, "[]")
    }
    for (count = 0; !bad && !next_is("]"); count++) {
        value(path "[" count "]")
        if (!next_is("]")) {
            take(",", ", or ]")
            if (next_is("]")) {
                refuse("a value")
            }
        }
    }
    take("\\]", "]")
}

function value(path) {
    if (next_is("{")) {
        object(path)
    } else if (next_is("[")) {
        array(path)
    } else if (next_is("\"")) {
        print_value(path, take(string, "a string"))
    } else {
        print_value(path, take("(" number "|true|false|null)", "a value"))
    }
}

BEGIN {
    hex = "[0-9a-fA-F]"
    string = "\"([^\"\\\\\001-\037]|\\\\([\"\\\\/bfnrt]|u" hex hex hex hex "))*\""
    number = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?"
}

{ text = text $0 "\n" }

END {
    take("[ \t\r\n]*", "")
    value("")
    if (text != "") {
        refuse("the end")
    }
    exit bad
}
