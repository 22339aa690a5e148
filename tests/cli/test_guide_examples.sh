#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# The examples of the guide are true. In docs/*.md, one after the other and in one folder for each
# page, a block that begins with
#   ```zone file=NAME   is written to that file
#   ```console          is typed: each line behind `$ ` is run, and the lines behind it are all that
#                       it prints
#
#   test_guide_examples.sh PROGRAM
. tests/support/cli.sh

mkdir "$work/bin"
ln -s "$program" "$work/bin/zonetidy"
PATH=$work/bin:$PATH

# What the commands of a block print, with each behind itself.
type_block() {
    local line
    while IFS= read -r line; do
        case $line in
            '$ '*)
                printf '%s\n' "$line"
                bash -c "${line#??}" 2>&1
                ;;
        esac
    done
}

# run_page FILE: all its examples.
run_page() {
    local line block='' file='' count=0
    while IFS= read -r line; do
        case $line in
            '```zone file='*)
                block=zone file=${line#*file=}
                : >"$file"
                ;;
            '```console')
                block=console
                count=$((count + 1))
                : >"$work/block"
                ;;
            '```'*)
                if [ "$block" = console ]; then
                    type_block <"$work/block" >"$work/typed"
                    expect_same "$work/block" "$work/typed" "console block $count is not true"
                fi
                # A fence that opens another kind of block is closed by the next one.
                if [ -n "$block" ]; then block=; else block=other; fi
                ;;
            *)
                case $block in
                    zone) printf '%s\n' "$line" >>"$file" ;;
                    console) printf '%s\n' "$line" >>"$work/block" ;;
                esac
                ;;
        esac
    done <"$1"
}

for page in "$root"/docs/*.md; do
    if grep -q '^```console$' "$page"; then
        begin "${page#"$root/"}"
        run_page "$page"
    fi
done

finish
