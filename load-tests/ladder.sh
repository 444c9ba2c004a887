#!/usr/bin/env bash
# The ladder: what each room of the accept path costs, from a bare server to a whole gateway, in one run.
# Needs a JDK 17 (or newer) and Maven; builds when sources have changed. ./load-tests/ladder.sh --help tells the rest.
set -euo pipefail
cd "$(dirname "$0")/.."

. load-tests/bench.bash
bench ladder dev.spillway.ladder.LadderCommand "$@"
