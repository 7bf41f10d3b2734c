#!/bin/bash
# Formatting of C++ (clang-format 14 is the truth; another version only warns) and types of TypeScript.
# lint.sh [root]
set -euo pipefail
cd "${1:-.}"
status=0

formatter=$(command -v clang-format-14 || command -v clang-format) || { echo "clang-format is missing" >&2; exit 1; }
mapfile -t files < <(find shared server wasm tests -name node_modules -prune -o \( -name '*.h' -o -name '*.cpp' \) -print | sort)
unformatted=()
for file in "${files[@]}"; do
    "$formatter" "$file" | cmp -s - "$file" || unformatted+=("$file")
done
if [ ${#unformatted[@]} -gt 0 ]; then
    printf 'not formatted: %s\n' "${unformatted[@]}" >&2
    if "$formatter" --version | grep -q 'version 14\.'; then
        echo "run ./dev format" >&2
        status=1
    else
        echo "warning: $("$formatter" --version) is not version 14, so this does not count" >&2
    fi
fi

for project in web/tsconfig.json tests/tsconfig.json; do
    [ -f "$project" ] || continue
    npx --no-install tsc --noEmit --project "$project" || status=1
done
[ "$status" = 0 ] && echo "lint: ${#files[@]} C++ files and the TypeScript projects are in order"
exit "$status"
