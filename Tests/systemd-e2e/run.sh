#!/bin/bash
# Boots a real systemd and drives kimd under it:  Tests/systemd-e2e/run.sh BIN_DIR
# Exit 77: this machine does not allow it (a failure instead where KIM_REQUIRE_E2E=1).
set -u
here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "${1:?usage: run.sh BIN_DIR}" && pwd) || exit 1
. "$here/machine.sh"
. "$here/tests.sh"

passed=0 failed=0
if why=$(machine_impossible); then
  if [ "${KIM_REQUIRE_E2E:-}" = 1 ]; then
    echo "systemd-e2e: FAILED, as KIM_REQUIRE_E2E=1 and this cannot be tested here: $why"
    exit 1
  fi
  echo '***********************************************************************'
  echo "*** SKIPPED: kimd was not tested under a real systemd here: $why."
  echo '*** A privileged machine can: sudo Tests/systemd-e2e/run.sh BIN_DIR'
  echo '***********************************************************************'
  echo "systemd-e2e: 0 passed, 0 failed, ${#tests[@]} skipped"
  exit 77
fi

for program in kimd kimctl; do
  if [ ! -x "$bin/$program" ]; then echo "systemd-e2e: no $bin/$program" && exit 1; fi
done

scratch=$(mktemp -d)
end() {
  machine_end
  rm -rf "$scratch"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Whatever the machine wrote that helps to see why a test failed.
explain() {
  sed 's/^/        /' "$scratch/out"
  inside systemctl status --no-pager -n 0 kimd.socket kimd.service 2>&1 | sed 's/^/        /'
  inside journalctl --namespace='*' --no-pager -q -n 40 -o short-monotonic 2>&1 | sed 's/^/        /'
}

# Each test runs by itself with errexit, which `if` would switch off; in the background, so that a
# signal ends the run at once.
run() {
  local result start=${EPOCHREALTIME/[.,]/}
  (
    set -eEu
    trap 'echo "failed at line $LINENO: $BASH_COMMAND" >&2' ERR
    "$1"
  ) >"$scratch/out" 2>&1 &
  wait "$!"
  result=$?
  local time=$(((${EPOCHREALTIME/[.,]/} - start) / 1000))
  if [ "$result" -eq 0 ]; then
    passed=$((passed + 1))
    echo "ok      ${1//_/ } ($time ms)"
  else
    failed=$((failed + 1))
    echo "FAILED  ${1//_/ } ($time ms)"
    explain
    # Its clients, if it left any, end.
    inside sh -c 'test ! -d /tmp/load || touch /tmp/load/stop'
  fi
}

machine_prepare
install_into "$machine/upper" >"$scratch/out" 2>&1 || { cat "$scratch/out" && exit 1; }
if ! machine_boot; then
  echo 'systemd-e2e: the machine did not boot'
  exit 1
fi
for name in "${tests[@]}"; do run "$name"; done
echo "systemd-e2e: $passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
