"""Power cuts: ext4 forgets at one blow what was never synced; what was answered before is there all the same.

What is answered after the cut began counts for nothing: with the power gone nobody would have heard it, and a sync that
is under way when ext4 is shut down may still report success.

KIM_POWER_ROUNDS (5) rounds. A kimd whose syncs do nothing does not survive the first of them.
"""

import fcntl
import os
import random
import shutil
import struct
import subprocess
import threading
import time
import unittest

from office import SERVICE, SITE, Office, Refused, as_root
from test_crash import CLIENTS, Work

ROUNDS = int(os.environ.get("KIM_POWER_ROUNDS") or 5)
# EXT4_IOC_SHUTDOWN of the kernel's ext4.h, and its flag for "without flushing the journal".
SHUTDOWN, NO_LOG_FLUSH = 0x8004587D, 2


class PowerCut(unittest.TestCase):
    """A store on an ext4 of its own."""

    @as_root
    def test_what_was_answered_outlives_a_power_cut(self):
        self.office = Office("--reserve-mib", "0", "--log-level", "error")
        self.addCleanup(self.office.close)
        self.image = os.path.join(self.office.folder, "disk.img")
        self.disk = os.path.join(self.office.folder, "disk")
        self.office.state = os.path.join(self.disk, "state")
        os.mkdir(self.disk)
        self.format()
        self.addCleanup(subprocess.run, ["umount", "-l", self.disk], capture_output=True)
        self.office.start()
        self.office.await_filled_log()
        self.office.furnish()
        self.session = self.office.call("session.open", site=SITE)["id"]
        works = [Work(number, self.session) for number in range(CLIENTS)]
        self.late = []
        for _ in range(ROUNDS):
            self.cut_under_load(works)
            self.office.start()
            self.check(works)
            self.office.await_filled_log()
        answered = sum(len(work.answers) for work in works)
        print(
            f"\n{answered} answered writes, {ROUNDS} power cuts, none lost;"
            f" {len(self.late)} answered after the cut began",
            flush=True,
        )
        self.assertGreater(answered, ROUNDS * CLIENTS)
        self.assertEqual(self.office.stop(), 0)

    def format(self):
        with open(self.image, "wb") as file:
            file.truncate(256 << 20)
        if shutil.which("mkfs.ext4", path="/usr/sbin:/sbin") is None:
            self.skipTest("no mkfs.ext4 here")
        subprocess.run(["/sbin/mkfs.ext4", "-q", "-F", self.image], check=True)
        mount = ["mount", "-o", "loop", self.image, self.disk]
        if subprocess.run(mount, capture_output=True).returncode != 0:
            self.skipTest("no loop mounts here")

    def cut_under_load(self, works):
        failures = []
        threads = [threading.Thread(target=self.load, args=(work, failures)) for work in works]
        for thread in threads:
            thread.start()
        time.sleep(random.uniform(0.2, 0.8))  # the moment of the cut is what the test chooses
        disk = os.open(self.disk, os.O_RDONLY)
        sure = [list(work.answers) for work in works]
        fcntl.ioctl(disk, SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        os.close(disk)
        for thread in threads:
            thread.join()
        # Every client may have stopped at something that it could not read: one more asks the disk.
        self.write()
        # It must not go on after a sync that failed: systemd starts it anew, and finds the truth.
        self.assertNotEqual(self.office.exit(), 0)
        self.assertEqual(failures, [])
        for work, keys in zip(works, sure):
            self.late += [work.asked[key][0] for key in set(work.answers) - set(keys)]
            work.answers = {key: work.answers[key] for key in keys}
            work.clients, work.cases = [], []  # what came late may be gone: nothing is built on it
        subprocess.run(["umount", self.disk], check=True)
        subprocess.run(["/sbin/e2fsck", "-fy", self.image], capture_output=True)
        subprocess.run(["mount", "-o", "loop", self.image, self.disk], check=True)

    def load(self, work, failures):
        try:
            with self.office.line() as line:
                while True:
                    work.ask(line)
        except OSError:
            return
        except Refused as refused:
            # What a disk that is gone makes of a request depends on what it was about to do there.
            if refused.kind not in ("storage_failed", "storage_low", "data_damaged", "draining"):
                failures.append(refused.kind)

    def write(self):
        try:
            self.office.call("ticket.issue", session=self.session, serviceType=SERVICE)
        except (OSError, Refused):
            return

    def check(self, works):
        with self.office.line() as line:
            for work in works:
                for key, answer in work.answers.items():
                    method, params = work.asked[key]
                    result = line.whole(method, **params, _idempotencyKey=key)
                    self.assertTrue(result.pop("_meta")["replayed"], f"{method} was lost")
                    self.assertEqual(result, answer)
            self.assertTrue(line.call("audit.verify")["ok"])


if __name__ == "__main__":
    unittest.main()
