#!/usr/bin/env bash
# The fault bench: kills, stops and starves a whole Spillway under load, and accounts for every event that was answered 200.
# Needs a JDK 17 (or newer) and Maven; builds when sources have changed. ./load-tests/faults.sh --help tells the rest.
set -euo pipefail
cd "$(dirname "$0")/.."

. load-tests/bench.bash
bench faults dev.spillway.faults.FaultsCommand "$@"
