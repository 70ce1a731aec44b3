#!/bin/sh
# Makes and verifies the backups of kimd. Run by kim-backup.service and kim-verify.service.
#
# A backup is a directory named after its time in UTC, made by the daemon: the store and, beside it,
# keys.db with the wrapped key of each person. Two ages end it:
#   keys.db after 7 days: a person is erased by destroying the key, so a copy of that key must not live
#     longer than we promise. The rest stays readable for everybody else with the keys of today.
#   all of it after 30 days.
# Both are on the same disk as the store. A second machine should fetch them every day.
set -eu

directory=${KIM_BACKUP_DIR:-/var/lib/kimd/backup}
kimctl=${KIMCTL:-kimctl}
# Half a day less than seven: this runs once a day, and seven days must never become eight.
key_hours=156
backup_days=30

say() { printf '%s\n' "kim-backup: $*"; }
fail() { say "$*" >&2; exit 1; }
before() { date -u -d "-$1" +%Y%m%dT%H%M%SZ; }

# Whether the first of two times in the form of our names is earlier.
earlier() {
  [ "$1" != "$2" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | LC_ALL=C sort | head -n 1)" = "$1" ]
}

# The backups, oldest first; whatever else lies in the directory is not ours to touch.
backups() {
  for path in "$directory"/[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]T[0-9][0-9][0-9][0-9][0-9][0-9]Z; do
    [ -d "$path" ] && [ ! -L "$path" ] && printf '%s\n' "${path##*/}"
  done
  return 0
}

# What an interrupted backup left: never complete, and it may hold keys.
leftovers() {
  find "$directory" -mindepth 1 -maxdepth 1 -type d -name '????????T??????Z.part*' -mmin +1440
}

prune_keys() {
  limit=$(before "$key_hours hours")
  for name in $(backups); do
    earlier "$name" "$limit" || break
    [ -e "$directory/$name/keys.db" ] || continue
    rm -f -- "$directory/$name"/keys.db*
    say "keys of backup $name removed"
  done
  leftovers | while IFS= read -r path; do
    rm -rf -- "$path"
    say "interrupted backup ${path##*/} removed"
  done
}

prune_backups() {
  limit=$(before "$backup_days days")
  for name in $(backups); do
    earlier "$name" "$limit" || break
    rm -rf -- "${directory:?}/$name"
    say "backup $name removed"
  done
}

# Calls a method whose answer says "ok": true when all is well.
require_ok() {
  answer=$("$kimctl" call "$@" -o json) || fail "$1 failed"
  printf '%s' "$answer" | grep -Eq '"ok"[[:space:]]*:[[:space:]]*true' || fail "$1: not ok: $answer"
}

backup() {
  # First, and whatever becomes of the backup: the promise to the erased does not wait.
  prune_keys
  name=$(before '0 days')
  require_ok daemon.backup "to=$directory/$name"
  say "backup $name made and verified"
  # Only now: while backups fail, the old ones are all there is.
  prune_backups
}

verify() {
  newest=$(backups | tail -n 1)
  [ -n "$newest" ] || fail "there is no backup in $directory; see systemctl status kim-backup.timer"
  require_ok daemon.verifyBackup "path=$directory/$newest"
  say "backup $newest verified"
  require_ok audit.verify
  say 'audit chain verified'
  earlier "$(before '2 days')" "$newest" ||
    fail "the newest backup, $newest, is older than two days; see systemctl status kim-backup.service"
}

case ${1:-} in
  backup) backup ;;
  verify) verify ;;
  *)
    say "usage: kim-backup backup|verify" >&2
    exit 2
    ;;
esac
