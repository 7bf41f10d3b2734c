#!/bin/sh
# SQLite store: grouped commits against a transaction each, in one run.
exec "${LESEPASS_BIN:-build/release/bin}/store_bench" 64 5000 3
