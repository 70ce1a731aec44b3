"""kimctl at a terminal: its screen stays whole whatever a daemon answers, and what it asks for is asked with care."""

import array
import fcntl
import json
import os
import pty
import re
import select
import signal
import subprocess
import tempfile
import termios
import time
import unittest

from fake import Fake, fault
from office import KIMCTL, Office

#: What may not reach a terminal as it is.
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]")


class Hostile(unittest.TestCase):
    """Control characters in every place of an answer."""

    EVIL = "Mina\x1b[2J\x1b]0;x\x07\r\n\u202eMuster\u2028\x9b31m\x7f"

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kim-e2e.")
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "s")

    def on_a_terminal(self, *arguments):
        """Everything that a person sees, and the exit status."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [KIMCTL, *arguments, "--socket", self.path, "--no-color"],
            stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
            env={**os.environ, "TERM": "xterm", "LANG": "en_US.UTF-8"},
        )
        os.close(theirs)
        seen = b""
        while True:
            try:
                more = os.read(ours, 65_536)
            except OSError:
                break
            if not more:
                break
            seen += more
        os.close(ours)
        return seen, process.wait(30)

    def harmless(self, seen):
        text = seen.replace(b"\r\n", b"\n").decode()
        self.assertEqual(STEERING.findall(text), [])
        self.assertIn("\\u{1b}[2J", text)

    def test_in_every_place(self):
        evil = self.EVIL
        row = {"id": evil, "number": evil, "rev": 1, "state": evil, "municipality": evil}
        client = {**row, "familyName": evil, "givenName": evil, evil: evil, "languages": [evil]}
        for step, words in [
            ({"result": {"items": [row, client]}}, ["case", "list"]),
            ({"result": {"items": [row]}}, ["case", "list", "-o", "id"]),
            ({"result": client}, ["call", "client.show", "number=K-2026-0042-3"]),
            ({"result": {**client, "_meta": {"warnings": [evil]}}}, ["call", "x.y"]),
            ({"result": {evil: [evil], "o": {evil: evil}}}, ["call", "x.y"]),
            (fault(evil, 1999, evil), ["call", "x.y"]),
            (fault("invalid_value", 1422, evil, field=evil), ["call", "x.y"]),
            (fault("data_damaged", 1508, evil, problem=evil), ["call", "x.y"]),
            (fault("invalid_state", 1423, evil, state=evil, allowed=[evil]), ["call", "x.y"]),
            (fault("internal", -32603, evil, reference=evil), ["call", "x.y"]),
            (
                fault("invalid_params", -32602, evil, faults=[{"path": evil, "expected": evil}]),
                ["call", "x.y"],
            ),
            ({"result": {"state": "degraded", "problem": evil}}, ["status"]),
            ({"result": {"you": {"login": evil, "uid": 1, "roles": [evil]}}}, ["whoami"]),
        ]:
            with self.subTest(words, step=list(step)), Fake(self.path, step):
                seen, status = self.on_a_terminal(*words)
                self.assertNotIn(status, (-11, -6, -4, -5), "it crashed")
                self.harmless(seen)

    def test_json_is_escaped(self):
        with Fake(self.path, {"result": {"x": self.EVIL}}):
            seen, status = self.on_a_terminal("call", "x.y", "-o", "json")
            self.assertEqual(status, 0)
            self.assertEqual(json.loads(seen)["x"], self.EVIL)
            self.assertEqual(STEERING.findall(seen.replace(b"\r\n", b"\n").decode()), [])
        with Fake(self.path, fault(self.EVIL, 1999, self.EVIL, problem=self.EVIL)):
            seen, status = self.on_a_terminal("call", "x.y", "-o", "json")
            self.assertEqual((status, json.loads(seen)["error"]["kind"]), (70, self.EVIL))
            self.assertEqual(STEERING.findall(seen.replace(b"\r\n", b"\n").decode()), [])


class Person:
    """Somebody at a terminal who runs kimctl, reads and types."""

    def __init__(self, path, *arguments, lang="en", **streams):
        self.seen = b""
        self.ours, self.theirs = pty.openpty()
        self.process = subprocess.Popen(
            [KIMCTL, *arguments, "--socket", path, "--lang", lang],
            **{"stdin": self.theirs, "stdout": subprocess.PIPE, "stderr": self.theirs, **streams},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            env={**os.environ, "TERM": "xterm", "KIM_ALLOW_ARGV": ""},
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
        for end in (self.ours, self.theirs):
            os.close(end)

    def sees(self, text):
        """Reads until this stands there; what was read before it is gone, so that order counts."""
        wanted, deadline = text.encode(), time.monotonic() + 30
        while wanted not in self.seen:
            if not select.select([self.ours], [], [], max(0, deadline - time.monotonic()))[0]:
                raise AssertionError(f"no {text!r} in {self.seen!r}")
            self.seen += os.read(self.ours, 65_536).replace(b"\r\n", b"\n")
        before, _, self.seen = self.seen.partition(wanted)
        return before.decode(errors="replace")

    def types(self, text):
        os.write(self.ours, text.encode() if isinstance(text, str) else text)

    def answers(self, *pairs):
        for question, answer in pairs:
            self.sees(question)
            self.types(answer)

    def ends(self):
        return self.process.wait(30)

    def left(self):
        """How many bytes the shell would get; a line that is not ended counts."""
        settings = termios.tcgetattr(self.theirs)
        settings[3] &= ~termios.ICANON
        termios.tcsetattr(self.theirs, termios.TCSANOW, settings)
        waiting = array.array("i", [0])
        fcntl.ioctl(self.theirs, termios.FIONREAD, waiting)
        return waiting[0]

    def echoes(self):
        flags = termios.tcgetattr(self.theirs)[3]
        return bool(flags & termios.ECHO) and bool(flags & termios.ICANON)


class Asking(unittest.TestCase):
    """`client register --ask`: nobody saves half a person, nothing typed is lost or reaches the shell."""

    REGISTER = ("client", "register", "--municipality", "delbrueck", "--ask")
    HELLO = {"result": {"name": "kimd"}}
    DONE = {"result": {"id": "01900000-0000-7000-8000-000000000000"}}
    LABELS = {
        "en": ["Given name", "Family name", "Date of birth", "E-mail", "Telephone"],
        "de": ["Vorname", "Nachname", "Geburtsdatum", "E-Mail", "Telefon"],
    }
    CONFIRM = {"en": "Write it?", "de": "Schreiben?"}
    NOTHING = {"en": "Cancelled; nothing was sent.", "de": "Abgebrochen; nichts wurde gesendet."}

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kim-e2e.")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = os.path.join(self.folder, "s")

    def questions(self, lang):
        return [label + " (" for label in self.LABELS[lang]] + [self.CONFIRM[lang]]

    def nothing_sent(self, fake):
        self.assertEqual({request["method"] for request in fake.requests}, {"rpc.hello"})

    def sent(self, fake):
        params = fake.requests[-1]["params"]
        return {name: value for name, value in params.items() if name != "_meta"}

    def test_a_person_of_a_real_office(self):
        for lang, wrong in (
            ("en", "Date of birth: expected a date of birth such as"),
            ("de", "Geburtsdatum: erwartet wird ein Geburtsdatum wie"),
        ):
            with self.subTest(lang), Office() as office:
                office.furnish()
                ask = self.questions(lang)
                with Person(office.path, *self.REGISTER, "-o", "json", lang=lang) as person:
                    person.answers(
                        (ask[0], "Zoë\n"), (ask[1], "Prob\n"), (ask[2], "17. Mai 90\n"),
                        (wrong, b""), (ask[2], "1990-05-17\n"), (ask[3], "\n"),
                        (ask[4], "05251 1230\n"), ("Prob\n", b""), (ask[5], "2\n"),
                        (ask[1], "Probe\n"), ("  2  " + self.LABELS[lang][1], b""), ("Probe", b""),
                        (ask[5], "\n"),
                    )
                    registered = json.loads(person.process.stdout.read())
                    self.assertEqual((person.ends(), person.left()), (0, 0))
                shown = office.call("client.show", id=registered["id"])
                self.assertEqual(
                    [shown.get(key) for key in ("givenName", "familyName", "birthDate", "email")],
                    ["Zoë", "Probe", "1990-05-17", None],
                )
                self.assertEqual(shown["phone"], "05251 1230")

    def test_ctrl_d_at_any_prompt(self):
        for lang in ("en", "de"):
            questions = self.questions(lang)
            for index, last in enumerate(questions):
                for half in ("", "Pia\x04"):
                    with self.subTest(lang, at=last, half=half):
                        with Fake(self.path, self.HELLO) as fake:
                            with Person(self.path, *self.REGISTER, lang=lang) as person:
                                person.answers(*((asked, "\n") for asked in questions[:index]))
                                person.answers((last, half + "\x04"))
                                self.assertEqual(person.ends(), 130)
                                self.assertNotRegex(person.sees(self.NOTHING[lang]), "Error|Fehler")
                                self.assertTrue(person.echoes())
                                self.assertEqual(person.left(), 0)
                            self.nothing_sent(fake)

    def test_ctrl_c_at_any_prompt(self):
        for lang in ("en", "de"):
            questions = self.questions(lang)
            for index in (0, 2, 5):
                with self.subTest(lang, at=index), Fake(self.path, self.HELLO) as fake:
                    with Person(self.path, *self.REGISTER, lang=lang) as person:
                        person.answers(*((asked, "\n") for asked in questions[:index]))
                        person.answers((questions[index], "Pia\x03"))
                        self.assertEqual(person.ends(), -signal.SIGINT)
                        self.assertTrue(person.echoes())
                        self.assertEqual(person.left(), 0)
                    self.nothing_sent(fake)

    def test_not_confirmed(self):
        for lang, no in (("en", "n"), ("de", "nein")):
            with self.subTest(lang), Fake(self.path, self.HELLO) as fake:
                with Person(self.path, *self.REGISTER, lang=lang) as person:
                    *questions, confirm = self.questions(lang)
                    person.answers((questions[0], "Pia\n"))
                    person.answers(*((asked, "\n") for asked in questions[1:]))
                    person.answers((confirm, no + "\ndate\n"))
                    person.sees(self.NOTHING[lang])
                    self.assertEqual((person.ends(), person.left()), (9, 0))
                self.nothing_sent(fake)

    def test_what_was_typed_ahead_of_a_wrong_answer_goes_nowhere(self):
        with Fake(self.path, self.HELLO, self.DONE) as fake:
            with Person(self.path, *self.REGISTER) as person:
                person.answers(
                    ("Given name (", "Pia\n"), ("Family name (", "Probe\n"),
                    ("Date of birth (", "call her\n05251 1230\n\n\n\n"),
                    ("expected a date of birth", b""), ("Date of birth (", "1990\n"),
                    ("E-mail (", "\n"), ("Telephone (", "110\n\n"), ("Write it?", "y\n"),
                )
                self.assertEqual((person.ends(), person.left()), (0, 0))
            self.assertEqual(
                self.sent(fake),
                {"municipality": "delbrueck", "givenName": "Pia", "familyName": "Probe",
                 "birthDate": "1990", "phone": "110"},
            )

    def test_what_no_terminal_can_type(self):
        with Fake(self.path, self.HELLO) as fake:
            with Person(self.path, *self.REGISTER) as person:
                person.answers(
                    ("Given name (", "Pia\x1b[D\n"), ("arrow and control keys", b""),
                    ("Given name (", b"M\xfcller\n"), ("no text in UTF-8", b""),
                    ("Given name (", "x" * 300 + "\n"), ("expected one line", b""),
                    ("Given name (", "\x04"),
                )
                self.assertEqual(person.ends(), 130)
            self.nothing_sent(fake)

    def test_questions_stop_for_nothing_that_was_clear_before(self):
        with Person(self.path, *self.REGISTER) as person:
            person.sees("There is no socket at")
            self.assertEqual(person.ends(), 3)
        with Fake(self.path, self.HELLO) as fake:
            with Person(self.path, "client", "register", "--ask") as person:
                person.sees("municipality is missing")
                self.assertEqual(person.ends(), 2)
            self.assertEqual(fake.requests, [])

    def test_answers_are_shown_to_the_terminal_alone(self):
        log = os.path.join(self.folder, "log")
        with Fake(self.path, self.HELLO, self.DONE), open(log, "wb") as file:
            with Person(self.path, *self.REGISTER, stderr=file) as person:
                person.answers(("Given name (", "Canary\n"))
                person.answers(*((asked, "\n") for asked in self.questions("en")[1:5]))
                person.answers(("Canary", b""), ("Write it?", "\n"))
                self.assertEqual(person.ends(), 0)
        with open(log, encoding="utf-8") as file:
            self.assertEqual(file.read(), "")

    def piped(self, text, lang):
        command = [KIMCTL, *self.REGISTER, "--socket", self.path, "--lang", lang]
        return subprocess.run(command, input=text.encode(), capture_output=True, timeout=60)

    def test_lines_of_a_file(self):
        with Fake(self.path, self.DONE) as fake:
            got = self.piped("Pia\r\nProbe\r\n1990\r\n\r\n110", "en")
            self.assertEqual((got.returncode, got.stderr), (0, b""))
            self.assertEqual(self.sent(fake)["phone"], "110")
            count = len(fake.requests)
            for lang, sentences in (
                ("en", ("expected a date of birth", "ends before: Date of birth")),
                ("de", ("erwartet wird ein Geburtsdatum", "endet vor: Geburtsdatum")),
            ):
                for text, sentence in zip(("Pia\nProbe\nCanary\n", "Pia\nProbe\n"), sentences):
                    with self.subTest(lang, text=text):
                        got = self.piped(text, lang)
                        self.assertEqual((got.returncode, got.stdout), (2, b""))
                        self.assertIn(sentence, got.stderr.decode())
                        self.assertNotIn(b"Canary", got.stderr)
            self.assertEqual(len(fake.requests), count)


if __name__ == "__main__":
    unittest.main()
