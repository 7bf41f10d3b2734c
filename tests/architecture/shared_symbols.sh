#!/bin/bash
# shared_symbols.sh <liblesepass_shared.a>: shared/ does no I/O. Every symbol it needs from outside is on the list
# shared_symbols.allow (extended regular expressions, one a line); a hidden time() shows up here even if nobody calls it.
set -euo pipefail
allow="$(dirname "$0")/shared_symbols.allow"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

nm -C --defined-only "$1" | awk 'NF > 2 { $1 = $2 = ""; print substr($0, 3) }' | sort -u >"$scratch/defined"
nm -uC "$1" | sed -n 's/^ *U //p' | sort -u >"$scratch/needed"
[ -s "$scratch/needed" ] || { echo "$1: nm found no symbols" >&2; exit 1; }
grep -vE '^(#|$)' "$allow" >"$scratch/patterns"
if comm -13 "$scratch/defined" "$scratch/needed" | grep -vxE -f "$scratch/patterns" >"$scratch/strangers"; then
    echo "shared/ needs symbols that are not in $allow:" >&2
    sed 's/^/  /' "$scratch/strangers" >&2
    exit 1
fi
echo "shared symbols: $(wc -l <"$scratch/needed") looked at, all in order"
