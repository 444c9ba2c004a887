#!/usr/bin/env bash
# Runs a Gatling simulation; README.md beside this file says which there are, and their parameters and targets.
#   ./load-tests/run.sh WebhookPeak [-Dname=value ...]              starts a stack of its own first: Redis, Postgres, simulators, gateway
#   ./load-tests/run.sh WebhookPeak --url URL [-Dname=value ...]    against a gateway that is there
#   --heap SIZE and --jvm OPTION are for the gateway of the own stack.
# Needs a JDK 17 (or newer) and Maven.
set -euo pipefail
cd "$(dirname "$0")/.."

. load-tests/bench.bash
name=run

usage() { sed -n '2,6s/^# *//p' load-tests/run.sh; }

case "${1:-}" in
  "" | -h | --help) usage; exit 0 ;;
esac
simulation="$1"
shift
case "$simulation" in
  WebhookPeak | BatchedPeak | RetryStorm | SlowErp | Conversation | Soak) ;;
  *) fail "there is no simulation $simulation; there are WebhookPeak, BatchedPeak, RetryStorm, SlowErp, Conversation and Soak" ;;
esac

url=""
given=()
stack_options=()
while [ $# -gt 0 ]; do
  case "$1" in
    --url) url="${2:?--url needs an address}"; shift ;;
    --heap | --jvm) stack_options+=("$1=${2:?$1 needs a value}"); shift ;;
    -D*) given+=("$1") ;;
    *) usage >&2; fail "what is $1?" ;;
  esac
  shift
done

[ -z "$url" ] || [ ${#stack_options[@]} -eq 0 ] || fail "--heap and --jvm are for the gateway of the own stack: not with --url"

maven=""
stack=""
end() {
  if [ -n "$maven" ]; then
    kill -- "-$maven" 2>/dev/null || true
    wait "$maven" 2>/dev/null || true
  fi
  if [ -n "$stack" ]; then
    exec {stack_stdin}>&-
    [ -f "$where" ] || kill "$stack" 2>/dev/null || true # while it starts it does not look at the pipe
    wait "$stack" 2>/dev/null || true
    rm -f "$where"
  fi
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

stack_args=()
if [ -n "$url" ]; then
  stack_args=("-Durl=$url")
else
  ready run dev.spillway.faults.StackCommand
  where="$target/stack.$$.args"
  rm -f "$where"
  # The stack ends when the writing end of this pipe is closed, however this script ends.
  exec {stack_stdin}> >(exec "${command[@]}" "$where" ${stack_options[@]+"${stack_options[@]}"})
  stack=$!
  echo "$name: starting a stack" >&2
  until [ -f "$where" ]; do
    kill -0 "$stack" 2>/dev/null || fail "the stack did not start"
    sleep 0.2
  done
  mapfile -t stack_args <"$where"
fi

# In the background, since a shell heeds no signal before what it waits for in the foreground has ended; as a process group, since
# Gatling's JVM outlives Maven; and without the pipe, which would keep the stack alive when this script is gone. What was given
# wins: of two equal names Java takes the last.
set -m
(
  [ -z "$stack" ] || exec {stack_stdin}>&-
  exec mvn -B -ntp -q -Dspotless.check.skip=true -f load-tests gatling:test \
    "-Dgatling.simulationClass=dev.spillway.load.$simulation" "${stack_args[@]}" ${given[@]+"${given[@]}"}
) </dev/null &
maven=$!
set +m
code=0
wait "$maven" || code=$?
maven=""
exit "$code"
