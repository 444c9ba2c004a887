#!/usr/bin/env bash
# A million events that wait in Redis: the gateway's heap, what they take there, and how fast they go afterwards.
# Needs a JDK 17 (or newer) and Maven; builds when sources have changed. ./load-tests/million.sh --help tells the rest.
set -euo pipefail
cd "$(dirname "$0")/.."

. load-tests/bench.bash
bench million dev.spillway.faults.MillionCommand "$@"
