"""The first hour of README.md, typed line by line at a terminal, on the store that `make run` leaves."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import termios
import time
import unittest

from office import BIN, CLIENTS, ROOT

#: What is answered to a line that asks; every further question gets an Enter.
ANSWERS = {"client register": ["Nura", "Müller", "1991-05"], "client find": ["Muller"]}
#: What the environment says, and a word by which the language is told.
LANGUAGES = {"de": ("de_DE.UTF-8", "Rollen:"), "en": ("en_US.UTF-8", "Roles:")}
PROMPT = re.compile(rb"\n<(\d+)> $")
#: How kimctl asks, in both languages.
QUESTION = re.compile(rb"\):? $")

#: A `date` in the evening of another day: day.sh finds no time before the next one. It knows what is asked of it here
#: and nothing else.
DATE = """#!{python}
import datetime, re, sys
*wish, form = sys.argv[1:]
assert form == "+%F" and wish[:1] in ([], ["-d"]), sys.argv
day = datetime.date.today() + datetime.timedelta({shift})
weekday = re.fullmatch("next ([a-z]+)", wish[1]) if wish else None
if weekday:
    day += datetime.timedelta(1)
    while f"{{day:%A}}".lower() != weekday[1]:
        day += datetime.timedelta(1)
else:
    day += datetime.timedelta(int(re.fullmatch(r"\\+(\\d+) days", wish[1])[1]) if wish else 1)
print(day)
"""


def lines(title):
    """What stands in the blocks of shell below a heading of README.md."""
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        (text,) = re.findall(rf"^## {title}\n(.*?)(?=^## )", file.read(), re.DOTALL | re.MULTILINE)
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()]


def wait_for_midnight():
    """A replay does not run into the end of the office's day, which ends its sessions."""
    office = {**os.environ, "TZ": "CET-1CEST,M3.5.0,M10.5.0/3"}
    clock = subprocess.run(["date", "+%H:%M"], env=office, capture_output=True, check=True)
    while clock.stdout in (b"23:58\n", b"23:59\n"):
        time.sleep(1)
        clock = subprocess.run(clock.args, env=office, capture_output=True, check=True)


class Terminal:
    """A bash somebody types at."""

    def __init__(self, folder, environment):
        self.ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            ["bash", "--noprofile", "--norc", "--noediting", "-i"],
            stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            env={**environment, "TERM": "xterm", "PS1": r"\n<$?> ", "HISTFILE": ""},
        )
        os.close(theirs)
        self.until(PROMPT)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.ours)
        self.process.kill()
        self.process.wait()

    def until(self, *patterns):
        """What is shown until one of these ends it, and how it does."""
        seen, deadline = b"", time.monotonic() + 60
        while True:
            for pattern in patterns:
                if found := pattern.search(seen):
                    return seen.decode(), found
            if not select.select([self.ours], [], [], max(0, deadline - time.monotonic()))[0]:
                raise AssertionError(f"nothing more comes after {seen.decode()!r}")
            seen += os.read(self.ours, 65_536).replace(b"\r\n", b"\n")

    def types(self, line, answers=()):
        """Everything that is seen, and the exit status."""
        os.write(self.ours, line.encode() + b"\n")
        patterns = [PROMPT, QUESTION] if answers else [PROMPT]
        answers, screen = list(answers), ""
        while True:
            seen, end = self.until(*patterns)
            screen += seen
            if end.re is PROMPT:
                return screen, int(end[1])
            os.write(self.ours, (answers.pop(0) if answers else "").encode() + b"\n")


def environment(folder, lang, shift):
    """That of somebody who speaks a language, so many days from now."""
    ours = ("LC_ALL", "LC_MESSAGES", "KIM_SOCKET", "KIM_ALLOW_ARGV", "KIM_DESK")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    if shift:
        program = os.path.join(folder, "bin", "date")
        os.mkdir(os.path.dirname(program))
        with open(program, "w", encoding="utf-8") as file:
            file.write(DATE.format(python=sys.executable, shift=shift))
        os.chmod(program, 0o755)
        kept["PATH"] = os.path.dirname(program) + os.pathsep + kept["PATH"]
    return {**kept, "LANG": LANGUAGES[lang][0]}


class FirstHour(unittest.TestCase):
    @contextlib.contextmanager
    def make_run(self, folder, environment):
        """What `make run` does in a directory where all is built; tells what it said when the day was over."""
        os.mkdir(os.path.join(folder, ".build"))
        os.symlink(BIN, os.path.join(folder, ".build", "release"))
        os.symlink(CLIENTS, os.path.join(folder, "clients"))
        with open(os.path.join(ROOT, "Makefile"), encoding="utf-8") as file:
            (command,) = re.findall(r"^run: release\n\t(.*)\n\n", file.read(), re.MULTILINE)
        log, said = os.path.join(folder, "log"), ""
        with open(log, "wb") as file:
            daemon = subprocess.Popen(
                command.split(), cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                stdout=file, stderr=file,
            )
        try:
            deadline = time.monotonic() + 120
            while "Ctrl-C here stops it" not in said:
                self.assertNotIn("broke off", said)
                self.assertIsNone(daemon.poll(), said)
                self.assertLess(time.monotonic(), deadline, said)
                time.sleep(0.05)
                with open(log, encoding="utf-8") as file:
                    said = file.read()
            yield said
            daemon.send_signal(signal.SIGINT)
            self.assertEqual(daemon.wait(30), 0)
        finally:
            daemon.kill()
            daemon.wait()

    def types(self, terminal, line):
        """A line that ends well; what is seen."""
        answers = next((ANSWERS[words] for words in ANSWERS if words in line), ())
        seen, status = terminal.types(line, answers)
        self.assertEqual(status, 0, seen)
        return seen

    def whole(self, lang):
        hour = lines("A first hour at the desk")
        raw = [line for line in lines("A reminder script in fifteen lines") if ".kim/" in line]
        with tempfile.TemporaryDirectory(prefix="kim-e2e.") as folder:
            mine = environment(folder, lang, 0)
            with self.make_run(folder, mine) as said, Terminal(folder, mine) as terminal:
                hints = re.findall(r"^  (\S+ .*?)(?:   .*)?$", said.split("second terminal")[1], re.M)
                self.assertTrue(raw and hints)
                screen = "".join(self.types(terminal, line) for line in hour + raw + hints)
        self.assertIn(LANGUAGES[lang][1], screen)

    def test_in_german(self):
        wait_for_midnight()
        self.whole("de")

    def test_in_english(self):
        wait_for_midnight()
        self.whole("en")

    def test_in_the_evening_of_every_other_day_of_the_week(self):
        hour = lines("A first hour at the desk")
        last = max(number for number, line in enumerate(hour) if re.search(r"date |\bday\b", line))
        for shift in range(1, 7):
            with self.subTest(shift), tempfile.TemporaryDirectory(prefix="kim-e2e.") as folder:
                wait_for_midnight()
                mine = environment(folder, "en", shift)
                with self.make_run(folder, mine), Terminal(folder, mine) as terminal:
                    for line in hour[:last + 1]:
                        self.types(terminal, line)


if __name__ == "__main__":
    unittest.main()
