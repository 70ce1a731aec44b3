#!/bin/sh
# Runs the tests, also against a real daemon:  tests/run.sh BIN_DIR
set -eu
bin=$(cd "${1:?usage: run.sh BIN_DIR}" && pwd)
cd "$(dirname "$0")/.."
dir=$(mktemp -d)
kimd=
finish() {
  if [ -n "$kimd" ]; then kill "$kimd" 2>/dev/null && wait "$kimd" || true; fi
  rm -rf "$dir"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

"$bin/kimd" serve --state "$dir/state" --socket "$dir/s" >"$dir/log" 2>&1 &
kimd=$!
export KIM_TEST_SOCKET="$dir/s" PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$PWD"
python3 tests/prepare.py "$dir/s" ../examples/kreis-paderborn.json || {
  echo "the daemon's log:" >&2
  cat "$dir/log" >&2
  exit 1
}
python3 -W error -m unittest discover
