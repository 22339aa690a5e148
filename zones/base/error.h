/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

/** Whether the world did its part. What is wrong *in* a zone file is never a status: it is a flaw
 * (zones/flaw.h) and becomes a finding. */
enum status {
    STATUS_OK,
    STATUS_FAILED, /**< `struct error` says what and why */
};

enum { ERROR_TEXT_BYTES = 1024 };

/** Why something failed, ready to be shown: `db.example.com: Permission denied`.
 * Set on failure only. Long paths are cut at the end of `text`. */
struct error {
    char text[ERROR_TEXT_BYTES];
};

/** Fills `error` from errno, as `path: reason`; returns STATUS_FAILED. */
enum status error_from_errno(struct error *error, const char *path);

/** Fills `error` by printf; returns STATUS_FAILED. */
enum status error_set(struct error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
