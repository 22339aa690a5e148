/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/random.h"
#include "tests/support/scan_mistake.h"
#include "zones/base/buffer.h"
#include "zones/scan.h"

static bool is_one_of(uint8_t byte, const char *bytes, size_t count)
{
    return memchr(bytes, byte, count) != NULL;
}

static void assert_classified(const struct scan_kernel *kernel, const uint8_t *block)
{
    static const char stops[] = " \t\n\r\"();\\"; /* and its NUL */
    uint64_t expected[SCAN_SETS] = {0};
    uint64_t seen[SCAN_SETS];
    for (unsigned i = 0; i < SCAN_BLOCK_BYTES; i++) {
        uint64_t bit = UINT64_C(1) << i;
        expected[SCAN_WORD_STOPS] |= is_one_of(block[i], stops, sizeof(stops)) ? bit : 0;
        expected[SCAN_SOLIDS] |= is_one_of(block[i], " \t", 2) ? 0 : bit;
        expected[SCAN_QUOTED_STOPS] |= is_one_of(block[i], "\"\\\n\r", 4) ? bit : 0;
    }
    kernel->classify(block, seen);
    for (unsigned i = 0; i < SCAN_SETS; i++) {
        if (seen[i] != expected[i]) {
            fail_msg("%s: set %u is %016lx, expected %016lx", kernel->name, i,
                     (unsigned long)seen[i], (unsigned long)expected[i]);
        }
    }
}

/* Calls `assertion` for each kernel that runs here. */
static void with_each_kernel(void (*assertion)(const struct scan_kernel *kernel))
{
    for (size_t i = 0; i < scan_kernel_count; i++) {
        if (scan_kernels[i].runs_here()) {
            assertion(&scan_kernels[i]);
        }
    }
}

static void assert_every_byte_classified(const struct scan_kernel *kernel)
{
    uint8_t block[SCAN_BLOCK_BYTES];
    for (unsigned byte = 0; byte < 256; byte++) {
        for (unsigned place = 0; place < SCAN_BLOCK_BYTES; place++) {
            memset(block, 'a', sizeof(block));
            block[place] = (uint8_t)byte;
            assert_classified(kernel, block);
        }
        memset(block, (int)byte, sizeof(block));
        assert_classified(kernel, block);
    }
}

static void every_byte_is_in_its_sets_at_every_place(void **state)
{
    (void)state;
    with_each_kernel(assert_every_byte_classified);
}

static void assert_unaligned_blocks_classified(const struct scan_kernel *kernel)
{
    uint64_t seed = 1;
    uint8_t room[2 * SCAN_BLOCK_BYTES];
    for (unsigned round = 0; round < 100; round++) {
        for (unsigned i = 0; i < sizeof(room); i++) {
            room[i] = (uint8_t)random_next(&seed);
        }
        for (unsigned start = 0; start <= SCAN_BLOCK_BYTES; start++) {
            assert_classified(kernel, room + start);
        }
    }
}

static void blocks_may_begin_at_any_address(void **state)
{
    (void)state;
    with_each_kernel(assert_unaligned_blocks_classified);
}

static void assert_no_mistake(struct bytes text, uint64_t start, const char *what)
{
    const char *mistake = scan_mistake(text, start);
    if (mistake != NULL) {
        fail_msg("%s, %zu bytes read from byte %zu on: %s", what, text.length, (size_t)start,
                 mistake);
    }
}

/* Room for texts that end where nothing may be read any more. */
struct guarded {
    uint8_t *start;
    size_t page;
};

static struct guarded guarded_map(void)
{
    struct guarded guarded = {.page = (size_t)sysconf(_SC_PAGESIZE)};
    guarded.start =
        mmap(NULL, 2 * guarded.page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(guarded.start != MAP_FAILED);
    assert_int_equal(mprotect(guarded.start + guarded.page, guarded.page, PROT_NONE), 0);
    return guarded;
}

static void fill(uint8_t *text, size_t length, uint64_t *seed)
{
    static const char nasty[] = "  \t\n\n\r\"\"();\\\\\0$aaaaaaaa\xef\xbb\xbf";
    for (size_t i = 0; i < length; i++) {
        text[i] = (uint8_t)nasty[random_next(seed) % (sizeof(nasty) - 1)];
    }
}

static void nothing_behind_a_text_is_read(void **state)
{
    (void)state;
    enum { STARTS = SCAN_BLOCK_BYTES, LENGTHS = 200 };
    struct guarded guarded = guarded_map();
    uint64_t seed = 1;
    for (size_t start = 0; start <= STARTS; start++) {
        for (size_t length = 0; length <= LENGTHS; length++) {
            struct bytes text = {guarded.start + guarded.page - start - length, start + length};
            fill(guarded.start + guarded.page - text.length, text.length, &seed);
            assert_no_mistake(text, start, "a text at the end of a page");
        }
    }
    munmap(guarded.start, 2 * guarded.page);
}

/* A text of `head`, as many times `filler` as told, and `tail`. */
static void assert_no_mistake_between(const char *head, char filler, size_t times, const char *tail)
{
    struct buffer text = {0};
    buffer_add_string(&text, head);
    for (size_t i = 0; i < times; i++) {
        buffer_add_byte(&text, (uint8_t)filler);
    }
    buffer_add_string(&text, tail);
    const char *what = buffer_string(&text);
    assert_no_mistake(buffer_bytes(&text), 0, what);
    buffer_free(&text);
}

/* What matters stands at every place of a block, and on both sides of where two blocks meet. */
static void where_a_block_ends_does_not_matter(void **state)
{
    (void)state;
    static const char *const heads[] = {"a", " ", "\"", "\" ", ";", "(", "\n"};
    static const char fillers[] = "a ;\n(";
    static const char *const tails[] = {
        "",         "\\",       "\\ b\n",      "\\\nb",     "\\\r\nb",   "\\\\ b",
        "\r\nb",    "\rb",      "\r",          "\"",        "\"b\nc",    "\\\"b\" c\n",
        "b\\\nc\"", "b\\\r\nc", "b\r\" \"c\"", "b ; c\r\n", ")\n) (\nb", "\\(b\n",
    };
    for (size_t head = 0; head < sizeof(heads) / sizeof(heads[0]); head++) {
        for (size_t filler = 0; filler < sizeof(fillers) - 1; filler++) {
            for (size_t tail = 0; tail < sizeof(tails) / sizeof(tails[0]); tail++) {
                for (size_t times = 0; times <= 2 * SCAN_BLOCK_BYTES + 2; times++) {
                    assert_no_mistake_between(heads[head], fillers[filler], times, tails[tail]);
                }
            }
        }
    }
}

static void a_nul_is_found_at_every_place_of_a_word(void **state)
{
    (void)state;
    enum { LENGTH = 2 * SCAN_BLOCK_BYTES + 2 };
    uint8_t text[LENGTH];
    for (size_t place = 0; place < LENGTH; place++) {
        memset(text, 'a', LENGTH);
        text[place] = '\0';
        assert_no_mistake((struct bytes){text, LENGTH}, 0, "a NUL");
        if (place > 0) {
            text[place - 1] = '\\';
            assert_no_mistake((struct bytes){text, LENGTH}, 0, "a NUL behind a backslash");
        }
    }
}

static void a_byte_order_mark_stands_at_the_start_only(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "\xef\xbb\xbf",
        "\xef\xbb\xbf@ NS a\n",
        "\xef\xbb\xbf A b\n",
        "\xef\xbb\xbf\n",
        "\xef\xbb\xbf\n a",
        "\xef\xbb",
        "\xef\xbb\xbf\xef\xbb\xbf",
        "a\xef\xbb\xbf",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        assert_no_mistake(bytes_from_string(texts[i]), 0, texts[i]);
    }
}

static void a_kernel_is_selected_by_its_name(void **state)
{
    (void)state;
    for (size_t i = scan_kernel_count; i-- > 0;) {
        struct error error;
        enum status status = scan_select(scan_kernels[i].name, &error);
        assert_int_equal(status == STATUS_OK, scan_kernels[i].runs_here());
    }
}

static void another_name_is_refused_and_the_names_are_told(void **state)
{
    (void)state;
    static const char *const names[] = {"", "AVX2", "avx", "portable ", "neon"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct error error;
        assert_int_equal(scan_select(names[i], &error), STATUS_FAILED);
        assert_non_null(strstr(error.text, "portable"));
    }
}

static void the_last_kernel_runs_everywhere(void **state)
{
    (void)state;
    const struct scan_kernel *last = &scan_kernels[scan_kernel_count - 1];
    assert_string_equal(last->name, "portable");
    assert_true(last->runs_here());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_is_in_its_sets_at_every_place),
        cmocka_unit_test(blocks_may_begin_at_any_address),
        cmocka_unit_test(nothing_behind_a_text_is_read),
        cmocka_unit_test(where_a_block_ends_does_not_matter),
        cmocka_unit_test(a_nul_is_found_at_every_place_of_a_word),
        cmocka_unit_test(a_byte_order_mark_stands_at_the_start_only),
        cmocka_unit_test(a_kernel_is_selected_by_its_name),
        cmocka_unit_test(another_name_is_refused_and_the_names_are_told),
        cmocka_unit_test(the_last_kernel_runs_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
