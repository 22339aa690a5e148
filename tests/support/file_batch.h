/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "fixers/file.h"
#include "tests/support/failing_calls.h"
#include "tests/support/temporary_folder.h"

/* Files that a test replaces: in a folder of its own, which is the working folder meanwhile. */

extern struct temporary_folder folder;

/** For cmocka: before and after each test. No call fails at first. */
int folder_make(void **state);
int folder_remove(void **state);

#define FILE_TEST(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

/** Makes a file that is not there yet. */
void make_text(const char *path, const char *text);

void assert_text(const char *path, const char *expected);

/** Gives a file an attribute; skips the test where the file system has none. */
void set_attribute(const char *path);

/** Asserts that nothing is left of the files that replacing makes on its way. */
void assert_no_spare_files(void);

/** Reads a file, which is to become `text`. A list of sources knows a file by its inode, and a file
 * that was replaced leaves its inode to the next one that is made: what is read after a replacement is
 * read into a new list. */
struct file_change change_of(const char *path, const char *text);
void list_begin_anew(void);

void assert_replaced(const char *path, const char *text);
void assert_refused(const struct file_change *changes, size_t count, const char *why);

/** Three files in two folders, on their way from `old` to `new`: a/1, b/2, a/3. */
enum { BATCH_FILES = 3 };

extern const char *const batch_paths[BATCH_FILES];
extern struct file_change batch[BATCH_FILES];

void batch_make(void);
void assert_batch(const char *first, const char *second, const char *third);
