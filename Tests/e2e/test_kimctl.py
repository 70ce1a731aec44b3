"""What kimctl says and how it ends: one sentence and the right exit status, whatever happens."""

import json
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
import unittest

from fake import Fake, fault
from office import KIMCTL, Office, as_root

STRANGER = 65533

#: Kind, code, exit status of kimctl: the table of the protocol.
FAULTS = [
    ("parse_error", -32700, 70), ("invalid_request", -32600, 70), ("method_not_found", -32601, 2),
    ("invalid_params", -32602, 2), ("internal", -32603, 70), ("overloaded", -32000, 10),
    ("draining", -32001, 10), ("not_ready", -32002, 10), ("too_many_connections", -32006, 10),
    ("line_too_long", -32003, 2), ("forbidden", 1403, 4), ("not_found", 1404, 5),
    ("stale_revision", 1409, 6), ("idempotency_mismatch", 1411, 6), ("cursor_mismatch", 1413, 6),
    ("seq_too_old", 1414, 6), ("slot_taken", 1410, 6), ("desk_busy", 1415, 6),
    ("queue_empty", 1416, 6), ("case_exists", 1417, 6), ("already_exists", 1418, 6),
    ("invalid_value", 1422, 7), ("invalid_state", 1423, 7), ("consent_missing", 1424, 7),
    ("release_missing", 1425, 7), ("approval_required", 1428, 11), ("storage_failed", 1503, 10),
    ("storage_low", 1507, 10), ("data_damaged", 1508, 10), ("of_the_future", 1999, 70),
]


def kimctl(*arguments, path=None, text="", lang="en", program=KIMCTL, wrapper=(), env=None):
    socket_option = [] if path is None else ["--socket", path]
    return subprocess.run(
        [*wrapper, program, *arguments, *socket_option, "--lang", lang],
        input=text,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=60,
        env={**os.environ, "KIM_SOCKET": "", "KIM_ALLOW_ARGV": "", **(env or {})},
    )


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kim-e2e.")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = os.path.join(self.folder, "s")

    def fails(self, status, sentence, *arguments, **more):
        """It ends with this status, says this and nothing that looks like an accident."""
        got = kimctl(*arguments, **{"path": self.path, **more})
        self.assertEqual((got.returncode, got.stdout), (status, ""), got.stderr)
        lines = got.stderr.splitlines()
        self.assertRegex(lines[0], r"^(Error|Fehler): \S.*[.?!:)\w…]$")
        self.assertRegex(got.stderr, sentence)
        self.assertLessEqual(len(lines), 4, got.stderr)
        self.assertNotRegex(got.stderr, r"Fatal error|Swift/|Optional\(|rawValue|Stack dump")
        return got


class Reaching(Case):
    """The ways in which no answer comes."""

    def test_nothing_there(self):
        self.fails(3, "There is no socket at", "case", "list")
        self.fails(3, "Try: systemctl status kimd.socket", "status")
        self.fails(3, "Unter .* ist kein Socket", "status", lang="de")

    def test_something_else_there(self):
        with open(self.path, "w", encoding="ascii"):
            pass
        self.fails(3, "is no socket of kimd", "whoami")

    def test_nobody_listens(self):
        with socket.socket(socket.AF_UNIX) as left:
            left.bind(self.path)
        self.fails(3, "Nobody listens at", "case", "list")

    def test_a_path_that_is_too_long(self):
        self.fails(2, "107 bytes", "status", path=self.folder + "/" + "x" * 108)

    def test_silence(self):
        with Fake(self.path, "HANG"):
            start = time.monotonic()
            self.fails(8, "did not answer in time", "case", "list", "--timeout", "1")
            self.assertLess(time.monotonic() - start, 5)
            note = json.dumps({"id": "01900000-0000-7000-8000-000000000000", "text": "x"})
            got = self.fails(8, "unknown", "case", "note", "-", "--timeout", "1", text=note)
            self.assertRegex(got.stderr, r"--key [0-9a-f]{32}")

    def test_a_queue_that_nobody_takes_from(self):
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(self.path)
            listener.listen(0)
            with socket.socket(socket.AF_UNIX) as first:
                first.connect(self.path)
                self.fails(8, "did not answer in time", "status", "--timeout", "1")

    def test_a_connection_that_ends(self):
        with Fake(self.path, "DROP"):
            self.fails(3, "ended before its answer", "case", "list")

    def test_what_is_no_answer(self):
        rows = [
            b"hello\n", b"{}\n", b"[]\n", b'{"jsonrpc":"2.0","id":"other","result":{}}\n',
            b'{"jsonrpc":"2.0","id":null,"result":1}\n', b"\xff\xfe\n", b'{"jsonrpc":"1.0"}\n',
        ]
        for step in rows:
            with self.subTest(step), Fake(self.path, step):
                self.fails(70, "none that this kimctl understands", "case", "list")
        with Fake(self.path, b"x" * (4 << 20) + b"xx"):
            self.fails(70, "more than 4 MiB", "case", "list")

    def test_every_kind_of_fault(self):
        for kind, code, status in FAULTS:
            with self.subTest(kind), Fake(self.path, fault(kind, code, retryAfterMs=600_000)):
                self.fails(status, ".", "case", "list", "--timeout", "2")
                self.fails(status, ".", "case", "list", "--timeout", "2", lang="de")

    def test_an_older_daemon(self):
        hello = {"result": {"name": "kimd", "version": "0.0.1"}}
        with Fake(self.path, fault("method_not_found", -32601), hello):
            got = self.fails(2, r"kimd 0\.0\.1 does not know case\.list", "case", "list")
            self.assertIn("restart", got.stderr)

    def test_a_busy_daemon_is_asked_again(self):
        steps = [fault("overloaded", -32000, retryAfterMs=1)] * 2 + [{"result": {"items": []}}]
        with Fake(self.path, *steps) as fake:
            self.assertEqual(kimctl("case", "list", path=self.path).returncode, 0)
            self.assertEqual(len(fake.requests), 3)

    @as_root
    def test_an_impostor_is_told_nothing(self):
        os.chmod(self.folder, 0o777)
        listener = socket.socket(socket.AF_UNIX)
        self.addCleanup(listener.close)
        listener.bind(self.path)
        ready, child = os.pipe(), os.fork()
        if child == 0:
            os.setuid(STRANGER)
            listener.listen(1)  # from here on the kernel names this uid as the peer
            os.write(ready[1], b"x")
            peer = listener.accept()[0]
            os.write(ready[1], b"y" + peer.recv(100))
            os._exit(0)
        os.read(ready[0], 1)
        text = json.dumps({"municipality": "delbrueck", "familyName": "Probe"})
        self.fails(3, f"User {STRANGER} listens", "client", "register", "-", text=text)
        os.waitpid(child, 0)
        self.assertEqual(os.read(ready[0], 100), b"y")
        for end in ready:
            os.close(end)

    @as_root
    @unittest.skipUnless(shutil.which("setpriv"), "no setpriv")
    def test_another_user(self):
        program = shutil.copy(KIMCTL, self.folder)
        os.chmod(self.folder, 0o755)
        wrapper = ["setpriv", f"--reuid={STRANGER}", f"--regid={STRANGER}", "--clear-groups"]
        who = {"program": program, "wrapper": wrapper}
        with Office() as office:
            os.chmod(office.folder, 0o755)
            got = self.fails(4, "You may not use the socket", "status", path=office.path, **who)
            self.assertIn("usermod -aG kim", got.stderr)
            os.chmod(office.path, 0o666)
            self.fails(4, "kimctl whoami", "case", "list", path=office.path, **who)
            me = kimctl("whoami", path=office.path, **who)
            self.assertEqual(me.returncode, 0, me.stderr)
            self.assertIn(str(STRANGER), me.stdout)
            nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
            got = kimctl("whoami", path=office.path, program=program, wrapper=nobody)
            self.assertEqual(got.returncode, 3, got.stdout)


class Typing(Case):
    """Mistakes on the command line; no daemon is needed to see them."""

    def test_mistakes(self):
        for words, sentence in [
            (["csae", "list"], "Did you mean case"), (["case", "lsit"], "Did you mean list"),
            (["case", "list", "--stat", "open"], "Did you mean state"),
            (["case", "list", "--state", "opne"], "expected one of"),
            (["case", "list", "--limit", "0"], "limit"), (["case", "open"], "is missing"),
            (["case", "list", "--state"], "no value"), (["call", "no.such"], "no method|no socket"),
            (["case", "list", "--timeout", "0"], "1 to 86400"), (["case", "list", "x"], "too many"),
            (["case", "list", "--dry-run"], "changes nothing"),
            (["case", "open", "--key", "a b", "-"], "visible ASCII"),
        ]:
            with self.subTest(words):
                status = 3 if words == ["call", "no.such"] else 2
                self.fails(status, sentence, *words, text="{}")

    def test_personal_values_are_not_taken_from_the_command_line(self):
        for words in (["--family-name", "Probe"], ["--familyName=Probe"], ["familyName=Probe"]):
            got = self.fails(
                2, "familyName is personal", "client", "register", "municipality=delbrueck", *words
            )
            self.assertNotIn("Probe", got.stderr)

    def test_bad_standard_input(self):
        for text in ("", "{", "[]", '{"a":1,"a":2}', '{"municipality":1}', '{"x":"y"}', "\udcff"):
            with self.subTest(text):
                self.fails(2, ".", "client", "register", "-", text=text)
        self.fails(2, "more than 1 MiB", "client", "register", "-", text=" " * (1 << 20) + "{}")

    def test_errors_for_programs(self):
        got = kimctl("case", "list", "-o", "json", path=self.path)
        self.assertEqual((got.returncode, got.stdout), (3, ""))
        error = json.loads(got.stderr)["error"]
        self.assertEqual((error["kind"], error["exitStatus"]), ("no_socket", 3))

    def test_help_and_version_need_no_daemon(self):
        for words in (["--help"], ["case", "--help"], ["case", "close", "--help"], ["version"],
                      ["describe"], ["describe", "case.close"], ["describe", "CaseState"],
                      ["--version"]):
            for lang in ("de", "en"):
                with self.subTest(words, lang=lang):
                    path = None if words[0] == "--version" else self.path
                    got = kimctl(*words, path=path, lang=lang)
                    self.assertEqual((got.returncode, got.stderr), (0, ""))
                    self.assertGreater(len(got.stdout), 4)


class Talking(unittest.TestCase):
    """Outputs of a real daemon."""

    @classmethod
    def setUpClass(cls):
        cls.office = Office()
        cls.addClassCleanup(cls.office.close)
        cls.office.start()
        cls.office.furnish()

    def ctl(self, *arguments, status=0, **more):
        got = kimctl(*arguments, path=self.office.path, **more)
        self.assertEqual(got.returncode, status, got.stderr)
        return got

    def test_a_an_empty_list(self):
        table = self.ctl("case", "list")
        self.assertEqual((table.stdout, table.stderr), ("", "Nothing found.\n"))
        german = self.ctl("case", "list", lang="de")
        self.assertEqual((german.stdout, german.stderr), ("", "Nichts gefunden.\n"))
        self.assertEqual(json.loads(self.ctl("case", "list", "-o", "json").stdout), {"items": []})
        self.assertEqual(self.ctl("case", "list", "-o", "id").stdout, "")

    def test_b_the_three_outputs(self):
        person = {"municipality": "delbrueck", "familyName": "Probe", "givenName": "Pia"}
        client = self.ctl("client", "register", "-", "-o", "id", text=json.dumps(person)).stdout
        self.assertRegex(client, r"^[0-9a-f-]{36}\n$")
        opening = [f"client={client.strip()}", "municipality=delbrueck", "intakeSource=self"]
        dry = self.ctl("case", "open", *opening, "--dry-run", "-o", "json")
        self.assertEqual(json.loads(dry.stdout)["state"], "intake")
        self.assertIn("nothing was changed", dry.stderr.lower())
        case = json.loads(self.ctl("case", "open", *opening, "-o", "json", "--key", "k1").stdout)
        again = self.ctl("case", "open", *opening, "-o", "json", "--key", "k1")
        self.assertEqual(json.loads(again.stdout), case)
        self.assertEqual(self.ctl("case", "list", "-o", "id").stdout, case["id"] + "\n")
        listed = json.loads(self.ctl("case", "list", "-o", "json").stdout)
        self.assertEqual([row["number"] for row in listed["items"]], [case["number"]])
        for lang, word in (("en", "intake"), ("de", "Erstgespräch")):
            table = self.ctl("case", "list", lang=lang)
            lines = table.stdout.splitlines()
            self.assertEqual((len(lines), table.stderr), (2, ""))
            self.assertIn(case["number"], lines[1])
            self.assertIn(word, lines[1])
        shown = self.ctl("case", "show", case["number"])
        self.assertIn(case["number"], shown.stdout)
        taken = self.ctl("case", "open", *opening, status=6)
        self.assertEqual(taken.stdout, "")
        closed = self.ctl("case", "close", case["number"], "reason=moved_away", "-o", "json")
        self.assertEqual(json.loads(closed.stdout)["state"], "closed")

    def test_c_what_is_not_there(self):
        none = "01900000-0000-7000-8000-000000000000"
        self.ctl("case", "show", none, status=5)
        self.ctl("case", "show", "KIM-2026-9999-9", status=2)

    def test_d_a_name_that_steers_a_terminal_is_refused(self):
        for name in ("a\x1b[2Jb", "a\nb", "a\u202eb", "a\x00b"):
            text = json.dumps({"municipality": "delbrueck", "familyName": name})
            got = self.ctl("client", "register", "-", status=2, text=text)
            self.assertNotIn("\x1b", got.stderr)

    def test_e_status(self):
        got = self.ctl("status")
        self.assertIn("ready", got.stdout)
        self.assertIn("bereit", self.ctl("status", lang="de").stdout)
        self.assertEqual(json.loads(self.ctl("status", "-o", "json").stdout)["state"], "ready")

    def test_f_a_reader_that_goes(self):
        shell = '"$0" describe | head -n 1; exit ${PIPESTATUS[0]}'
        got = subprocess.run(
            ["bash", "-c", shell, KIMCTL], capture_output=True, text=True, timeout=60
        )
        self.assertEqual((got.returncode, got.stderr), (0, ""))

    def test_g_a_watch(self):
        command = [KIMCTL, "watch", "open", "topics=client", "--socket", self.office.path]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as watch:
            try:
                self.assertIn(b"watch", watch.stdout.readline().lower())
                text = json.dumps({"municipality": "delbrueck", "familyName": "Probe"})
                client = self.ctl("client", "register", "-", "-o", "id", text=text).stdout.strip()
                for line in watch.stdout:
                    if client.encode() in line:
                        self.assertEqual(json.loads(line)["topic"], "client")
                        break
            finally:
                watch.kill()

    def test_z_from_start_to_exit(self):
        for words in (["version"], ["status"], ["case", "list"]):
            times = []
            for _ in range(15):
                start = time.monotonic()
                self.ctl(*words)
                times.append((time.monotonic() - start) * 1000)
            middle = statistics.median(times)
            print(f"kimctl {' '.join(words)}: {middle:.1f} ms from start to exit", flush=True)
            self.assertLess(middle, 500)


if __name__ == "__main__":
    unittest.main()
