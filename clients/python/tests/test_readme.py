"""The script of README.md, word for word but for the place of sendmail."""

import email
import email.policy
import os
import re
import subprocess
import sys
import tempfile
import unittest

from .fake import Fake
from .test_reminders import answers, item, steps

PYTHON = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
README = os.path.join(PYTHON, "..", "..", "README.md")
SENDMAIL = "/usr/sbin/sendmail"
#: A sendmail that keeps each message.
KEEPS = 'cat >"mail.$(ls | grep -c mail)"'


class Script:
    """The script in a directory of its own, with a sendmail that is this shell script, or none."""

    def __init__(self, socket, sendmail):
        with open(README, encoding="utf-8") as file:
            (self.text,) = re.findall(r"```python\n(.*?)```", file.read(), re.DOTALL)
        if self.text.count(SENDMAIL) != 1:
            raise AssertionError("the script of README.md names sendmail once")
        self.socket = socket
        self.folder = tempfile.TemporaryDirectory()
        self.program = os.path.join(self.folder.name, "sendmail")
        if sendmail is not None:
            with open(self.program, "w") as file:
                file.write(f"#!/bin/sh\n{sendmail}\n")
            os.chmod(self.program, 0o755)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def run(self):
        """Its exit code and what it said."""
        got = subprocess.run(
            [sys.executable, "-W", "error", "-c", self.text.replace(SENDMAIL, self.program)],
            env={**os.environ, "PYTHONPATH": PYTHON, "KIM_SOCKET": self.socket},
            cwd=self.folder.name,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
            text=True,
        )
        return got.returncode, got.stdout

    def mails(self):
        """What was kept, in its order; a message with a defect raises it."""
        policy = email.policy.default.clone(raise_on_defect=True)
        for name in sorted(name for name in os.listdir(self.folder.name) if "mail." in name):
            with open(os.path.join(self.folder.name, name), "rb") as file:
                yield email.message_from_binary_file(file, policy=policy)


class Readme(unittest.TestCase):
    def test_it_sends_mails_that_every_language_may_be_written_in(self):
        body = "Guten Tag, وعليكم السلام,\nIhr Termin ist morgen.\n"
        subject = "Ihr Termin am Dienstag, 24. November, im Rathaus Büren / موعد"
        items = [item(1, subject=subject, body=body), item(2, body="plain\n")]
        with Fake(*steps(*items)) as fake, Script(fake.path, KEEPS) as script:
            self.assertEqual(script.run(), (0, ""))
            self.assertEqual(answers(fake), [("ack", "r1", None), ("ack", "r2", None)])
            self.assertEqual(fake.requests[0]["params"]["channels"], ["email"])
            first, second = script.mails()
        self.assertEqual((first["To"], first["Subject"]), ("test1@example.org", subject))
        self.assertEqual((first.get_content_charset(), first["MIME-Version"]), ("utf-8", "1.0"))
        self.assertEqual(first.get_content(), body)
        self.assertEqual((second["To"], second.get_content()), ("test2@example.org", "plain\n"))

    def test_one_that_cannot_be_made_or_sent_does_not_stop_the_next(self):
        injected = "a@example.org\nBcc: all@example.org"
        items = [item(1, recipient=injected), item(2, subject=injected), item(3), item(4)]
        refuses_3 = 'cat >mail.new; if grep -q test3 mail.new; then exit 75; fi; mv mail.new mail.0'
        with Fake(*steps(*items)) as fake, Script(fake.path, refuses_3) as script:
            code, said = script.run()
            self.assertEqual((code, said), (1, "3 not sent; kimd hands them out again\n"))
            failed = [("r1", "ValueError"), ("r2", "ValueError"), ("r3", "CalledProcessError")]
            want = [("fail", *row) for row in failed] + [("ack", "r4", None)]
            self.assertEqual(answers(fake), want)

    def test_without_a_sendmail_it_ends_at_once_and_holds_no_lease(self):
        with Fake(*steps(item(1), item(2))) as fake, Script(fake.path, None) as script:
            code, said = script.run()
            self.assertEqual(code, 1)
            self.assertRegex(said.splitlines()[-1], "^FileNotFoundError: .*/sendmail'$")
            self.assertNotIn("example.org", said)
            self.assertEqual(answers(fake), [("fail", "r1", "FileNotFoundError")])
            self.assertEqual(len(fake.requests), 2, "r2 is not leased")


if __name__ == "__main__":
    unittest.main()
