/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/commands.h"

static const struct command actions[] = {
    {.name = "garden plant"},
    {.name = "garden water"},
};

static const struct command garden = {"garden", .actions = actions, .action_count = 2};

static void an_action_is_named_by_the_word_behind_its_command(void **state)
{
    (void)state;
    assert_ptr_equal(command_find_action(&garden, "plant"), &actions[0]);
    assert_ptr_equal(command_find_action(&garden, "water"), &actions[1]);
    assert_null(command_find_action(&garden, "garden plant"));
    assert_null(command_find_action(&garden, ""));
    assert_string_equal(command_action_word(&garden, &actions[1]), "water");
}

static void an_unknown_action_is_told_with_what_it_could_have_been(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        const char *message;
    } cases[] = {
        {"watre", "'watre' is no action of the command garden; the nearest is 'water'"},
        {"dig", "'dig' is no action of the command garden; actions are plant, water"},
        {NULL, "the command garden needs an action; actions are plant, water"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct error error;
        command_unknown_action(&garden, cases[i].word, &error);
        assert_string_equal(error.text, cases[i].message);
    }
}

/* A row that forgot one of these would crash a run, or take no option at all. */
static void every_command_has_a_function_or_actions_and_bits_of_its_own(void **state)
{
    (void)state;
    unsigned taken = 0;
    for (size_t i = 0; i < command_count(); i++) {
        const struct command *command = command_at(i);
        unsigned bits = 0;
        assert_true((command->run == NULL) == (command->actions != NULL));
        for (size_t k = 0; k < command->action_count; k++) {
            const struct command *action = &command->actions[k];
            assert_non_null(action->run);
            assert_ptr_equal(command_find_action(command, command_action_word(command, action)),
                             action);
            assert_int_equal(bits & action->bit, 0);
            bits |= action->bit;
        }
        assert_true(command->actions == NULL || command->bit == bits);
        assert_int_equal(taken & command->bit, 0);
        taken |= command->bit;
    }
    assert_int_equal(taken, COMMANDS_ALL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_action_is_named_by_the_word_behind_its_command),
        cmocka_unit_test(an_unknown_action_is_told_with_what_it_could_have_been),
        cmocka_unit_test(every_command_has_a_function_or_actions_and_bits_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
