"""kill -9 under load: what was answered is there, nothing happened twice, nothing by half.

KIM_CRASH_ROUNDS (50) rounds; KIM_CRASH_SEED repeats a run's choices.
"""

import datetime
import os
import random
import signal
import threading
import time
import unittest

from office import SERVICE, SITE, Office, Refused, person

ROUNDS = int(os.environ.get("KIM_CRASH_ROUNDS") or 50)
SEED = int(os.environ.get("KIM_CRASH_SEED") or random.SystemRandom().randrange(1 << 32))
CLIENTS = 8
TABLES = {
    "client.register": "client",
    "case.open": '"case"',
    "case.note": "caseNote",
    "appointment.book": "appointment",
    "ticket.issue": "ticket",
}


class Work:
    """What one client asks for, one request after the other, each under a key of its own."""

    def __init__(self, number, session):
        self.number, self.session = number, session
        self.random = random.Random(SEED * 1000 + number)
        self.count = 0
        self.clients, self.cases = [], []  # clients without a case; open cases
        self.asked = {}  # key -> (method, params), in the order of asking
        self.answers = {}  # key -> result

    def next(self):
        self.count += 1
        kinds = ["client.register", "ticket.issue", "appointment.book"]
        kinds += ["case.open"] * 2 * bool(self.clients) + ["case.note"] * bool(self.cases)
        method = self.random.choice(kinds)
        return f"c{self.number}-{self.count}", method, getattr(self, method.replace(".", "_"))()

    def client_register(self):
        return person(f"Probe {self.number} {self.count}", email="probe@example.org")

    def case_open(self):
        client = self.clients.pop()
        return {"client": client, "municipality": "delbrueck", "intakeSource": "self"}

    def case_note(self):
        return {"id": self.random.choice(self.cases), "text": f"Notiz {self.count}"}

    def ticket_issue(self):
        return {"session": self.session, "serviceType": SERVICE}

    def appointment_book(self):
        # Five minutes that nobody else wants: 192 of them a day, dealt out to the clients.
        cell = self.count * CLIENTS + self.number
        day = datetime.date.today() + datetime.timedelta(days=2 + cell // 192)
        minutes = 6 * 60 + cell % 192 * 5
        start = f"{day}T{minutes // 60:02}:{minutes % 60:02}"
        place = {"site": SITE, "serviceType": SERVICE, "start": start}
        return {**place, "durationMinutes": 5}

    def answered(self, key, method, result):
        self.answers[key] = result
        if method == "client.register":
            self.clients.append(result["id"])
        elif method == "case.open":
            self.cases.append(result["id"])

    def ask(self, line):
        key, method, params = self.next()
        self.asked[key] = (method, params)
        self.answered(key, method, line.call(method, **params, _idempotencyKey=key))


class Crash(unittest.TestCase):
    def test_killed_under_load_it_keeps_what_it_answered(self):
        print(f"\nseed {SEED}", flush=True)
        choose = random.Random(SEED)
        starts, begin = [], time.monotonic()
        with Office("--log-level", "error") as office:
            office.furnish()
            session = office.call("session.open", site=SITE, _idempotencyKey="setup-3")["id"]
            self.works = [Work(number, session) for number in range(CLIENTS)]
            self.sure, self.unsure, self.chain = 0, 0, 0
            for round in range(ROUNDS):
                self.round(office, choose.uniform(0.005, 0.5))
                starts.append(office.start())
                self.check(office, f"round {round}: ")
            self.count(office)
            self.assertEqual(office.stop(), 0)
            self.closed(office)
        self.report(starts, time.monotonic() - begin)

    def round(self, office, seconds):
        """Load until kimd is killed."""
        self.before = {work.number: len(work.asked) for work in self.works}
        failures = []
        threads = [
            threading.Thread(target=self.load, args=(office, work, failures))
            for work in self.works
        ]
        for thread in threads:
            thread.start()
        time.sleep(seconds)  # the moment of the crash is what the test chooses
        office.process.send_signal(signal.SIGKILL)
        office.exit()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])

    @staticmethod
    def load(office, work, failures):
        try:
            with office.line() as line:
                while True:
                    work.ask(line)
        except OSError:
            return
        except Exception as failure:  # a refusal, or a bug of this test
            failures.append(repr(failure))

    def check(self, office, where):
        """Asks everything of the round again, with the same keys."""
        with office.line() as line:
            for work in self.works:
                for key in list(work.asked)[self.before[work.number] :]:
                    method, params = work.asked[key]
                    result = line.whole(method, **params, _idempotencyKey=key)
                    meta = result.pop("_meta")
                    if key in work.answers:
                        self.sure += 1
                        self.assertTrue(meta["replayed"], f"{where}{method} was lost")
                        self.assertEqual(result, work.answers[key], f"{where}{method} changed")
                    else:
                        self.unsure += 1
                        work.answered(key, method, result)
            verified = line.call("audit.verify")
            self.assertTrue(verified["ok"], f"{where}{verified}")
            self.assertGreaterEqual(verified["entries"], self.chain, where)
            self.chain = verified["entries"]

    def made(self, method):
        """What must be there: the results of a method."""
        pairs = [(work, key) for work in self.works for key, asked in work.asked.items()]
        return [w.answers[k] for w, k in pairs if w.asked[k][0] == method]

    def count(self, office):
        """Lists hold what was asked for, each once."""
        with office.line() as line:
            cases = line.items("case.list")
            session = self.works[0].session
            tickets = line.items("ticket.list", session=session)
            bookings = line.items("appointment.list", site=SITE)
            for method, listed in [
                ("case.open", cases),
                ("ticket.issue", tickets),
                ("appointment.book", bookings),
            ]:
                wanted = sorted(result["id"] for result in self.made(method))
                self.assertEqual(sorted(row["id"] for row in listed), wanted, method)
            with self.assertRaises(Refused) as caught:
                some = self.works[0]
                key, (method, params) = next(iter(some.asked.items()))
                line.call(method, **{**params, "language": "de"}, _idempotencyKey=key)
            self.assertIn(caught.exception.kind, ("idempotency_mismatch", "invalid_params"))

    def closed(self, office):
        """The files themselves, without kimd."""
        with office.database() as store:
            self.assertEqual(store.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            self.assertEqual(store.execute("PRAGMA foreign_key_check").fetchall(), [])
            entries = dict(
                store.execute(
                    "SELECT method,count(*) FROM audit WHERE action='write' AND outcome='ok'"
                    " GROUP BY method"
                )
            )
            answers = dict(store.execute("SELECT method,count(*) FROM idempotency GROUP BY method"))
            self.assertEqual(entries, answers)
            for method, table in TABLES.items():
                rows = store.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                made = len(self.made(method))
                self.assertEqual((rows, entries.get(method)), (made, made), method)
            subjects = {row[0] for row in store.execute("SELECT subject FROM audit")}
            for method in TABLES:
                if method != "case.note":
                    missing = {result["id"] for result in self.made(method)} - subjects
                    self.assertEqual(missing, set(), f"{method} without an audit entry")
            sequence = [row[0] for row in store.execute("SELECT seq FROM audit ORDER BY seq")]
            self.assertEqual(sequence, list(range(1, len(sequence) + 1)))
        with office.database("keys.db") as keys:
            self.assertEqual(keys.execute("PRAGMA integrity_check").fetchall(), [("ok",)])

    def report(self, starts, seconds):
        starts.sort()
        print(
            f"{ROUNDS} rounds and kills, {self.sure} acknowledged writes, {self.unsure} unknown"
            f" outcomes: 0 lost, 0 twice, 0 by half.\n"
            f"With 95 % confidence fewer than {300 / ROUNDS:.3g} % of crashes do harm (3/n)."
            f" Start after a crash: median {starts[len(starts) // 2] * 1000:.0f} ms,"
            f" longest {starts[-1] * 1000:.0f} ms. {seconds:.0f} s.",
            flush=True,
        )


if __name__ == "__main__":
    unittest.main()
