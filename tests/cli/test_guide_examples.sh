#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# The examples of the guide are true. In README.md and docs/*.md, one after the other and in a fresh
# folder for each section (a heading with `##`), a block that begins with
#   ```zone file=NAME   is written to that file
#   ```yaml file=NAME   too, and is a policy in which nothing is wrong, unless ` wrong` stands behind
#                       it; with ` copy=PATH`, it is the file PATH of this project, word for word,
#                       but for its SPDX line
#   ```yaml             is a policy, or a part of one without `version`, in which nothing is wrong
#   ```console          is typed: each line behind `$ ` is run, and the lines behind it are all that
#                       it prints. With ` needs=COMMAND` behind it, it is left alone by a program
#                       without that command
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

# expect_policy FILE: it is read without a complaint, with all that it extends.
expect_policy() {
    check_count=$((check_count + 1))
    zone_text example.com >"$work/good.zone"
    zonetidy records --policy "$1" --zone "example.com=$work/good.zone"
    if [ "$status" -ne 0 ] || [ -s "$err" ]; then
        fail "block $count is no policy" "$err"
    fi
}

# The end of a block: what is in it is tried.
end_block() {
    case $block in
        console)
            type_block <"$work/block" >"$work/typed"
            expect_same "$work/block" "$work/typed" "block $count is not true"
            ;;
        policy)
            if ! grep -q '^version:' "$work/block"; then
                sed -i '1i version: 1' "$work/block"
            fi
            cp "$work/block" .block.yaml
            expect_policy .block.yaml
            rm .block.yaml
            ;;
        file)
            mkdir -p "$(dirname "$file")"
            cp "$work/block" "$file"
            if [ -n "$copy" ]; then
                grep -v '^# SPDX-' "$root/$copy" >"$work/original"
                expect_same "$work/original" "$file" "$file is not the file of the project"
            fi
            if [ "$kind" = yaml ] && ! "$wrong"; then
                expect_policy "$file"
            fi
            ;;
    esac
}

# begin_block WORD...: the words of the first line of a block.
begin_block() {
    local word
    kind=$1 block=other file='' copy='' wrong=false
    count=$((count + 1))
    : >"$work/block"
    case $kind in
        zone | yaml | console) shift ;;
        *) return ;;
    esac
    case $kind in
        yaml) block=policy ;;
        console) block=console ;;
    esac
    for word in "$@"; do
        case $word in
            file=*) block=file file=${word#*=} ;;
            copy=*) copy=${word#*=} ;;
            wrong) wrong=true ;;
            needs=*) "$program" help "${word#*=}" >"$out" 2>&1 || block=other ;;
            *)
                block=other # of another test
                return
                ;;
        esac
    done
}

# run_page FILE: all its examples.
run_page() {
    local line words kind='' block='' file='' copy='' wrong=false count=0 section=0
    while IFS= read -r line; do
        case $line in
            '```'*)
                # A fence that opens another kind of block is closed by the next one.
                if [ -n "$block" ]; then
                    end_block
                    block=
                else
                    read -r -a words <<<"${line#'```'} "
                    begin_block "${words[@]:-text}"
                fi
                ;;
            '## '*)
                if [ -z "$block" ]; then
                    section=$((section + 1))
                    mkdir "$case_folder/$section"
                    cd "$case_folder/$section" || exit 2
                else
                    printf '%s\n' "$line" >>"$work/block"
                fi
                ;;
            *) printf '%s\n' "$line" >>"$work/block" ;;
        esac
    done <"$1"
}

for page in "$root"/README.md "$root"/docs/*.md; do
    if grep -q -E '^```(console|yaml)( |$)' "$page"; then
        begin "${page#"$root/"}"
        run_page "$page"
    fi
done

finish
