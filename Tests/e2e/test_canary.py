"""No personal value where it does not belong: unsealed on the disk, in the log, in arguments.

A story is played with values that occur nowhere else; then everything is searched for them.
"""

import datetime
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import unittest

from office import CLIENTS, KIMCTL, SERVICE, SITE, Office, Refused, files

#: One mark in all of them; what follows tells which one was found.
MARK = "Zq" + secrets.token_hex(6)
DIGITS = "0526" + str(secrets.randbelow(10**10)).zfill(10)


def canary(name):
    return f"{MARK}{name}"


class Arguments(threading.Thread):
    """Looks at the arguments of all processes until it is told to stop."""

    def __init__(self):
        super().__init__(daemon=True)
        self.found, self.looks, self.done = [], 0, threading.Event()
        self.seen = set()
        self.start()

    def run(self):
        while not self.done.wait(0.001):
            self.looks += 1
            for pid in filter(str.isdigit, os.listdir("/proc")):
                try:
                    with open(f"/proc/{pid}/cmdline", "rb") as file:
                        line = file.read()
                except OSError:
                    continue
                name = os.path.basename(line.partition(b"\0")[0])
                self.seen.add(name)
                if marks(line):
                    self.found.append(line)


def marks(data):
    """What of the canaries stands in these bytes, in whatever case or encoding."""
    low = data.lower()
    found = set(re.findall(MARK.lower().encode() + rb"\w*", low))
    for form in (MARK.lower().encode("utf-16-le"), DIGITS.encode(), DIGITS.encode("utf-16-le")):
        if form in low:
            found.add(form)
    return found


class Canary(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.office = Office("--log-level", "debug")
        cls.addClassCleanup(cls.office.close)
        cls.office.start()
        cls.office.furnish()
        cls.said = b""
        cls.arguments = Arguments()
        try:
            cls.story()
            cls.mistakes()
            cls.programs()
        finally:
            cls.arguments.done.set()
            cls.arguments.join()

    @classmethod
    def story(cls):
        """The life of a client, over the socket."""
        with cls.office.line() as line:
            client = line.call(
                "client.register",
                municipality="delbrueck",
                givenName=canary("Vorname"),
                familyName=canary("Name"),
                email=canary("post") + "@example.org",
                phone=DIGITS,
                birthDate="1987-06-05",
                _reason=canary("Grund"),
                _idempotencyKey="story",
            )
            cls.client = client["id"]
            change = {"id": cls.client, "ifRev": 1, "familyName": canary("Neu")}
            line.call("client.update", **change, _reason=canary("Warum"))
            line.call(
                "consent.give",
                client=cls.client,
                purposes=["case_work", "contact_by_channel"],
                form="signed",
                noticeVersion="1",
                language="de",
            )
            case = line.call(
                "case.open", client=cls.client, municipality="delbrueck", intakeSource="self"
            )
            cls.case = case["id"]
            line.call("case.note", id=cls.case, text=canary("Notiz") + "\nzweite Zeile")
            line.call("case.show", id=cls.case, _reason=canary("Einsicht"))
            cls.booking(line, canary("Absage"))
            line.call("session.open", site=SITE)
            urgent = {"site": SITE, "serviceType": SERVICE, "priority": "urgent"}
            for whose in ({"client": cls.client}, {}):
                line.call("ticket.issue", **urgent, **whose, priorityReason=canary("Dringend"))
            line.call("ticket.list", site=SITE)
            reminders = line.call("reminder.lease", limit=10)["items"]
            for reminder in reminders:
                place = {"id": reminder["id"], "token": reminder["token"]}
                line.call("reminder.fail", **place, reason=canary("Fehlschlag"))
            cls.reminders = json.dumps(reminders)
            cls.found = line.call("client.find", query=canary("Neu"))["items"]
            line.call("client.find", query=canary("Nirgends"))
            line.call("case.history", id=cls.case)
            line.call("audit.list", limit=1000)

    @classmethod
    def booking(cls, line, reason):
        today = datetime.date.today()
        place = {"site": SITE, "serviceType": SERVICE}
        span = {"from": str(today), "to": str(today + datetime.timedelta(days=3))}
        free = line.call("appointment.free", **place, **span)["items"]
        line.call("appointment.book", **place, client=cls.client, start=free[0]["start"])
        second = line.call("appointment.book", **place, start=free[1]["start"])
        line.call("appointment.cancel", id=second["id"], ifRev=1, by="client", reason=reason)

    @classmethod
    def mistakes(cls):
        """Requests that fail, in every way in which one can."""
        with cls.office.line() as line:
            known = {"municipality": "delbrueck"}
            for method, params in [
                ("client.register", {**known, canary("Schluessel"): 1}),
                ("client.register", {**known, "familyName": canary("Zeile") + "\n"}),
                ("client.register", {**known, "email": canary("keine Post")}),
                ("client.register", {**known, "targetGroup": canary("Gruppe")}),
                ("client.register", {"municipality": canary("ort").lower()}),
                ("client.update", {"id": cls.client, "ifRev": 1, "givenName": canary("Alt")}),
                ("client.show", {"number": canary("Nummer")}),
                ("case.note", {"id": cls.case, "ifRev": 1, "text": canary("Altnotiz")}),
                ("case.open", {"client": cls.client, **known, "intakeSource": canary("Quelle")}),
                ("case.list", {"cursor": canary("Zeiger")}),
                ("case.show", {"id": cls.case, "_reason": canary("Zeile") + "\n"}),
                (canary("Methode"), {}),
                ("client." + canary("Methode"), {}),
            ]:
                try:
                    line.call(method, **params)
                except Refused:
                    continue
                raise AssertionError(f"not refused: {method}")
            for data in (
                '{"jsonrpc":"2.0","id":"%s","method":"no.such"}' % canary("Id"),
                '{"jsonrpc":"2.0","id":1,"method":%s}' % canary("KeinJSON"),
                '{"jsonrpc":"2.0","id":1,"method":"rpc.hello","%s":1}' % canary("Mitglied"),
                canary("Lang") * 100_000,
            ):
                line.ask(data.encode())

    @classmethod
    def programs(cls):
        """The same through kimctl, Python and the shell, everything personal on standard input."""
        register = json.dumps({"municipality": "delbrueck", "familyName": canary("Kimctl")})
        note = json.dumps({"id": cls.case, "text": canary("Kimctlnotiz")})
        wrong = json.dumps({"municipality": "delbrueck", "email": canary("falsch")})
        nothing = json.dumps({"query": canary("Niemand")})
        ctl = [KIMCTL, "--socket", cls.office.path]
        cls.run_program([*ctl, "client", "register", "-"], register)
        cls.run_program([*ctl, "case", "note", "-"], note)
        cls.run_program([*ctl, "client", "find", "-"], nothing)
        cls.run_program([*ctl, "client", "register", "-"], wrong, 2)
        cls.run_program([*ctl, "client", "register", "-"], "{" + canary("Unlesbar"), 2)
        python = (
            "from kimd import Kim, KimError\nwith Kim() as kim:\n"
            "  kim.call('client.register', municipality='delbrueck',"
            f" familyName='{canary('Python')}')\n"
            f"  try:\n    kim.call('client.register', municipality='x', email='{canary('Py')}')\n"
            "  except KimError as error:\n    print(error)\n"
        )
        cls.run_program([sys.executable, "-"], python)
        if shutil.which("jq") and (shutil.which("nc") or shutil.which("socat")):
            shell = '. "$0"; kim client.register -'
            cls.run_program(["sh", "-c", shell, os.path.join(CLIENTS, "shell", "kim.sh")], register)

    @classmethod
    def run_program(cls, command, text, code=0):
        more = {"KIM_SOCKET": cls.office.path, "PYTHONPATH": os.path.join(CLIENTS, "python")}
        got = subprocess.run(
            command,
            input=text.encode(),
            capture_output=True,
            timeout=60,
            env={**os.environ, **more, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        if got.returncode != code:
            raise AssertionError(f"{command}: exit {got.returncode}: {got.stderr.decode()}")
        # What was asked for may stand on standard output, and a search finds what sounds alike.
        cls.said += got.stderr + (b"" if "find" in command else got.stdout)

    def clean(self, folder):
        """No file below it holds a canary; tells how many files there are."""
        count = 0
        for path, data in files(folder):
            count += 1
            self.assertEqual(marks(data), set(), path)
        return count

    def test_a_the_search_finds_what_is_there(self):
        path = os.path.join(self.office.folder, "planted")
        with open(path, "wb") as file:
            file.write(b"\x00" + canary("x").upper().encode() + b"\xff")
        with self.assertRaises(AssertionError):
            self.clean(self.office.folder)
        os.remove(path)
        self.assertTrue(marks(canary("x").encode("utf-16-le")))
        self.assertTrue(marks(f"tel:{DIGITS}".encode()))

    def test_b_the_story_was_stored(self):
        self.assertEqual([row["familyName"] for row in self.found], [canary("Neu")])
        shown = self.office.call("client.show", id=self.client)
        self.assertEqual((shown["phone"], shown["birthDate"]), (DIGITS, "1987-06-05"))
        self.assertIn(canary("Notiz"), json.dumps(self.office.call("case.show", id=self.case)))
        self.assertIn(canary("post"), self.reminders)

    def test_c_the_files_of_a_running_kimd(self):
        self.assertGreaterEqual(self.clean(self.office.state), 4)

    def test_d_arguments(self):
        self.assertEqual(self.arguments.found, [])
        self.assertGreater(self.arguments.looks, 10)
        self.assertIn(b"kimctl", self.arguments.seen)

    def test_e_what_programs_say(self):
        self.assertEqual(marks(self.said), set())

    def test_f_backups(self):
        backup = os.path.join(self.office.folder, "backup")
        self.assertTrue(self.office.call("daemon.backup", to=backup)["ok"])
        self.assertTrue(self.office.call("daemon.verifyBackup", path=backup)["ok"])
        self.assertGreaterEqual(self.clean(backup), 2)

    def test_g_audit_and_changes_name_fields_but_no_values(self):
        with self.office.line() as line:
            entries = json.dumps(line.items("audit.list"))
            changes = json.dumps(line.call("watch.wait", topic="client", since=0, timeoutMs=1))
        self.assertIn("familyName", entries)
        self.assertEqual(marks((entries + changes).encode()), set())

    def test_h_the_files_of_a_stopped_kimd_and_its_log(self):
        self.assertEqual(self.office.stop(), 0)
        self.assertGreaterEqual(self.clean(self.office.folder), 6)
        self.assertGreater(len(self.office.log().splitlines()), 15)
        for path, data in files(self.office.state):
            self.assertNotIn(b"1987-06-05", data, path)
        self.assertNotIn("1987-06-05", self.office.log())


if __name__ == "__main__":
    unittest.main()
