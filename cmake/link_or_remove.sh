#!/bin/bash
# Link launcher for Emscripten: emcc may exit with an error and still leave a half-made, larger .wasm behind.
"$@" && exit 0
status=$?
output=
while [ $# -gt 0 ]; do
    if [ "$1" = -o ]; then output=$2; fi
    shift
done
[ -z "$output" ] || rm -f "$output" "${output%.*}.wasm"
exit $status
