#!/bin/sh
# A frame of the canvas: C++ alone, then with WebGL in Chromium.
set -e
"${LESEPASS_BIN:-build/release/bin}/frame_bench" 500
node tests/bench/frame.browser.mjs
