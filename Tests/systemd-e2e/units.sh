#!/bin/bash
# What can be said about the units without booting them: needs systemd's tools, not root.
set -u
cd "$(dirname "$0")/../../systemd" || exit 1
passed=0 failed=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# check NAME COMMAND…: one test, shown with its output where it fails.
check() {
  local name=$1
  shift
  if "$@" >"$scratch/out" 2>&1; then
    passed=$((passed + 1))
    echo "ok      $name"
  else
    failed=$((failed + 1))
    echo "FAILED  $name"
    sed 's/^/        /' "$scratch/out"
  fi
}

# install_as ROOT [VARIABLE]…: make install of two programs that do nothing.
install_as() {
  local bin=$scratch/bin root=$1
  shift
  mkdir -p "$bin"
  printf '#!/bin/sh\n' >"$bin/kimd"
  cp "$bin/kimd" "$bin/kimctl"
  chmod +x "$bin"/*
  make -s -C .. install BIN="$bin" DESTDIR="$root" PREFIX=/usr "$@"
}

# The units as installed, in a root of their own, so that the paths in them exist.
verify() {
  local root=$scratch/root
  install_as "$root" || return
  # systemd-analyze looks for programs on this machine: let it find the installed ones.
  local units=$scratch/units
  cp -r "$root/usr/lib/systemd/system" "$units"
  sed -i "s,=/usr/libexec/,=$root/usr/libexec/," "$units"/*.service
  systemd-analyze verify "$units"/*.{socket,service,timer} 2>&1 | grep "$units" >"$scratch/verify"
  cat "$scratch/verify"
  [ ! -s "$scratch/verify" ]
}

# What an older systemd would not understand is installed for a newer one alone.
drop_ins() {
  install_as "$scratch/older" SYSTEMD=256 && install_as "$scratch/newer" SYSTEMD=257 || return
  local found
  found=$(cd "$scratch" && find older newer -path '*.service.d/*' | LC_ALL=C sort)
  echo "$found"
  [ "$found" = "$(printf 'newer/usr/lib/systemd/system/%s.service.d/private-users.conf\n' \
    kim-backup kim-verify kimd)" ]
}

security() {
  systemd-analyze security --no-pager --offline=yes --threshold=5 "./$1" >"$scratch/security"
  local result=$?
  grep -E '✗|→' "$scratch/security"
  return "$result"
}

# A timer has a time on the days when clocks change, and one only.
daylight() {
  local spec
  spec=$(sed -n 's/^OnCalendar=//p' "$1")
  [ -n "$spec" ] || return
  local noon next
  for noon in '2026-03-28 12:00' '2026-10-24 12:00' '2027-03-27 12:00'; do
    next=$(TZ=Europe/Berlin LC_ALL=C \
      systemd-analyze calendar --iterations=2 --base-time="$noon" "$spec" |
      sed -n 's/.*\(Next elapse\|Iter.* #2\): ... \([0-9-]*\) .*/\2/p' | tr '\n' ' ')
    local first second
    first=$(date -d "${noon% *} 1 day" +%F) second=$(date -d "${noon% *} 2 days" +%F)
    echo "$spec after $noon: $next"
    [ "$next" = "$first $second " ] || return
  done
}

catalogues() {
  local dir=$scratch/catalogue/usr/lib/systemd/catalog
  mkdir -p "$dir"
  cp ./*.catalog "$dir"
  journalctl --root="$scratch/catalogue" --update-catalog || return
  # Both languages are in it.
  grep -aq 'kimd is ready' "$scratch/catalogue/var/lib/systemd/catalog/database" &&
    grep -aq 'kimd ist bereit' "$scratch/catalogue/var/lib/systemd/catalog/database"
}

# Makes backups of the given ages in days, as the script names them.
make_backups() {
  local age name
  for age in "$@"; do
    name=$KIM_BACKUP_DIR/$(date -u -d "-$age days" +%Y%m%dT%H%M%SZ)
    mkdir -p "$name"
    touch "$name/kim.db" "$name/keys.db"
  done
}

with_backups() (
  export KIM_BACKUP_DIR=$scratch/backups.$RANDOM KIMCTL=$scratch/kimctl FAKE=${FAKE:-true}
  mkdir "$KIM_BACKUP_DIR"
  cat >"$KIMCTL" <<'FAKE'
#!/bin/sh
case "$2" in daemon.backup) mkdir "${3#to=}" && touch "${3#to=}/keys.db" ;; esac
echo "{\"ok\": $FAKE}"
FAKE
  chmod +x "$KIMCTL"
  "$@"
)

count() { find "$KIM_BACKUP_DIR" -mindepth "$1" -maxdepth "$1" -name "$2" | wc -l; }

backup_prunes() {
  make_backups 1 6 7 29 31 90
  mkdir "$KIM_BACKUP_DIR/notes"
  ln -s /etc "$KIM_BACKUP_DIR/20200101T000000Z"
  ./kim-backup.sh backup || return
  find "$KIM_BACKUP_DIR" | sort
  # 1, 6, 7, 29 and the new one stay; keys stay with 1, 6 and the new one; what is not ours stays
  [ "$(count 1 '20*T*Z')" -eq 6 ] && [ "$(count 2 keys.db)" -eq 3 ] &&
    [ -d "$KIM_BACKUP_DIR/notes" ] && [ -L "$KIM_BACKUP_DIR/20200101T000000Z" ]
}

failed_backup_keeps_the_old() {
  make_backups 1 31
  ! FAKE=false ./kim-backup.sh backup || return
  # the old backup is still there, its keys are not
  [ "$(count 1 '20*T*Z')" -eq 3 ] && [ "$(find "$KIM_BACKUP_DIR" -name kim.db | wc -l)" -eq 2 ] &&
    [ "$(count 2 keys.db)" -eq 2 ]
}

verify_wants_a_fresh_one() {
  ! ./kim-backup.sh verify || return
  make_backups 3
  ! ./kim-backup.sh verify || return
  make_backups 1
  ./kim-backup.sh verify || return
  ! FAKE=false ./kim-backup.sh verify
}

for tool in systemd-analyze systemd-sysusers journalctl; do
  command -v "$tool" >/dev/null || {
    echo "SKIPPED: no $tool on this machine; the units were not checked."
    [ "${KIM_REQUIRE_E2E:-}" != 1 ]
    exit
  }
done

check 'systemd-analyze verify says nothing' verify
check 'drop-ins of newer systemd' drop_ins
for unit in *.service; do check "exposure of $unit is at most 0.5" security "$unit"; done
for unit in *.timer; do check "$unit elapses on days when clocks change" daylight "$unit"; done
check 'sysusers' systemd-sysusers --dry-run "$PWD/sysusers.d/kimd.conf"
check 'catalogues in two languages' catalogues
check 'backup ends old backups and old keys' with_backups backup_prunes
check 'a failed backup keeps the old ones' with_backups failed_backup_keeps_the_old
check 'verification wants a fresh backup' with_backups verify_wants_a_fresh_one

echo "units: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
