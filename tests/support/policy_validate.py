#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Validates policies by their JSON Schema.

    policy_validate.py SCHEMA good|bad FILE...

Good ones have to be valid, bad ones must not be. Each file is read twice, as readers of YAML 1.1 and
of YAML 1.2 (core schema) do it: `off` is false for the one and text for the other. Dates stay text,
as JSON has none. Of a page (*.md), its blocks of YAML are taken, and get a version when they have
none: they are parts of policies. Ends with status 77 when the modules are not there.
"""

import json
import pathlib
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(error)
    sys.exit(77)


class Reader11(yaml.SafeLoader):
    """YAML 1.1, as PyYAML reads it."""


class Reader12(yaml.BaseLoader):
    """The core schema of YAML 1.2: everything else is text."""


Reader11.yaml_implicit_resolvers = {
    first: [entry for entry in entries if entry[0] != "tag:yaml.org,2002:timestamp"]
    for first, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Reader12.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    name = "tag:yaml.org,2002:" + tag
    Reader12.add_implicit_resolver(name, re.compile("^(?:" + pattern + ")$"), first)
    Reader12.add_constructor(name, yaml.SafeLoader.yaml_constructors[name])
# BaseLoader has the constructors of no type; those of SafeLoader call these.
for method in ("construct_yaml_bool", "construct_yaml_int", "construct_yaml_float",
               "construct_yaml_null", "bool_values", "inf_value", "nan_value"):
    setattr(Reader12, method, getattr(yaml.SafeLoader, method))


def as_json(value):
    """Keys of JSON are text."""
    if isinstance(value, dict):
        return {str(key).lower() if isinstance(key, bool) else str(key): as_json(child)
                for key, child in value.items()}
    if isinstance(value, list):
        return [as_json(child) for child in value]
    return value


def policies_of(path):
    """The texts of a file that are policies, each with its name."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".md":
        yield str(path), text
        return
    for block in re.finditer(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        line = text.count("\n", 0, block.start()) + 2
        # The file of pre-commit is YAML too.
        if not re.search(r"^(repos|- repo):", block[1], re.MULTILINE):
            front = "" if re.search(r"^version:", block[1], re.MULTILINE) else "version: 1\n"
            yield f"{path}:{line}", front + block[1]


def main():
    schema_path, wanted, *paths = sys.argv[1:]
    schema = json.loads(pathlib.Path(schema_path).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    bad = count = 0
    for path in paths:
        for name, text in policies_of(pathlib.Path(path)):
            for reader in (Reader11, Reader12):
                count += 1
                errors = list(validator.iter_errors(as_json(yaml.load(text, reader))))
                if wanted == "good" and errors:
                    bad += 1
                    best = jsonschema.exceptions.best_match(errors)
                    print(f"{name}: {reader.__name__}: {best.json_path}: {best.message[:200]}")
                if wanted == "bad" and not errors:
                    bad += 1
                    print(f"{name}: {reader.__name__}: found to be valid")
    print(f"{count} readings, {bad} not as wanted")
    return 1 if bad or not count else 0


sys.exit(main())
