#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# policy schema: docs/policy.schema.json is what the program prints, and a validator that knows
# nothing of zonetidy judges policies by it as the program does.
#
#   test_policy_schema.sh PROGRAM
. tests/support/cli.sh

schema=$root/docs/policy.schema.json

# For a python of the user's own, the modules of the system are not there.
python=
for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c 'import jsonschema, yaml' 2>/dev/null; then
        python=$candidate
        break
    fi
done

# validate good|bad FILE...: runs the validator; false when it is not there.
validate() {
    if [ -z "$python" ]; then
        skip 'no python3 with jsonschema and yaml: scripts/setup.sh --tests installs them'
        return 1
    fi
    run "$python" -W ignore "$root/tests/support/policy_validate.py" "$schema" "$@"
    expect_status 0
    [ "$status" -eq 0 ] || fail 'the validator has another opinion' "$out"
}

begin 'the schema in the repository is current'
zonetidy policy schema
expect_status 0
expect_same "$schema" "$out" \
    'docs/policy.schema.json is not current: cmake --build --preset dev --target expect'

begin 'it is the same each time'
cp "$out" first
zonetidy policy schema
expect_same first "$out" 'another schema'

begin 'policies of the program and of examples are valid'
shopt -s globstar
validate good "$root"/policies/*.yaml "$root"/tests/cli/policies/good/*.yaml "$root"/README.md \
    "$root"/docs/**/*.md

begin 'the program takes what is valid'
zonetidy policy check "$root"/tests/cli/policies/good/*.yaml
expect_status 0
expect_no_stdout

begin 'policies with a mistake are not valid'
validate bad "$root"/tests/cli/policies/bad/*.yaml

begin 'the program refuses each of them'
for file in "$root"/tests/cli/policies/bad/*.yaml; do
    zonetidy policy check "$file"
    expect_equal "$status" 2 "status for $file"
done

finish
