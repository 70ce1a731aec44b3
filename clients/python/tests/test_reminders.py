"""The reminder example against a scripted daemon: every reminder gets its answer."""

import contextlib
import io
import os
import signal
import sys
import tempfile
import threading
import unittest
from unittest import mock

from kimd import Kim, KimError

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


def steps(*items):
    """A daemon that leases these one by one, hears of each, and has no more."""
    told = [step for one in items for step in (lease(one), result())]
    return [*told, lease()]


def answers(fake):
    rows = [(r["method"].split(".")[1], r["params"]) for r in fake.requests]
    return [(how, p["id"], p.get("reason")) for how, p in rows if how in ("ack", "fail")]


class Blocks(unittest.TestCase):
    """`with reminder:`"""

    def run_block(self, block):
        with Fake(*steps(item(1))) as fake, Kim(fake.path) as kim:
            for reminder in kim.reminders(limit=1):
                with reminder as same:
                    self.assertIs(same, reminder)
                    block(reminder, kim)
            return answers(fake)

    def test_its_end_acknowledges(self):
        self.assertEqual(self.run_block(lambda *_: None), [("ack", "r1", None)])

    def test_an_exception_fails_it_by_its_class_alone_and_goes_on(self):
        class VeryOwn(Exception):
            pass

        for kind in (VeryOwn, FileNotFoundError, KeyboardInterrupt, SystemExit):
            with self.subTest(kind.__name__), Fake(*steps(item(1))) as fake, Kim(fake.path) as kim:
                with self.assertRaises(kind) as caught:
                    with next(kim.reminders()):
                        raise kind("test1@example.org")
                self.assertEqual(str(caught.exception), "test1@example.org")
                self.assertEqual(answers(fake), [("fail", "r1", kind.__name__)])

    def test_an_answer_within_is_the_answer(self):
        acked = self.run_block(lambda reminder, _: reminder.ack("p-1"))
        self.assertEqual(acked, [("ack", "r1", None)])
        failed = self.run_block(lambda reminder, _: reminder.fail("no_number"))
        self.assertEqual(failed, [("fail", "r1", "no_number")])

    def test_what_was_sent_is_not_failed_where_its_answer_comes_too_late(self):
        with Fake(lease(item(1)), error("not_found", 1404)) as fake, Kim(fake.path) as kim:
            with self.assertRaises(KimError):
                with next(kim.reminders()) as reminder:
                    reminder.ack()
            self.assertEqual(answers(fake), [("ack", "r1", None)])

    def test_a_daemon_that_refuses_the_failure_does_not_hide_its_cause(self):
        with Fake(lease(item(1)), error("not_found", 1404)) as fake, Kim(fake.path) as kim:
            with self.assertRaises(FileNotFoundError):
                with next(kim.reminders()):
                    raise FileNotFoundError

    def test_an_interrupted_call_within_still_fails_it(self):
        class Alarm(Exception):
            pass

        def ring(*_):
            raise Alarm

        self.addCleanup(signal.signal, signal.SIGALRM, signal.signal(signal.SIGALRM, ring))
        with Fake(lease(item(1)), "HANG", result()) as fake, Kim(fake.path) as kim:
            with self.assertRaises(Alarm):
                with next(kim.reminders()):
                    signal.setitimer(signal.ITIMER_REAL, 0.2)
                    kim.call("client.show", id="x")
            self.assertEqual(answers(fake), [("fail", "r1", "Alarm")])

    def test_reminders_are_leased_when_their_turn_comes(self):
        with Fake(*steps(item(1), item(2), item(3))) as fake, Kim(fake.path) as kim:
            for count, reminder in enumerate(kim.reminders(limit=2), 1):
                self.assertEqual(len(fake.requests), 2 * count - 1)
                with reminder:
                    pass
            self.assertEqual(len(fake.requests), 4)

    def test_it_shows_nothing_personal(self):
        with Fake(lease(item(1))) as fake, Kim(fake.path) as kim:
            shown = repr(next(kim.reminders()))
        self.assertIn("r1", shown)
        for secret in ("example.org", "Rathaus", "t1"):
            self.assertNotIn(secret, shown)


class Sending(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = os.path.join(folder.name, "out")

    def run_once(self, fake, command=None, *more):
        command = command or f"cat >> '{self.out}'"
        log = io.StringIO()
        arguments = ["--socket", fake.path, "--once", "--command", command, *more]
        with contextlib.redirect_stderr(log), Kim(fake.path) as kim:
            code = reminders.run(kim, reminders.options(arguments), threading.Event())
        self.log = log.getvalue()
        self.assertNotIn("example.org", self.log, "nothing personal in the log")
        self.assertNotIn("Rathaus", self.log)
        return code

    def test_a_due_reminder_is_sent_and_acked_with_its_token(self):
        with Fake(*steps(item(1))) as fake:
            self.assertEqual(self.run_once(fake), 0)
            ack = fake.requests[1]["params"]
            self.assertEqual((ack["id"], ack["token"]), ("r1", "t1"))
            asked = fake.requests[0]["params"]
            self.assertEqual((asked["limit"], asked["channels"]), (1, ["email"]))
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
        with Fake(*steps(item(1))) as fake:
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
            item(6, recipient="ü@example.org"),
            item(7, recipient="a@example.org,b@example.org"),
        ]
        with Fake(*steps(*bad, item(8))) as fake:
            self.assertEqual(self.run_once(fake), 12)
            want = [("fail", f"r{n}", "bad_message") for n in range(1, 8)] + [("ack", "r8", None)]
            self.assertEqual(answers(fake), want)
        with open(self.out, encoding="utf-8") as file:
            self.assertNotIn("Bcc", file.read())

    def test_a_sender_that_fails_is_reported_with_a_code(self):
        rows = [
            ("exit 75", "sender_exit_75"),
            ("kill -9 $$", "sender_exit_137"),
        ]
        for command, reason in rows:
            with self.subTest(command), Fake(*steps(item(1), item(2))) as fake:
                self.assertEqual(self.run_once(fake, command), 12)
                self.assertEqual(answers(fake), [("fail", "r1", reason), ("fail", "r2", reason)])

    def test_a_command_that_is_not_there_ends_the_run_and_holds_no_lease(self):
        for command in ("/no/such/program -t", "/etc/passwd"):
            with self.subTest(command), Fake(*steps(item(1), item(2))) as fake:
                self.assertEqual(self.run_once(fake, command), 12)
                self.assertEqual(answers(fake), [("fail", "r1", "sender_missing")])
                self.assertEqual(len(fake.requests), 2, "r2 is not leased")
                self.assertIn("cannot be run", self.log)

    def test_a_sender_that_hangs_is_ended_with_its_children(self):
        with Fake(*steps(item(1), item(2))) as fake:
            code = self.run_once(fake, "sleep 600 & sleep 600", "--send-timeout", "0.3")
            self.assertEqual(code, 12)
            want = [("fail", "r1", "sender_timeout"), ("fail", "r2", "sender_timeout")]
            self.assertEqual(answers(fake), want)

    def test_a_sender_that_does_not_read_its_input_is_fine(self):
        with Fake(*steps(item(1, body="x" * 500_000))) as fake:
            self.assertEqual(self.run_once(fake, "exit 0"), 0)

    def test_a_late_answer_does_not_stop_the_rest(self):
        with Fake(lease(item(1)), error("not_found", 1404), *steps(item(2))) as fake:
            self.assertEqual(self.run_once(fake), 12)
            self.assertEqual([a[1] for a in answers(fake)], ["r1", "r2"])

    def test_exit_codes_of_the_daemon(self):
        with Fake(error("forbidden", 1403)) as fake:
            self.assertEqual(self.run_once(fake), 4)
        with Fake(lease()) as fake:
            self.assertEqual(self.run_once(fake), 0)
        with Fake() as fake:
            path = fake.path
            fake.path += "/none"
            self.assertEqual(self.run_once(fake), 3)
            fake.path = path

    def test_a_stop_ends_behind_the_reminder_under_way(self):
        stop = threading.Event()
        with Fake(*steps(item(1), item(2))) as fake, Kim(fake.path) as kim:
            options = reminders.options(["--command", "true"])
            with mock.patch.object(reminders, "send", lambda *_: stop.set()):
                with contextlib.redirect_stderr(io.StringIO()):
                    self.assertEqual(reminders.run(kim, options, stop), 0)
            self.assertEqual(answers(fake), [("ack", "r1", None)])
            self.assertEqual(len(fake.requests), 2, "r2 is not leased")


if __name__ == "__main__":
    unittest.main()
