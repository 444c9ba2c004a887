#!/usr/bin/env bash
# The bench of backends: two gateways against simulators of five vendors, with their limits and their habits of erring.
# Needs a JDK 17 (or newer) and Maven; builds when sources have changed. ./load-tests/backends.sh --help tells the rest.
set -euo pipefail
cd "$(dirname "$0")/.."

. load-tests/bench.bash
bench backends dev.spillway.backends.BackendsCommand "$@"
