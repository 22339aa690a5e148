/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

/* Calls of the C library that a test can make fail, or let something happen right in front of: those
 * of the program are defined anew in failing_calls.c, and all but that one call does what it always
 * does. Only programs that are about files have that source (tests/CMakeLists.txt). */

enum call {
    CALL_EXCHANGE,
    CALL_RENAME,
    CALL_LINK,
    CALL_REMOVE,
    CALL_SYNC,
    CALL_OWNER,
    CALL_MODE,
    CALL_ATTRIBUTE,
    CALL_COUNT,
};

/** What becomes of the calls of one kind. */
struct fault {
    unsigned first;       /**< which call fails, counted from 1; 0: none */
    unsigned count;       /**< how many fail from then on */
    int number;           /**< the errno that they leave */
    void (*before)(void); /**< what happens in front of one; NULL: nothing */
    unsigned before_which;
    unsigned calls; /**< so far */
};

extern struct fault faults[CALL_COUNT];

/** What a file system hands over that shares blocks; NULL: whatever the real one does. */
extern const char *shared_text;
