"""A disk that is full, or nearly: writes are refused, reads go on, nothing is lost."""

import os
import subprocess
import unittest

from office import SERVICE, SITE, Office, Refused, as_root, person


class Space(unittest.TestCase):
    """Little space, and none."""

    def setUp(self):
        self.office = Office("--reserve-mib", "0", "--log-level", "error")
        self.addCleanup(self.office.close)

    def test_below_the_reserve_only_reads_are_answered(self):
        self.office.start()
        self.office.furnish()
        self.assertEqual(self.office.stop(), 0)
        self.office.arguments += ["--reserve-mib", "1048576"]
        self.office.start()
        with self.office.line() as line:
            for params in ({}, {"_dryRun": True}, {"_idempotencyKey": "k"}):
                with self.assertRaises(Refused) as caught:
                    line.call("client.register", **person("Probe"), **params)
                self.assertEqual(caught.exception.kind, "storage_low")
                self.assertEqual(caught.exception.code, 1507)
            self.assertEqual(line.call("case.list")["items"], [])
            self.assertGreater(len(line.call("organisation.show")["sites"]), 5)
            self.assertEqual(line.call("daemon.status")["state"], "readonly")
        self.assertEqual(self.office.stop(), 0)

    @as_root
    def test_a_full_disk(self):
        disk = os.path.join(self.office.folder, "disk")
        os.mkdir(disk)
        mount = ["mount", "-t", "tmpfs", "-o", "size=8m,mode=700", "tmpfs", disk]
        if subprocess.run(mount, capture_output=True).returncode != 0:
            self.skipTest("no mounts here")
        self.addCleanup(subprocess.run, ["umount", "-l", disk], check=True)
        self.office.state = os.path.join(disk, "state")
        ballast = os.path.join(disk, "ballast")
        with open(ballast, "wb") as file:
            file.write(b"x" * (2 << 20))
        self.office.start()
        self.office.furnish()
        with self.office.line() as line:
            client = line.call("client.register", **person("Probe"))["id"]
            case = line.call(
                "case.open", client=client, municipality="delbrueck", intakeSource="self"
            )["id"]
            notes = self.fill(line, case)
            # It stays full, and is told so again; what is there can be read.
            self.assertEqual(self.refusal(line, case), "storage_low")
            self.assertEqual(line.call("case.show", id=case)["id"], case)
            self.assertEqual(len(line.call("client.find", query="Probe")["items"]), 1)
            self.office.kill()
        self.office.start()
        with self.office.line() as line:
            self.assertEqual(self.refusal(line, case), "storage_low")
            self.replayed(line, notes)
            os.remove(ballast)
            fresh = line.call("case.note", id=case, text="x", _idempotencyKey="after")
            session = line.call("session.open", site=SITE)["id"]
            line.call("ticket.issue", session=session, serviceType=SERVICE)
            self.replayed(line, notes)
            self.assertTrue(line.call("audit.verify")["ok"])
        self.assertEqual(fresh["case"], case)
        self.assertEqual(self.office.stop(), 0)
        with self.office.database() as store:
            self.assertEqual(store.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            count = store.execute("SELECT count(*) FROM caseNote").fetchone()[0]
            self.assertEqual(count, len(notes) + 1)

    def fill(self, line, case):
        """Notes until nothing more is taken."""
        notes = {}
        for number in range(2000):
            params = {"id": case, "text": "x" * 19_000, "_idempotencyKey": f"note-{number}"}
            try:
                notes[number] = params, line.call("case.note", **params)
            except Refused as refusal:
                self.assertEqual(refusal.kind, "storage_low")
                self.assertGreater(len(notes), 20)
                return notes
        self.fail("the disk does not get full")

    @staticmethod
    def refusal(line, case):
        try:
            # As large as those that filled it, or it might still find a place.
            line.call("case.note", id=case, text="x" * 19_000, _idempotencyKey="full")
        except Refused as refusal:
            return refusal.kind
        return None

    def replayed(self, line, notes):
        """What was acknowledged is still known; only reads are made of it."""
        for params, result in notes.values():
            try:
                again = line.whole("case.note", **params)
            except Refused as refusal:
                self.assertEqual(refusal.kind, "storage_low")
                continue
            self.assertTrue(again.pop("_meta")["replayed"])
            self.assertEqual(again, result)


if __name__ == "__main__":
    unittest.main()
