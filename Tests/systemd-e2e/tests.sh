#!/bin/bash
# The tests of run.sh, in the order in which they run: each leaves kimd running and its drop-ins gone.

tests=(
  the_machine_is_set_up
  systemd_understands_every_line
  the_first_call_starts_kimd
  the_kernel_says_who_calls
  the_clients_trust_it
  starts_without_a_master_key_and_says_so
  cannot_leave_its_sandbox
  journal_has_native_fields
  journal_has_no_personal_value
  restart_under_load_refuses_nobody
  stop_under_load_loses_nothing
  a_stuck_kimd_is_restarted
  a_crashing_kimd_keeps_its_socket
  backup_and_verification_by_timer
  takes_the_master_key_as_a_credential
  restores_with_the_credential
  rights_are_given_and_recovered_as_the_readme_says
  stopping_both_units_ends_it
)

# The programs and units, as make install puts them, into the layer over /.
install_into() {
  local root=$1 library
  make -s -C "$here/../.." install BIN="$bin" DESTDIR="$root" PREFIX=/usr || return
  # A debug build finds Swift's libraries where the toolchain lies, perhaps in somebody's home, which
  # the sandbox hides.
  ldd "$bin/kimd" "$bin/kimctl" 2>/dev/null | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' | sort -u |
    grep -v -e '^/lib' -e '^/usr/lib' |
    while read -r library; do install -D -m 0755 -t "$root/usr/lib/$(uname -m)-linux-gnu" "$library"; done
}

the_machine_is_set_up() {
  inside systemd-sysusers
  inside useradd --create-home --groups kim anna
  inside useradd --create-home berta
  inside systemd-tmpfiles --create
  inside journalctl --update-catalog
  inside systemctl daemon-reload
  inside systemctl preset kimd.socket kimd.service kim-backup.timer kim-verify.timer
  local unit
  for unit in kimd.socket kimd.service kim-backup.timer kim-verify.timer; do
    [ "$(inside systemctl is-enabled "$unit")" = enabled ]
  done
  inside systemctl start kimd.socket kim-backup.timer kim-verify.timer
  [ "$(inside stat -c '%U %G %a' /run/kimd/kimd.sock)" = 'kimd kim 660' ]
  [ "$(inside stat -c '%U %a' /run/kimd)" = 'root 755' ]
}

# What it does not understand it logs when it reads a unit, with file and line.
systemd_understands_every_line() {
  local unit
  for unit in kimd.socket {kimd,kim-backup,kim-verify}.service {kim-backup,kim-verify}.timer; do
    [ "$(inside systemctl show -P LoadState "$unit")" = loaded ]
  done
  inside journalctl --sync
  inside journalctl -q --no-pager -o cat _PID=1 >"$scratch/systemd"
  [ -s "$scratch/systemd" ]
  refused grep -E '/kim[^ ]*:[0-9]+: ' "$scratch/systemd"
}

the_first_call_starts_kimd() {
  [ "$(property ActiveState)" = inactive ]
  call anna rpc.hello
  # It is answered while the store is still being opened.
  eventually 10 is_active
  [ "$(inside stat -c '%U %G %a' /var/lib/kimd)" = 'kimd kimd 700' ]
  # READY came with a text of its own.
  [ -n "$(property StatusText)" ]
}

the_kernel_says_who_calls() {
  local uid answer
  uid=$(inside id -u anna)
  answer=$(call anna rpc.hello)
  grep -Eq "\"uid\"[[:space:]]*:[[:space:]]*$uid\b" <<<"$answer"
  answer=$(call root rpc.hello)
  grep -Eq '"uid"[[:space:]]*:[[:space:]]*0\b' <<<"$answer"
  # Berta is not in the group: the socket does not let her in.
  exits_with 4 call berta rpc.hello
}

# The socket is systemd's, in a directory of root, but it is kimd who listens. The system's Python finds
# its client by itself, and both have one version.
the_clients_trust_it() {
  local uid said='import kimd; print(kimd.Kim().call("rpc.hello")["you"]["uid"])'
  uid=$(inside id -u anna)
  [ "$(as anna python3 -c "$said")" = "$uid" ]
  said='import importlib.metadata, kimd
assert importlib.metadata.version("kimd-client") == kimd.Kim().call("rpc.hello")["version"]'
  as anna python3 -c "$said"
  [ "$(as anna sh -c '. /usr/share/kimd/shell/kim.sh; kim rpc.hello | jq .you.uid')" = "$uid" ]
}

starts_without_a_master_key_and_says_so() {
  [ "$(master_key)" = file ]
}

cannot_leave_its_sandbox() {
  local pid
  pid=$(property MainPID)
  local status
  status=$(inside cat "/proc/$pid/status")
  grep -Eq "^Uid:[[:space:]]+$(inside id -u kimd)[[:space:]]" <<<"$status"
  grep -Eq '^CapBnd:[[:space:]]+0+$' <<<"$status"
  grep -Eq '^NoNewPrivs:[[:space:]]+1$' <<<"$status"
  grep -Eq '^Seccomp:[[:space:]]+2$' <<<"$status"
  # Even root could not, in its view of the files.
  local path
  for path in /etc/x /usr/x /var/x /run/x /run/lock/x /home/x; do
    refused in_view_of "$pid" touch "$path"
  done
  in_view_of "$pid" touch /var/lib/kimd/x
  in_view_of "$pid" rm /var/lib/kimd/x
  [ -z "$(in_view_of "$pid" ls -A /home)" ]
  [ -z "$(in_view_of "$pid" ls -A /root)" ]
  # No network but its own loopback, and not the machine's.
  [ "$(inside readlink "/proc/$pid/ns/net")" != "$(inside readlink /proc/1/ns/net)" ]
  # Other people's processes cannot be seen.
  refused in_view_of "$pid" setpriv --reuid=kimd --regid=kimd --clear-groups test -e /proc/1/status
}

journal_has_native_fields() {
  local ready
  ready=$(event ready)
  journal "MESSAGE_ID=$ready" | grep -q '"SYSLOG_IDENTIFIER":"kimd"'
  journal -x "MESSAGE_ID=$ready" -o short | grep -q 'The store is open'
  # A refused request is worth a line: who, what, why. Anna may enter, but is not on the staff.
  exits_with 4 call anna case.list
  local line
  line=$(journal "KIMD_PEER_UID=$(inside id -u anna)" | tail -n 1)
  grep -q '"KIMD_ERROR_KIND":"' <<<"$line"
  # The journal of kimd is one of its own, and not for everybody.
  [ -z "$(inside journalctl -q --no-pager SYSLOG_IDENTIFIER=kimd)" ]
  [ -z "$(as anna journalctl --namespace=kimd -q --no-pager 2>/dev/null)" ]
}

journal_has_no_personal_value() {
  # Anna is not on the staff: what she types is refused, and must not be quoted.
  local canary=Kanarienvogel
  exits_with 4 call anna client.find "query=$canary"
  exits_with 4 call anna client.register municipality=delbrueck "familyName=$canary"
  # What kimctl would not send: as a method, as a key, as no JSON at all.
  local line
  for line in "\"method\":\"nothing.$canary\"" "\"method\":\"$canary\"" \
    "\"method\":\"rpc.hello\",\"params\":{\"$canary\":1}" "\"method\":$canary"; do
    line="{\"jsonrpc\":\"2.0\",\"id\":1,$line}"
    as anna sh -c 'printf "%s\n" "$1" | timeout 10 socat -t 5 - UNIX-CONNECT:/run/kimd/kimd.sock' \
      send "$line" | grep -q '"error"'
  done
  inside journalctl --namespace=kimd --sync
  inside journalctl --namespace='*' -q --no-pager -o export >"$scratch/journal"
  [ -s "$scratch/journal" ]
  refused grep -a "$canary" "$scratch/journal"
}

restart_under_load_refuses_nobody() {
  load_begin
  local round before
  for round in 1 2 3 4 5; do
    before=$(property MainPID)
    inside systemctl restart kimd.service
    [ "$(property MainPID)" != "$before" ]
    eventually 10 answers_more_than "$round"
  done
  load_end
}

stop_under_load_loses_nothing() {
  inside systemctl restart kimd.service
  local before
  before=$(property MainPID)
  load_begin
  # The socket stays, so the next client starts a new one.
  inside kill -TERM "$before"
  eventually 10 another_is_main "$before"
  load_end
  inside journalctl --namespace=kimd --sync
  journal "MESSAGE_ID=$(event draining)" "_PID=$before" | grep -q .
  # It went by itself: no crash, no kill.
  [ "$(property NRestarts)" = 0 ]
  refused ended_badly "$before"
}

a_stuck_kimd_is_restarted() {
  drop_in 'WatchdogSec=3' 'RestartSec=100ms'
  inside systemctl restart kimd.service
  local before
  before=$(property MainPID)
  inside kill -STOP "$before"
  eventually 20 another_is_main "$before"
  call anna rpc.hello
  [ "$(property NRestarts)" = 1 ]
  unit_result watchdog
  drop_in_end
}

a_crashing_kimd_keeps_its_socket() {
  # Far more often than the default limit of five in ten seconds.
  drop_in 'RestartSec=50ms' 'ExecStart=' 'ExecStart=/bin/false'
  inside systemctl restart kimd.service || true
  eventually 20 restarted_at_least 8
  [ "$(inside systemctl is-active kimd.socket)" = active ]
  inside test -S /run/kimd/kimd.sock
  drop_in_end
  call anna rpc.hello
  # Killed in the middle of its work it comes back as well.
  local before
  before=$(property MainPID)
  inside kill -KILL "$before"
  eventually 10 another_is_main "$before"
  call anna rpc.hello
}

backup_and_verification_by_timer() {
  local timer
  for timer in kim-backup kim-verify; do
    inside systemctl list-timers --no-pager --no-legend "$timer.timer" | grep -q "$timer.service"
    inside systemctl start "$timer.service"
    [ "$(inside systemctl show -P Result "$timer.service")" = success ]
  done
  # Without a backup to verify, verification fails and says so.
  [ "$(inside find /var/lib/kimd/backup -mindepth 1 -maxdepth 1 -type d | wc -l)" = 1 ]
  inside sh -c 'rm -r /var/lib/kimd/backup/*'
  refused inside systemctl start kim-verify.service
  inside systemctl reset-failed kim-verify.service
}

takes_the_master_key_as_a_credential() {
  inside systemctl stop kimd.socket kimd.service
  inside sh -c 'rm -rf /var/lib/kimd/*'
  # As kimd.service says it.
  inside mkdir -p -m 0700 /etc/credstore.encrypted
  inside sh -c 'head -c 32 /dev/urandom |
    systemd-creds encrypt --name=master.key - /etc/credstore.encrypted/kimd.master.key'
  inside systemctl start kimd.socket
  [ "$(master_key)" = credential ]
  [ "$(inside stat -c '%s' /run/credentials/kimd.service/master.key)" = 32 ]
}

restores_with_the_credential() {
  # As the README says it: a backup comes back into an empty state directory, under the sealed master key.
  call root daemon.backup to=/var/lib/kimd/restore-me
  inside systemctl stop kimd.socket kimd.service
  inside sh -c 'mv /var/lib/kimd/restore-me /var/tmp/ && rm -rf /var/lib/kimd/*'
  inside systemd-run --wait --pipe -p User=kimd -p StateDirectory=kimd -p StateDirectoryMode=0700 \
    -p LoadCredentialEncrypted=master.key:kimd.master.key \
    /usr/libexec/kimd restore --from /var/tmp/restore-me
  inside systemctl start kimd.socket
  call root audit.verify | grep -q '"ok":true'
}

# Word for word: what has sudo by root, what comes before the recovery by Anna, what comes after it by Berta.
rights_are_given_and_recovered_as_the_readme_says() {
  local line who=anna
  inside useradd --create-home --groups kim ben
  inside useradd --create-home --groups kim dana
  inside usermod -aG kim berta
  readme 'Who may do what' >"$scratch/lines"
  [ "$(wc -l <"$scratch/lines")" -ge 8 ]
  while read -r line <&3; do
    case "$line" in
      sudo\ *) inside sh -c "${line#sudo }" ;;
      *) as "$who" sh -c "$line" ;;
    esac
    case "$line" in *' recover '*) who=berta ;; esac
  done 3<"$scratch/lines"
  [ "$(call ben rpc.hello | jq -c '.you.roles | sort')" = '["case_manager","front_desk"]' ]
  exits_with 4 call anna staff.list
  exits_with 11 call root staff.add login=anna name=Anna roles=kim_lead
  inside journalctl --namespace=kimd --sync
  journal "MESSAGE_ID=$(event administratorRecovered)" | grep -q berta
  call root audit.verify | grep -q '"ok":true'
}

stopping_both_units_ends_it() {
  inside systemctl stop kimd.socket kimd.service
  [ "$(property ActiveState)" = inactive ]
  [ "$(property Result)" = success ]
  inside test ! -e /run/kimd/kimd.sock
  exits_with 3 call anna rpc.hello
  [ "$(property ActiveState)" = inactive ]
}

# ---- what the tests are made of

# readme HEADING: the lines in the blocks of shell below a heading of the README; one that goes on in the next is one.
readme() {
  sed -n "/^## $1\$/,/^## /p" "$here/../../README.md" | sed -n '/^```sh$/,/^```$/{ /^```/d; p }' |
    sed -e ':a' -e '/\\$/{ N; s/\\\n *//; ba' -e '}'
}

property() { inside systemctl show -P "$1" kimd.service; }

# call USER METHOD…: kimctl never hangs; should it, the test fails all the same.
call() {
  local user=$1
  shift
  as "$user" env KIM_ALLOW_ARGV=1 timeout --kill-after=1 30 kimctl call "$@" -o json
}

# `!` would be overlooked by errexit.
refused() {
  if "$@"; then echo "should have failed: $*" && return 1; fi
}

exits_with() {
  local expected=$1 result=0
  shift
  "$@" || result=$?
  [ "$result" -eq "$expected" ] || { echo "exit $result, not $expected: $*" && return 1; }
}

# eventually SECONDS COMMAND…: waits until it holds.
eventually() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    if [ "$SECONDS" -gt "$end" ]; then echo "never: $*" && return 1; fi
    sleep 0.05
  done
}

in_view_of() { nsenter -t "$machine_init" -p -m nsenter -t "$1" -m "${@:2}" 2>&1; }

journal() { inside journalctl --namespace=kimd -q --no-pager -o json "$@"; }

# The MESSAGE_ID of an event, from the one place where it stands.
event() {
  local id
  id=$(sed -n "s/.*case \.$1: \"\([0-9a-f]*\)\"/\1/p" "$here/../../Sources/Systemd/JournalEvent.swift")
  [ -n "$id" ]
  echo "$id"
}

master_key() {
  call root daemon.status | sed -n 's/.*"masterKey"[[:space:]]*:[[:space:]]*"\([a-z]*\)".*/\1/p'
}

is_active() { [ "$(property ActiveState)" = active ]; }

another_is_main() {
  local pid
  pid=$(property MainPID)
  [ "$pid" != 0 ] && [ "$pid" != "$1" ] && is_active
}

restarted_at_least() { [ "$(property NRestarts)" -ge "$1" ]; }

# Whether systemd's own words about the unit have this result, as in "watchdog".
unit_result() {
  inside journalctl -q --no-pager -o json UNIT=kimd.service "UNIT_RESULT=$1" | grep -q .
}

# Whether systemd saw this process end by a signal or with another code than 0.
ended_badly() {
  inside journalctl -q --no-pager -o cat UNIT=kimd.service -g 'Main process exited' |
    grep -v 'code=exited, status=0' | grep -q "$1"
}

drop_in() {
  inside mkdir -p /run/systemd/system/kimd.service.d
  { echo '[Service]' && printf '%s\n' "$@"; } |
    inside sh -c 'cat >/run/systemd/system/kimd.service.d/test.conf'
  inside systemctl daemon-reload
}

drop_in_end() {
  inside rm -r /run/systemd/system/kimd.service.d
  inside systemctl daemon-reload
  inside systemctl restart kimd.service
}

# Two clients that ask without a pause until the file stop is there, and count.
load_begin() {
  inside sh -c 'rm -rf /tmp/load && mkdir -m 1777 /tmp/load'
  local client
  for client in 1 2; do
    as anna sh -c '
      good=0 bad=0
      until [ -e /tmp/load/stop ]; do
        kimctl call rpc.hello >/dev/null 2>>/tmp/load/errors
        result=$?
        if [ "$result" -eq 0 ]; then
          good=$((good + 1))
        else
          bad=$((bad + 1))
          echo "exit $result" >>/tmp/load/errors
        fi
        echo "$good" >"/tmp/load/good.$1.new" && mv "/tmp/load/good.$1.new" "/tmp/load/good.$1"
      done
      echo "$bad" >"/tmp/load/bad.$1"' load "$client" &
  done
  load_seen=0
  eventually 10 answers_more_than 5
}

answers() { inside sh -c 'cat /tmp/load/good.* 2>/dev/null' | awk '{ sum += $1 } END { print sum + 0 }'; }

# Whether the clients got this many more answers since the last time that this was so.
answers_more_than() {
  local now
  now=$(answers)
  [ "$now" -gt $((load_seen + $1)) ] && load_seen=$now
}

load_end() {
  inside touch /tmp/load/stop
  wait
  echo "answers: $(answers)"
  inside sh -c 'cat /tmp/load/errors; test "$(cat /tmp/load/bad.*)" = "0
0"'
}
