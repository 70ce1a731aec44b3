#!/bin/sh
# Runs kimd in the foreground with its store and socket under ./.kim/, until Ctrl-C. An empty store
# is filled with one day of an office (day.sh).   clients/examples/run.sh BIN_DIR
set -eu
bin=${1:?usage: run.sh BIN_DIR}
here=$(dirname "$0")
for program in "$bin/kimd" "$bin/kimctl"; do
  [ -x "$program" ] || { echo "There is no $program: build it first." >&2; exit 1; }
done

ctl() { KIM_SOCKET=.kim/kimd.sock "$bin/kimctl" "$@"; }

hints() {
  cat <<END

kimd listens at .kim/kimd.sock. In a second terminal, in this directory:

  $bin/kimctl status                      how the daemon is
  $bin/kimctl whoami                      who you are to it, and what you may
  $bin/kimctl case list                   the cases
  $bin/kimctl next --site paderborn-sozialbezirk-1 --desk 2   call the next ticket
  $bin/kimctl describe case.close         what a method takes and answers
  $bin/kimctl reminder list               the reminders
  . $(dirname "$here")/shell/kim.sh; kim board.show site=paderborn-sozialbezirk-1 | jq .calls

Ctrl-C here stops it; what is in .kim/ stays, and deleting .kim/ starts anew.

END
}

# Beside the daemon, which takes the place of this script: $$ is its process id.
introduce() {
  for _ in $(seq 300); do
    if ctl status >/dev/null 2>&1; then break; fi
    sleep 0.2
    kill -0 $$ 2>/dev/null || return 0
  done
  known=$(ctl organisation show -o json | jq '.municipalities | length') || return 0
  if [ "$known" = 0 ]; then
    KIM_SOCKET=.kim/kimd.sock "$here/day.sh" "$bin" || {
      if kill -0 $$ 2>/dev/null; then echo 'The day broke off; kimd runs on.' >&2; fi
      return 0
    }
  fi
  hints
}

if ctl status >/dev/null 2>&1; then
  echo 'kimd already runs in this directory.'
  hints
  exit 0
fi
introduce &
exec "$bin/kimd"
