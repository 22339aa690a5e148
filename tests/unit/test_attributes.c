/* SPDX-License-Identifier: BSD-3-Clause */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixers/attributes.h"
#include "tests/support/temporary_folder.h"

/* Two files in a folder: `from` is an ordinary one, `to` is made by to_make(). */
static struct temporary_folder folder;
static const char *from_path;
static const char *to_path;
static int from;
static int to;

static int files_make(void **state)
{
    (void)state;
    temporary_folder_make(&folder);
    from_path = temporary_path(&folder, "from");
    to_path = temporary_path(&folder, "to");
    from = open(from_path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    to = -1;
    return from < 0 ? -1 : 0;
}

static int files_remove(void **state)
{
    (void)state;
    close(from);
    if (to >= 0) {
        close(to);
    }
    temporary_folder_remove(&folder);
    return 0;
}

static void to_make(void)
{
    to = open(to_path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    assert_true(to >= 0);
}

static void copy(void)
{
    struct error error = {""};
    if (attributes_copy(from, to, "db.example.com", &error) != STATUS_OK) {
        fail_msg("%s", error.text);
    }
}

static mode_t mode_of(int fd)
{
    struct stat stat;
    assert_int_equal(fstat(fd, &stat), 0);
    return stat.st_mode & (mode_t)07777;
}

static void set_attribute(const char *path, const char *name, const void *value, size_t size)
{
    if (setxattr(path, name, value, size, 0) < 0) {
        assert_true(errno == ENOTSUP || errno == EPERM);
        print_message("cannot be set here: %s\n", name);
        skip();
    }
}

static void assert_attribute(const char *name, const void *value, size_t size)
{
    char found[256];
    assert_int_equal(fgetxattr(to, name, found, sizeof(found)), size);
    assert_memory_equal(found, value, size);
}

static void assert_no_attribute(const char *name)
{
    assert_int_equal(fgetxattr(to, name, NULL, 0), -1);
    assert_int_equal(errno, ENODATA);
}

static void every_mode_is_kept_whatever_the_mask(void **state)
{
    (void)state;
    static const mode_t modes[] = {0644, 0600, 0400, 0664, 0666, 0777, 02640, 04755};
    mode_t mask = umask(0077);
    to_make();
    umask(mask);
    for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        assert_int_equal(fchmod(from, modes[i]), 0);
        copy();
        assert_int_equal(mode_of(to), modes[i]);
    }
}

static void owner_and_group_are_kept_and_with_them_the_set_user_id_bit(void **state)
{
    (void)state;
    if (geteuid() != 0) {
        print_message("only root can give files away\n");
        skip();
    }
    static const struct {
        uid_t owner;
        gid_t group;
    } cases[] = {{1234, 0}, {1234, 5678}, {0, 5678}, {0, 0}};
    to_make();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(fchown(from, cases[i].owner, cases[i].group), 0);
        assert_int_equal(fchmod(from, 06755), 0);
        copy();
        struct stat stat;
        assert_int_equal(fstat(to, &stat), 0);
        assert_int_equal(stat.st_uid, cases[i].owner);
        assert_int_equal(stat.st_gid, cases[i].group);
        assert_int_equal(mode_of(to), 06755);
    }
}

static void extended_attributes_are_the_same_afterwards(void **state)
{
    (void)state;
    to_make();
    set_attribute(from_path, "user.bytes", "a\0b", 3);
    set_attribute(from_path, "user.empty", "", 0);
    set_attribute(from_path, "user.both", "from", 4);
    set_attribute(to_path, "user.both", "t", 1);
    set_attribute(to_path, "user.only-there", "t", 1);
    copy();
    assert_attribute("user.bytes", "a\0b", 3);
    assert_attribute("user.empty", "", 0);
    assert_attribute("user.both", "from", 4);
    assert_no_attribute("user.only-there");
}

static void attributes_of_all_kinds_are_kept(void **state)
{
    (void)state;
    /* Revision 2 of the kernel's form of capabilities: CAP_NET_BIND_SERVICE, permitted. */
    static const uint32_t capability[5] = {0x02000000, 1 << 10, 0, 0, 0};
    to_make();
    set_attribute(from_path, "trusted.x", "x", 1);
    set_attribute(from_path, "security.x", "x", 1);
    set_attribute(from_path, "security.capability", capability, sizeof(capability));
    copy();
    assert_attribute("trusted.x", "x", 1);
    assert_attribute("security.x", "x", 1);
    assert_attribute("security.capability", capability, sizeof(capability));
}

/* The kernel's form of an ACL: a version, then a tag, permissions and an ID for each entry. */
static const struct {
    uint32_t version;
    struct {
        uint16_t tag;
        uint16_t permissions;
        uint32_t id;
    } entries[5];
} acl = {2, {{1, 6, ~0u}, {2, 4, 1234}, {4, 4, ~0u}, {16, 6, ~0u}, {32, 0, ~0u}}};

static void an_acl_is_kept(void **state)
{
    (void)state;
    to_make();
    set_attribute(from_path, "system.posix_acl_access", &acl, sizeof(acl));
    copy();
    assert_attribute("system.posix_acl_access", &acl, sizeof(acl));
    assert_int_equal(mode_of(to), 0660);
}

static void an_acl_that_the_folder_gives_to_new_files_is_taken_away(void **state)
{
    (void)state;
    assert_int_equal(fchmod(from, 0640), 0);
    set_attribute(folder.path, "system.posix_acl_default", &acl, sizeof(acl));
    to_make();
    assert_true(fgetxattr(to, "system.posix_acl_access", NULL, 0) > 0);
    copy();
    assert_no_attribute("system.posix_acl_access");
    assert_int_equal(mode_of(to), 0640);
}

static void what_cannot_be_kept_is_named(void **state)
{
    (void)state;
    set_attribute(from_path, "user.origin", "x", 1);
    to_make();
    int path_only = open(to_path, O_PATH | O_CLOEXEC);
    struct error error;
    assert_int_equal(attributes_copy(from, path_only, "db.example.com", &error), STATUS_FAILED);
    assert_string_equal(error.text, "db.example.com: its extended attributes cannot be kept: "
                                    "Bad file descriptor");
    close(path_only);
}

#define ATTRIBUTE_TEST(name) cmocka_unit_test_setup_teardown(name, files_make, files_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ATTRIBUTE_TEST(every_mode_is_kept_whatever_the_mask),
        ATTRIBUTE_TEST(owner_and_group_are_kept_and_with_them_the_set_user_id_bit),
        ATTRIBUTE_TEST(extended_attributes_are_the_same_afterwards),
        ATTRIBUTE_TEST(attributes_of_all_kinds_are_kept),
        ATTRIBUTE_TEST(an_acl_is_kept),
        ATTRIBUTE_TEST(an_acl_that_the_folder_gives_to_new_files_is_taken_away),
        ATTRIBUTE_TEST(what_cannot_be_kept_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
