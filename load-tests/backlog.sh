#!/usr/bin/env bash
# A backlog behind a dead ERP: what it does to the gateway's heap and to the other lanes.
# Needs a JDK 17 (or newer) and Maven; builds when sources have changed. ./load-tests/backlog.sh --help tells the rest.
set -euo pipefail
cd "$(dirname "$0")/.."

. load-tests/bench.bash
bench backlog dev.spillway.faults.BacklogCommand "$@"
