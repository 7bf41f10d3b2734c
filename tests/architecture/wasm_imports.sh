#!/bin/bash
# wasm_imports.sh <folder with *.wasm> <folder with *.allow>: what a module asks the browser for is written down,
# one "module.name" a line in <name>.allow. A clock or a file call in C++ shows up here as a new import.
set -euo pipefail
modules=$1 lists=$2 status=0 found=0
for module in "$modules"/*.wasm; do
    [ -f "$module" ] || continue
    found=1
    name=$(basename "$module" .wasm)
    if [ ! -f "$lists/$name.allow" ]; then
        echo "$lists/$name.allow is missing" >&2
        status=1
        continue
    fi
    imports=$(wasm-objdump -x -j Import "$module" 2>/dev/null | sed -nE 's/.* <- ([A-Za-z0-9_.$]+).*/\1/p' | sort -u || true)
    wanted=$(grep -vE '^(#|$)' "$lists/$name.allow" | sort -u || true)
    if [ "$imports" != "$wanted" ]; then
        echo "$name.wasm: imports differ from $lists/$name.allow (<: listed, >: imported)" >&2
        diff <(echo "$wanted") <(echo "$imports") >&2 || true
        status=1
    fi
done
[ "$found" = 1 ] || { echo "no *.wasm in $modules" >&2; exit 1; }
[ "$status" = 0 ] && echo "wasm imports: all as listed"
exit "$status"
