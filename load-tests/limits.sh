#!/usr/bin/env bash
# The bench of limits: all that a WhatsApp number may send, by one gateway and by three, counted at a simulated Meta.
# Needs a JDK 17 (or newer) and Maven; builds when sources have changed. ./load-tests/limits.sh --help tells the rest.
set -euo pipefail
cd "$(dirname "$0")/.."

. load-tests/bench.bash
bench limits dev.spillway.limits.LimitsCommand "$@"
