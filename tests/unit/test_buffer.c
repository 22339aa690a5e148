/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "zones/base/buffer.h"

static void a_new_buffer_is_empty(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    assert_int_equal(buffer_bytes(&buffer).length, 0);
    assert_string_equal(buffer_string(&buffer), "");
    assert_int_equal(buffer_bytes(&buffer).length, 0);
    buffer_free(&buffer);
}

static void what_is_added_stands_one_behind_the_other(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_add(&buffer, bytes_from_string("www"));
    buffer_add_byte(&buffer, ' ');
    buffer_add_string(&buffer, "A");
    buffer_add_format(&buffer, " %u.%u", 192U, 0U);
    assert_string_equal(buffer_string(&buffer), "www A 192.0");
    buffer_free(&buffer);
}

static void nothing_can_be_added(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_add(&buffer, (struct bytes){NULL, 0});
    buffer_add_string(&buffer, "");
    buffer_add_format(&buffer, "%s", "");
    assert_int_equal(buffer.length, 0);
    buffer_free(&buffer);
}

static void nul_bytes_are_bytes_like_others(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_add_byte(&buffer, 'a');
    buffer_add_byte(&buffer, '\0');
    buffer_add_byte(&buffer, 'b');
    struct bytes bytes = buffer_bytes(&buffer);
    assert_int_equal(bytes.length, 3);
    assert_memory_equal(bytes.data, "a\0b", 3);
    buffer_free(&buffer);
}

/* Each length is met once, those where the memory has to grow among them. */
static void the_bytes_stay_when_the_memory_grows(void **state)
{
    (void)state;
    enum { LENGTH = 5000 };
    struct buffer buffer = {0};
    for (size_t i = 0; i < LENGTH; i++) {
        buffer_add_byte(&buffer, (uint8_t)(i % 251));
        assert_string_equal(buffer_string(&buffer) + buffer.length, "");
    }
    assert_int_equal(buffer.length, LENGTH);
    for (size_t i = 0; i < LENGTH; i++) {
        assert_int_equal(buffer.data[i], i % 251);
    }
    buffer_free(&buffer);
}

static void formatted_text_may_be_longer_than_the_room(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_add_string(&buffer, "x");
    buffer_add_format(&buffer, "%0300d", 7);
    assert_int_equal(buffer.length, 301);
    assert_string_equal(buffer_string(&buffer) + 298, "007");
    buffer_free(&buffer);
}

static void a_string_may_be_longer_than_twice_the_room(void **state)
{
    (void)state;
    char text[1000];
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    struct buffer buffer = {0};
    buffer_add_string(&buffer, text);
    assert_string_equal(buffer_string(&buffer), text);
    buffer_free(&buffer);
}

static void a_cleared_buffer_is_empty_and_keeps_its_memory(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_add_string(&buffer, "a zone file");
    const uint8_t *memory = buffer.data;
    buffer_clear(&buffer);
    assert_int_equal(buffer.length, 0);
    buffer_add_string(&buffer, "another");
    assert_ptr_equal(buffer.data, memory);
    assert_string_equal(buffer_string(&buffer), "another");
    buffer_free(&buffer);
}

static void a_freed_buffer_can_be_used_again(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_add_string(&buffer, "text");
    buffer_free(&buffer);
    assert_int_equal(buffer.length, 0);
    buffer_add_string(&buffer, "again");
    assert_string_equal(buffer_string(&buffer), "again");
    buffer_free(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_buffer_is_empty),
        cmocka_unit_test(what_is_added_stands_one_behind_the_other),
        cmocka_unit_test(nothing_can_be_added),
        cmocka_unit_test(nul_bytes_are_bytes_like_others),
        cmocka_unit_test(the_bytes_stay_when_the_memory_grows),
        cmocka_unit_test(formatted_text_may_be_longer_than_the_room),
        cmocka_unit_test(a_string_may_be_longer_than_twice_the_room),
        cmocka_unit_test(a_cleared_buffer_is_empty_and_keeps_its_memory),
        cmocka_unit_test(a_freed_buffer_can_be_used_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
