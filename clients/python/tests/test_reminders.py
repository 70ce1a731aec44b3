"""The reminder example against a scripted daemon: every reminder gets its answer."""

import contextlib
import io
import os
import sys
import tempfile
import threading
import unittest

from .fake import Fake, error, result

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "examples"))
import reminders  # noqa: E402


def item(number, **more):
    return {
        "id": f"r{number}",
        "token": f"t{number}",
        "channel": "email",
        "recipient": f"test{number}@example.org",
        "language": "de",
        "subject": "Termin am 24.11. im Rathaus",
        "body": "Grüße aus dem Rathaus.\n",
        "due": "2026-11-23T08:30:00Z",
        **more,
    }


def lease(*items):
    return result(items=list(items))


class Sending(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = os.path.join(folder.name, "out")

    def run_once(self, fake, command=None, *more):
        command = command or f"cat >> '{self.out}'"
        log = io.StringIO()
        arguments = ["--socket", fake.path, "--once", "--command", command, *more]
        with contextlib.redirect_stderr(log), reminders.Kim(fake.path) as kim:
            code = reminders.run(kim, reminders.options(arguments), threading.Event())
        self.log = log.getvalue()
        self.assertNotIn("example.org", self.log, "nothing personal in the log")
        self.assertNotIn("Rathaus", self.log)
        return code

    def answers(self, fake):
        rows = [(r["method"], r["params"]) for r in fake.requests]
        return [
            (m.split(".")[1], p["id"], p.get("reason"))
            for m, p in rows
            if m in ("reminder.ack", "reminder.fail")
        ]

    def test_a_due_reminder_is_sent_and_acked_with_its_token(self):
        with Fake(lease(item(1)), result()) as fake:
            self.assertEqual(self.run_once(fake), 0)
            ack = fake.requests[1]["params"]
            self.assertEqual((ack["id"], ack["token"]), ("r1", "t1"))
            self.assertEqual(fake.requests[0]["params"]["channels"], ["email"])
        with open(self.out, encoding="utf-8") as file:
            mail = file.read()
        self.assertIn("To: test1@example.org\n", mail)
        self.assertIn("Subject: Termin am 24.11. im Rathaus\n", mail)
        self.assertIn("Message-ID: <reminder-r1@", mail)
        self.assertNotIn("\r", mail)

    def test_the_recipient_is_in_the_environment_and_not_in_the_arguments(self):
        command = f"""
          exec >'{self.out}'
          echo "$KIM_RECIPIENT|$KIM_CHANNEL|$KIM_REMINDER"
          tr '\\0' ' ' </proc/$$/cmdline
        """
        with Fake(lease(item(1)), result()) as fake:
            self.assertEqual(self.run_once(fake, command), 0)
        with open(self.out, encoding="utf-8") as file:
            first, rest = file.read().split("\n", 1)
        self.assertEqual(first, "test1@example.org|email|r1")
        self.assertNotIn("example.org", rest)

    def test_one_bad_recipient_never_stops_the_rest(self):
        bad = [
            item(1, recipient="a@example.org\nBcc: all@example.org"),
            item(2, recipient=""),
            item(3, recipient=None),
            item(4, subject="a\nBcc: all@example.org"),
            item(5, recipient="no address"),
        ]
        with Fake(lease(*bad, item(6)), *[result()] * 6) as fake:
            self.assertEqual(self.run_once(fake), 12)
            want = [("fail", f"r{n}", "bad_message") for n in range(1, 6)] + [("ack", "r6", None)]
            self.assertEqual(self.answers(fake), want)
        with open(self.out, encoding="utf-8") as file:
            self.assertNotIn("Bcc", file.read())

    def test_a_sender_that_fails_is_reported_with_a_code(self):
        rows = [
            ("exit 75", "sender_exit_75"),
            ("kill -9 $$", "sender_exit_signal_9"),
            ("/no/such/program", "sender_exit_127"),
        ]
        for command, reason in rows:
            with self.subTest(command), Fake(lease(item(1)), result()) as fake:
                self.assertEqual(self.run_once(fake, command), 12)
                self.assertEqual(self.answers(fake), [("fail", "r1", reason)])

    def test_a_sender_that_hangs_is_ended_with_its_children(self):
        with Fake(lease(item(1), item(2)), result(), result()) as fake:
            code = self.run_once(fake, "sleep 600 & sleep 600", "--send-timeout", "0.3")
            self.assertEqual(code, 12)
            want = [("fail", "r1", "sender_timeout"), ("fail", "r2", "sender_timeout")]
            self.assertEqual(self.answers(fake), want)

    def test_a_sender_that_does_not_read_its_input_is_fine(self):
        with Fake(lease(item(1, body="x" * 500_000)), result()) as fake:
            self.assertEqual(self.run_once(fake, "exit 0"), 0)

    def test_a_lease_that_ends_before_its_turn_is_left_alone(self):
        with Fake(lease(item(1), item(2))) as fake:
            self.assertEqual(self.run_once(fake, None, "--lease-seconds", "1"), 12)
            self.assertEqual(self.answers(fake), [])
        self.assertFalse(os.path.exists(self.out))

    def test_a_late_answer_does_not_stop_the_rest(self):
        with Fake(lease(item(1), item(2)), error("not_found", 1404), result()) as fake:
            self.assertEqual(self.run_once(fake), 12)
            self.assertEqual([a[1] for a in self.answers(fake)], ["r1", "r2"])

    def test_full_leases_are_followed_by_another(self):
        steps = [lease(item(1), item(2)), result(), result(), lease(item(3)), result()]
        with Fake(*steps) as fake:
            self.assertEqual(self.run_once(fake, None, "--limit", "2"), 0)
            self.assertEqual([a[1] for a in self.answers(fake)], ["r1", "r2", "r3"])

    def test_exit_codes_of_the_daemon(self):
        with Fake(error("forbidden", 1403)) as fake:
            self.assertEqual(self.run_once(fake), 4)
        with Fake(lease()) as fake:
            self.assertEqual(self.run_once(fake), 0)
        with Fake() as fake:
            path = fake.path
            fake.path += "-none"
            self.assertEqual(self.run_once(fake), 3)
            fake.path = path

    def test_a_stop_leaves_the_rest_for_the_next_lease(self):
        stop = threading.Event()
        stop.set()
        with Fake(lease(item(1))) as fake:
            kim = reminders.Kim(fake.path)
            self.addCleanup(kim.close)
            self.assertEqual(reminders.run(kim, reminders.options([]), stop), 0)
            self.assertEqual(fake.requests, [])

    def test_a_reminder_shows_nothing_personal(self):
        with Fake(lease(item(1))) as fake, reminders.Kim(fake.path) as kim:
            shown = repr(next(kim.reminders()))
        self.assertIn("r1", shown)
        for secret in ("example.org", "Rathaus", "t1"):
            self.assertNotIn(secret, shown)


if __name__ == "__main__":
    unittest.main()
