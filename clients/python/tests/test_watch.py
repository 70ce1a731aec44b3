"""Watching: nothing left out, whatever happens to the connection."""

import threading
import time
import unittest

from kimd import Conflict, Forbidden, Invalid, Kim, ProtocolError, Unreachable

from .fake import Fake, error, result


def events(seq, *ids, watch="w"):
    rows = [{"topic": "case", "op": "update", "id": i, "rev": 2, "fields": ["state"]} for i in ids]
    return {"method": "watch.event", "params": {"watch": watch, "seq": seq, "events": rows}}


def lagged_again():
    gap = {"watch": "w", "from": 9001, "to": 20000, "resume": 20000}
    return {"method": "watch.lagged", "params": gap}


OPEN = result(watch="w", seq=10)


def since(fake):
    return [request["params"].get("since") for request in fake.requests]


class Watching(unittest.TestCase):
    def test_events_come_with_their_seq_and_the_watch_knows_how_far_it_is(self):
        with Fake([OPEN, events(11, "a", "b"), events(12), events(13, "c")]) as fake:
            with Kim(fake.path).watch(["case"], quiet=0.3) as watch:
                self.assertEqual(watch.seq, 10)
                got = [(e["id"], e["seq"], watch.seq) for e in watch]
                self.assertEqual(got, [("a", 11, 10), ("b", 11, 10), ("c", 13, 12)])
                self.assertEqual(watch.seq, 13)
            self.assertEqual(fake.requests[0]["params"], {"topics": ["case"]})

    def test_an_event_with_a_seq_of_its_own_keeps_it(self):
        batch = events(13, "a", "b", "c")
        for event, seq in zip(batch["params"]["events"], (11, 12, 13)):
            event["seq"] = seq
        with Fake([OPEN, batch]) as fake, Kim(fake.path).watch(["case"], quiet=0.3) as watch:
            self.assertEqual((next(watch)["seq"], watch.seq), (11, 10))
            self.assertEqual((next(watch)["seq"], watch.seq), (12, 11))
            self.assertEqual((next(watch)["seq"], watch.seq), (13, 12))
            self.assertEqual((list(watch), watch.seq), ([], 13))

    def test_it_is_open_before_the_first_event_is_asked_for(self):
        with Fake(OPEN) as fake, Kim(fake.path).watch(["case"]):
            self.assertEqual(len(fake.requests), 1)

    def test_a_lost_connection_goes_on_behind_the_last_event(self):
        with Fake([OPEN, events(11, "a"), "DROP"], [OPEN, events(12, "b")]) as fake:
            with Kim(fake.path).watch(["case"], quiet=2) as watch:
                self.assertEqual([next(watch)["id"], next(watch)["id"]], ["a", "b"])
            self.assertEqual(since(fake), [None, 11])

    def test_before_any_event_it_goes_on_from_where_it_was_opened(self):
        with Fake([OPEN, "DROP"], [OPEN, events(11, "a")]) as fake:
            with Kim(fake.path).watch(["case"], quiet=2) as watch:
                self.assertEqual(next(watch)["id"], "a")
            self.assertEqual(since(fake), [None, 10])

    def test_a_daemon_that_starts_is_waited_for(self):
        steps = [OPEN, "DROP"], error("not_ready", retryAfterMs=10), [OPEN, events(11, "a")]
        with Fake(*steps) as fake, Kim(fake.path).watch(["case"], quiet=2) as watch:
            self.assertEqual(next(watch)["id"], "a")

    def test_who_lagged_is_told_so_and_goes_on_from_resume(self):
        gap = {"watch": "w", "from": 11, "to": 9000, "resume": 9000}
        lagged = {"method": "watch.lagged", "params": gap}
        steps = [OPEN, events(11, "a"), lagged, events(9001, "b"), lagged_again(), "DROP"]
        with Fake(steps, [OPEN, events(20001, "c")]) as fake:
            with Kim(fake.path).watch(["case"], quiet=2) as watch:
                self.assertEqual(next(watch)["id"], "a")
                told = next(watch)
                self.assertEqual((told["op"], told["id"], told["seq"]), ("lagged", None, 9000))
                self.assertEqual((told["from"], told["to"]), (11, 9000))
                self.assertEqual((next(watch)["id"], watch.seq), ("b", 9000))
                self.assertEqual(next(watch)["op"], "lagged")
                self.assertEqual(next(watch)["id"], "c")
            self.assertEqual(since(fake), [None, 20000])

    def test_the_lag_of_another_watch_is_not_ours(self):
        other = lagged_again()
        other["params"]["watch"] = "another"
        with Fake([OPEN, other, events(11, "a")]) as fake:
            with Kim(fake.path).watch(["case"], quiet=2) as watch:
                self.assertEqual((next(watch)["id"], watch.seq), ("a", 10))

    def test_an_event_that_overtakes_the_answer_is_kept(self):
        with Fake([events(11, "a"), OPEN, events(12, "b")]) as fake:
            with Kim(fake.path).watch(["case"], quiet=2) as watch:
                self.assertEqual([next(watch)["id"], next(watch)["id"]], ["a", "b"])

    def test_refusals_are_raised_at_once(self):
        rows = [("invalid_params", -32602, Invalid), ("forbidden", 1403, Forbidden)]
        for kind, code, cls in rows:
            with self.subTest(kind), Fake(error(kind, code)) as fake:
                with self.assertRaises(cls):
                    Kim(fake.path).watch(["nothing"])

    def test_a_feed_that_no_longer_reaches_back_is_told_to_the_reader(self):
        with Fake([OPEN, events(11, "a"), "DROP"], error("seq_too_old", 1414)) as fake:
            with Kim(fake.path).watch(["case"]) as watch:
                next(watch)
                with self.assertRaises(Conflict):
                    next(watch)

    def test_patience_ends(self):
        with Fake([OPEN, "DROP"]) as fake, Kim(fake.path).watch(["case"], patience=0.5) as watch:
            with self.assertRaises(Unreachable):
                next(watch)

    def test_a_reply_without_a_call_is_an_error(self):
        with Fake([OPEN, {"id": "x", "result": {}}]) as fake:
            with Kim(fake.path).watch(["case"]) as watch, self.assertRaises(ProtocolError):
                next(watch)

    def test_close_wakes_a_waiting_thread(self):
        with Fake(OPEN) as fake, Kim(fake.path).watch(["case"]) as watch:
            got = []
            thread = threading.Thread(target=lambda: got.extend(watch))
            thread.start()
            start = time.monotonic()
            watch.close()
            thread.join(5)
            self.assertFalse(thread.is_alive())
            self.assertLess(time.monotonic() - start, 2)
            self.assertEqual(got, [])

    def test_topics_is_no_single_word(self):
        with self.assertRaises(TypeError):
            Kim("/nowhere").watch("case")


if __name__ == "__main__":
    unittest.main()
