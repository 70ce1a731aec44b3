#!/bin/bash
# Boots this machine's own systemd as the first process of fresh namespaces, over a throw-away overlay
# of /. Nothing outside changes, nothing is downloaded. To be sourced by bash; needs root.
#
#   machine_impossible       prints why it cannot be done here, or fails when it can
#   machine_prepare          makes $machine, in which $machine/upper lies over /
#   machine_boot             boots; afterwards `inside` and `as` work
#   machine_end              takes all of it away

machine=
machine_pid=
machine_init=
machine_cgroup=

cgroup2_mount() {
  awk '$3 == "cgroup2" { print $2; exit }' /proc/self/mounts
}

machine_impossible() {
  local tool
  if [ "$(id -u)" -ne 0 ]; then echo 'not root' && return; fi
  for tool in unshare nsenter setpriv pgrep systemctl useradd; do
    if ! command -v "$tool" >/dev/null; then echo "no $tool" && return; fi
  done
  if [ ! -x /lib/systemd/systemd ]; then echo 'no systemd' && return; fi
  if [ -z "$(cgroup2_mount)" ]; then echo 'no cgroup2 file system' && return; fi
  local probe
  probe=$(cgroup2_mount)/kim-e2e-probe.$$
  if ! mkdir "$probe" 2>/dev/null; then echo 'the cgroup2 file system is read-only' && return; fi
  rmdir "$probe"
  if ! unshare --mount --uts --ipc --net --pid --fork --cgroup sh -c '
    mount -t tmpfs tmpfs /mnt && mkdir /mnt/u /mnt/w /mnt/m &&
      mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/u,workdir=/mnt/w /mnt/m' 2>/dev/null; then
    echo 'no namespaces or no overlay file system' && return
  fi
  return 1
}

machine_prepare() {
  machine=$(mktemp -d)
  mount -t tmpfs -o size=2G,mode=755 tmpfs "$machine"
  mkdir "$machine/upper" "$machine/work" "$machine/merged"
  machine_cgroup=$(cgroup2_mount)/kim-e2e.$$
  mkdir "$machine_cgroup"
  # Where cgroup2 is alone, limits can work too; elsewhere the controllers belong to version 1.
  for controller in +memory +pids; do
    echo "$controller" 2>/dev/null >"$(cgroup2_mount)/cgroup.subtree_control" || true
  done
}

# The part inside the namespaces, up to the exec of systemd. No single quote may stand in it.
machine_script='
set -eu
overlay=$1/merged
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$overlay"
cd "$overlay"
mount -t proc -o nosuid,nodev,noexec proc proc
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs sys
mount -t cgroup2 -o nosuid,nodev,noexec cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs dev
for device in null zero full random urandom tty; do
  touch "dev/$device"
  mount --bind "/dev/$device" "dev/$device"
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts dev/pts
mount -t tmpfs -o mode=1777 tmpfs dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
for link in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${link%:*}" "dev/${link#*:}"; done
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
rm -f etc/machine-id
echo 0123456789abcdef0123456789abcdef >etc/machine-id
mkdir run/oldroot
pivot_root . run/oldroot
umount -l /run/oldroot
# Without this, LoadCredential= yields nothing and says nothing.
mount --make-rshared /
exec env -i container=kim-e2e PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
  /lib/systemd/systemd --system --unit=basic.target --show-status=0 --log-target=journal
'

machine_boot() {
  (
    echo "$BASHPID" >"$machine_cgroup/cgroup.procs"
    exec unshare --mount --propagation private --uts --ipc --net --pid --fork --kill-child --cgroup \
      bash -c "$machine_script" machine "$machine" </dev/null >"$machine/console" 2>&1
  ) &
  machine_pid=$!
  local tries
  for ((tries = 0; tries < 200; tries++)); do
    machine_init=$(pgrep -P "$machine_pid" -x systemd) && break
    kill -0 "$machine_pid" 2>/dev/null || break
    sleep 0.05
  done
  if [ -z "$machine_init" ]; then
    echo 'systemd did not start:' && cat "$machine/console" && return 1
  fi
  # Its own socket is the sign that it takes orders.
  for ((tries = 0; tries < 200; tries++)); do
    if inside systemctl is-system-running >/dev/null 2>&1 ||
      [ "$(inside systemctl is-system-running 2>/dev/null)" = starting ]; then
      break
    fi
    sleep 0.05
  done
  local state
  state=$(inside systemctl is-system-running --wait) && return
  echo "systemd is $state:" && inside systemctl --failed --no-legend --plain
  return 1
}

# A command as root in the machine; the caller's environment stays outside.
inside() {
  nsenter -t "$machine_init" -a \
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/root "$@"
}

# A command as a user of the machine.
as() {
  local user=$1
  shift
  inside setpriv --reuid="$user" --regid="$user" --init-groups env HOME="/home/$user" "$@"
}

machine_end() {
  if [ -n "$machine_pid" ]; then
    # --kill-child: with unshare the first process dies, and with that one all in its namespace.
    kill -KILL "$machine_pid" 2>/dev/null
    wait "$machine_pid" 2>/dev/null
  fi
  if [ -n "$machine" ]; then
    umount "$machine" 2>/dev/null || umount -l "$machine"
    rmdir "$machine"
  fi
  if [ -n "$machine_cgroup" ]; then
    local tries
    for ((tries = 0; tries < 40; tries++)); do
      find "$machine_cgroup" -depth -type d -exec rmdir {} + 2>/dev/null
      [ -d "$machine_cgroup" ] || return 0
      sleep 0.05
    done
    echo "left behind: $machine_cgroup" >&2
  fi
}
