"""The client against the real daemon at $KIM_TEST_SOCKET, with the organisation of tests/run.sh."""

import datetime
import os
import re
import subprocess
import sys
import tempfile
import threading
import unittest
import uuid

from kimd import Conflict, Invalid, Kim, NotFound, Rejected

from .test_readme import KEEPS, Script

SOCKET = os.environ.get("KIM_TEST_SOCKET")
SITE = "test-always-open"
EXAMPLE = os.path.join(os.path.dirname(__file__), "..", "examples", "reminders.py")


@unittest.skipUnless(SOCKET, "KIM_TEST_SOCKET names no running daemon")
class Daemon(unittest.TestCase):
    def setUp(self):
        self.kim = Kim(SOCKET)
        self.addCleanup(self.kim.close)

    def client(self, **more):
        name = f"Muster{uuid.uuid4().hex[:8]}"
        person = {"municipality": "delbrueck", "givenName": "Test", "familyName": name, **more}
        return self.kim.call("client.register", **person)

    def reachable(self, address):
        """A client who agreed to be written to."""
        client = self.client(email=address)["id"]
        purposes = ["case_work", "contact_by_channel"]
        consent = {"form": "signed", "noticeVersion": "1", "language": "de"}
        self.kim.call("consent.give", client=client, purposes=purposes, **consent)
        return client

    def case(self, client=None, **more):
        client = client or self.client()["id"]
        params = {"client": client, "municipality": "delbrueck", "intakeSource": "self", **more}
        return self.kim.call("case.open", **params)

    def book(self, client):
        """A booking for the next free slot. The site is open every day, so it is a near one."""
        today = datetime.date.today()
        free = self.kim.call(
            "appointment.free",
            site=SITE,
            serviceType="erstgespraech",
            **{"from": str(today), "to": str(today + datetime.timedelta(days=7))},
        )["items"]
        self.assertTrue(free)
        return self.kim.call(
            "appointment.book",
            site=SITE,
            serviceType="erstgespraech",
            client=client,
            start=free[0]["start"],
        )

    def test_hello_names_the_caller(self):
        hello = self.kim.call("rpc.hello")
        self.assertEqual(hello["you"]["uid"], os.geteuid())
        self.assertIn("case_manager", hello["you"]["roles"])
        self.assertEqual(hello["state"], "ready")

    def test_a_case_from_opening_to_closing(self):
        case = self.case()
        self.assertRegex(case["number"], r"^KIM-\d{4}-\d{4,}-\d$")
        self.assertEqual((case["rev"], case["state"]), (1, "intake"))
        self.assertGreater(self.kim.last_meta["seq"], 0)
        self.assertEqual(self.kim.call("case.show", number=case["number"])["id"], case["id"])
        close = {"id": case["id"], "ifRev": 1, "reason": "no_further_contact"}
        self.kim.call("case.close", **close, _dry_run=True)
        self.assertEqual(self.kim.call("case.show", id=case["id"])["rev"], 1)
        self.assertEqual(self.kim.call("case.close", **close)["state"], "closed")
        with self.assertRaises(Conflict) as caught:
            self.kim.call("case.close", **close)
        self.assertEqual(caught.exception.kind, "stale_revision")

    def test_the_same_key_acts_once(self):
        client, key = self.client()["id"], uuid.uuid4().hex
        first = self.case(client, _key=key)
        self.assertFalse(self.kim.last_meta["replayed"])
        self.assertEqual(self.case(client, _key=key), first)
        self.assertTrue(self.kim.last_meta["replayed"])
        with self.assertRaises(Conflict) as caught:
            self.case(client)
        self.assertEqual(caught.exception.kind, "case_exists")

    def test_a_retry_in_many_threads_acts_once(self):
        client, key, numbers = self.client()["id"], uuid.uuid4().hex, set()

        def ask():
            with Kim(SOCKET) as kim:
                params = {"client": client, "municipality": "delbrueck", "intakeSource": "self"}
                numbers.add(kim.call("case.open", **params, _key=key)["number"])

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        self.assertEqual(len(numbers), 1)

    def test_a_list_is_followed_to_its_end(self):
        opened = {self.case()["number"] for _ in range(5)}
        listed = [row["number"] for row in self.kim.items("case.list", state="intake", limit=2)]
        self.assertLessEqual(opened, set(listed))
        self.assertEqual(len(listed), len(set(listed)))

    def test_errors_by_kind(self):
        with self.assertRaises(NotFound):
            self.kim.call("case.show", id="01900000-0000-7000-8000-000000000000")
        with self.assertRaises(Invalid) as caught:
            self.kim.call("case.show", nonsense=1)
        self.assertEqual(caught.exception.kind, "invalid_params")
        with self.assertRaises(Invalid) as caught:
            self.kim.call("no.such")
        self.assertEqual(caught.exception.kind, "method_not_found")
        case = self.case()
        with self.assertRaises((Rejected, Invalid)):
            self.kim.call("case.close", id=case["id"], ifRev=1, reason="no such reason")

    def test_a_watch_sees_what_happens_and_resumes(self):
        with self.kim.watch(["case"], quiet=10) as watch:
            first = self.case()["id"]
            event = next(e for e in watch if e["id"] == first)
            self.assertEqual((event["topic"], event["rev"]), ("case", 1))
        second = self.case()["id"]
        with self.kim.watch(["case"], since=event["seq"], quiet=10) as watch:
            seen = next(e for e in watch if e["id"] in (first, second))
            self.assertEqual(seen["id"], second)
        with self.assertRaises(Invalid):
            self.kim.watch(["no_such_topic"])

    def test_a_booking_is_reminded_of_by_the_example(self):
        self.book(self.reachable("fails@example.org"))
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "out")
            command = [sys.executable, EXAMPLE, "--socket", SOCKET or "", "--once"]
            fails = subprocess.run(
                [*command, "--command", "exit 75"], capture_output=True, timeout=60
            )
            self.assertEqual(fails.returncode, 12, fails.stderr)
            self.assertIn(b"sender_exit_75", fails.stderr)
            self.book(self.reachable("sends@example.org"))
            sends = subprocess.run(
                [*command, "--command", f"cat >>'{out}'"], capture_output=True, timeout=60
            )
            self.assertEqual(sends.returncode, 0, sends.stderr)
            with open(out, encoding="utf-8") as file:
                mail = file.read()
        self.assertEqual(len(re.findall("^To: sends@example.org$", mail, re.M)), 1)
        self.assertNotIn(b"example.org", fails.stderr + sends.stderr)
        self.assertEqual(list(self.kim.reminders()), [])

    def test_the_script_of_the_readme_leaves_no_lease_open(self):
        rows = [(KEEPS, 0), ("exit 75", 1), (None, 1)]
        for sendmail, code in rows:
            with self.subTest(sendmail), Script(SOCKET, sendmail) as script:
                self.book(self.reachable("first@example.org"))
                self.book(self.reachable("next@example.org"))
                self.assertEqual(script.run()[0], code)
                self.assertEqual(list(self.kim.items("reminder.list", state="leased")), [])
                sent = [mail["To"] for mail in script.mails()]
                self.assertEqual(sent, ["first@example.org", "next@example.org"][: 2 - 2 * code])
        # What the missing sendmail left is due as before.
        self.assertEqual([left.ack()["state"] for left in self.kim.reminders()], ["sent"])

    def test_a_second_answer_to_a_reminder_is_refused(self):
        self.book(self.reachable("second@example.org"))
        leased = next(self.kim.reminders(limit=1))
        self.assertEqual(leased.recipient, "second@example.org")
        leased.ack("p-1")
        with self.assertRaises((Conflict, NotFound, Rejected)):
            leased.fail("late")


if __name__ == "__main__":
    unittest.main()
