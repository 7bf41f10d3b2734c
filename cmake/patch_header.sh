#!/bin/bash
# patch_header.sh <original> <result> [patch ...]: applies the patches in order. The result is replaced only if it
# changes, so that nothing is compiled again without need.
set -euo pipefail
original=$1 result=$2
shift 2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
header="$scratch/$(basename "$original")"
cp "$original" "$header"
for patch in "$@"; do
    if patch --dry-run -s -f -R "$header" "$patch" >/dev/null 2>&1; then
        echo "$(basename "$patch"): already part of this version"
    elif ! patch -s -f -N --no-backup-if-mismatch "$header" "$patch"; then
        echo "$(basename "$patch"): does not apply to $original" >&2
        exit 1
    fi
done
mkdir -p "$(dirname "$result")"
cmp -s "$header" "$result" || cp "$header" "$result"
