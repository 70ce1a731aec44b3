"""The client against a scripted daemon: what must hold when things go wrong."""

import contextlib
import os
import signal
import socket
import tempfile
import threading
import time
import unittest
from unittest import mock

from kimd import (
    Conflict,
    DeadlineExceeded,
    Invalid,
    Kim,
    KimError,
    NotFound,
    ProtocolError,
    Rejected,
    Unavailable,
    Unreachable,
)
from kimd.wire import LARGEST_REPLY, SYSTEM_SOCKET, find_socket

from .fake import Fake, error, result


def key(request):
    return request["params"]["_meta"]["idempotencyKey"]


class Calls(unittest.TestCase):
    def test_a_result_comes_without_meta_and_meta_is_kept(self):
        step = result(id="x", _meta={"seq": 7, "replayed": False})
        with Fake(step) as fake, Kim(fake.path) as kim:
            self.assertEqual(kim.call("case.show", number="KIM-2026-0001-7"), {"id": "x"})
            self.assertEqual(kim.last_meta["seq"], 7)
            sent = fake.requests[0]
            self.assertEqual((sent["jsonrpc"], sent["method"]), ("2.0", "case.show"))
            self.assertEqual(sent["params"]["number"], "KIM-2026-0001-7")

    def test_options_go_into_meta_and_each_call_has_its_own_key(self):
        with Fake(result(), result()) as fake, Kim(fake.path) as kim:
            kim.call("case.close", id="x", _key="k", _dry_run=True, _reason="r", _lang="de")
            kim.call("case.close", id="x")
            first, second = (r["params"] for r in fake.requests)
            want = {"idempotencyKey": "k", "dryRun": True, "reason": "r", "lang": "de"}
            self.assertEqual(first, {"id": "x", "_meta": want})
            self.assertRegex(second["_meta"]["idempotencyKey"], "^[0-9]{16}[0-9a-f]{16}$")
            self.assertNotEqual(fake.requests[0]["id"], fake.requests[1]["id"])

    def test_an_unknown_option_is_a_mistake_of_the_caller(self):
        with Fake() as fake, Kim(fake.path) as kim:
            with self.assertRaises(TypeError):
                kim.call("case.close", _dryRun=True)
            self.assertEqual(fake.connections, 0)

    def test_errors_have_a_class_by_kind(self):
        rows = [
            ("not_found", 1404, NotFound, 5),
            ("stale_revision", 1409, Conflict, 6),
            ("consent_missing", 1424, Rejected, 7),
            ("invalid_params", -32602, Invalid, 2),
            ("storage_low", 1507, Unavailable, 10),
            ("internal", -32603, KimError, 70),
            ("some_newer_conflict", 1419, Conflict, 6),
        ]
        for kind, code, cls, exit_code in rows:
            with self.subTest(kind), Fake(error(kind, code, more=1)) as fake, Kim(fake.path) as kim:
                with self.assertRaises(KimError) as caught:
                    kim.call("x.y")
                raised = caught.exception
                self.assertIs(type(raised), cls)
                self.assertEqual((raised.kind, raised.code, raised.data["more"]), (kind, code, 1))
                self.assertEqual((raised.exit_code, raised.retryable), (exit_code, False))
                self.assertEqual(raised.idempotency_key, key(fake.requests[0]))

    def test_lines_end_at_the_newline_byte_alone(self):
        text = "a\u2028b\u0085c\u2029d\x0be"
        with Fake(result(text=text)) as fake, Kim(fake.path) as kim:
            self.assertEqual(kim.call("x.y", text=text), {"text": text})
            self.assertEqual(fake.requests[0]["params"]["text"], text)

    def test_what_is_no_json_is_refused_before_it_is_sent(self):
        with Fake() as fake, Kim(fake.path) as kim:
            for value in (float("nan"), "\ud800", b"bytes", object()):
                with self.assertRaises(Invalid) as caught:
                    kim.call("x.y", value=value)
                self.assertIsNone(caught.exception.__cause__)
            with self.assertRaises(Invalid) as caught:
                kim.call("x.y", value="x" * 1_048_576)
            self.assertEqual(caught.exception.kind, "line_too_long")
            self.assertEqual(fake.connections, 0)


class Retries(unittest.TestCase):
    def test_a_lost_connection_is_tried_again_with_the_same_key(self):
        with Fake("DROP", "DROP", result(id="x")) as fake, Kim(fake.path) as kim:
            self.assertEqual(kim.call("case.open"), {"id": "x"})
            self.assertEqual(len(fake.requests), 3)
            self.assertEqual(len({key(r) for r in fake.requests}), 1)
            self.assertEqual(fake.connections, 3)

    def test_retryable_kinds_are_tried_again_on_the_same_connection(self):
        for kind in ("overloaded", "draining", "not_ready"):
            with self.subTest(kind), Fake(error(kind), result()) as fake, Kim(fake.path) as kim:
                kim.call("case.open")
                self.assertEqual((len(fake.requests), fake.connections), (2, 1))
                self.assertEqual(key(fake.requests[0]), key(fake.requests[1]))

    def test_a_full_daemon_is_tried_again(self):
        with Fake("FULL", "FULL", result(id="x")) as fake, Kim(fake.path) as kim:
            self.assertEqual(kim.call("case.open"), {"id": "x"})

    def test_a_full_daemon_is_named_when_retries_end(self):
        with Fake("FULL", "FULL") as fake, Kim(fake.path, retries=1) as kim:
            with self.assertRaises(Unavailable) as caught:
                kim.call("case.open")
            self.assertEqual(caught.exception.kind, "too_many_connections")

    def test_the_wait_that_is_asked_for_is_kept(self):
        with Fake(error("overloaded", retryAfterMs=300), result()) as fake, Kim(fake.path) as kim:
            start = time.monotonic()
            kim.call("case.open")
            self.assertGreaterEqual(time.monotonic() - start, 0.3)

    def test_a_wait_beyond_the_deadline_is_not_begun(self):
        step = error("overloaded", retryAfterMs=3_600_000)
        with Fake(step) as fake, Kim(fake.path, timeout=1) as kim:
            start = time.monotonic()
            with self.assertRaises(Unavailable):
                kim.call("case.open")
            self.assertLess(time.monotonic() - start, 1)

    def test_other_errors_are_not_tried_again(self):
        with Fake(error("slot_taken", 1410), result()) as fake, Kim(fake.path) as kim:
            with self.assertRaises(Conflict):
                kim.call("appointment.book")
            self.assertEqual(len(fake.requests), 1)

    def test_retries_are_bounded(self):
        with Fake(*["DROP"] * 9) as fake, Kim(fake.path, retries=2) as kim:
            with self.assertRaises(Unreachable):
                kim.call("case.open")
            self.assertEqual(len(fake.requests), 3)

    def test_a_silent_daemon_ends_in_a_deadline_and_the_key_is_told(self):
        with Fake("HANG", result(id="x")) as fake, Kim(fake.path, timeout=0.2) as kim:
            with self.assertRaises(DeadlineExceeded) as caught:
                kim.call("case.open")
            self.assertEqual(len(fake.requests), 1)
            again = caught.exception.idempotency_key
            self.assertEqual(kim.call("case.open", _key=again), {"id": "x"})
            self.assertEqual(key(fake.requests[0]), key(fake.requests[1]))


class Restarts(unittest.TestCase):
    """A daemon that makes its own socket, and is gone for a moment."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "s")

    def seconds_until_unreachable(self, path, **options):
        start = time.monotonic()
        with Kim(path, **options) as kim, self.assertRaises(Unreachable) as caught:
            kim.call("rpc.hello")
        self.assertEqual((caught.exception.kind, caught.exception.exit_code), ("unreachable", 3))
        return time.monotonic() - start

    def leave_behind(self):
        """The file of a daemon that was killed: it refuses."""
        with socket.socket(socket.AF_UNIX) as killed:
            killed.bind(self.path)

    @contextlib.contextmanager
    def starting(self, fake):
        """Makes the daemon half a second later, in the place of what is there."""

        def start():
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.path)
            started.append(fake())

        started = []
        timer = threading.Timer(0.5, start)
        timer.start()
        try:
            yield started
        finally:
            timer.join()
            started[0].stop()

    def test_a_socket_that_is_missing_is_waited_for(self):
        with self.starting(lambda: Fake(result(n=1), path=self.path)), Kim(self.path) as kim:
            self.assertEqual(kim.call("rpc.hello"), {"n": 1})

    def test_a_socket_that_refuses_is_waited_for(self):
        self.leave_behind()
        with self.starting(lambda: Fake(result(n=1), path=self.path)), Kim(self.path) as kim:
            self.assertEqual(kim.call("rpc.hello"), {"n": 1})

    def test_a_connection_lost_in_a_restart_is_asked_again_under_the_same_key(self):
        with Fake(result(), "DROP", path=self.path) as fake, Kim(self.path) as kim:
            kim.call("rpc.hello")
            with self.starting(lambda: Fake(result(n=2), path=self.path)) as started:
                threading.Timer(0.1, fake.stop).start()
                self.assertEqual(kim.call("case.open"), {"n": 2})
                self.assertEqual(key(started[0].requests[0]), key(fake.requests[1]))

    def test_a_watch_waits_as_well(self):
        opened = result(watch="w", seq=1)
        with self.starting(lambda: Fake(opened, path=self.path)):
            with Kim(self.path).watch(["case"]) as watch:
                self.assertEqual(watch.seq, 1)

    def test_the_wait_ends(self):
        with mock.patch("kimd.client.RESTART", 0.6):
            self.assertLess(0.2, self.seconds_until_unreachable(self.path))
        self.leave_behind()
        self.assertLess(self.seconds_until_unreachable(self.path, timeout=0.5), 1)
        self.assertLess(self.seconds_until_unreachable(self.path, retries=0), 0.2)

    def test_what_no_restart_mends_is_told_at_once(self):
        self.assertLess(self.seconds_until_unreachable(self.path + "/none/s"), 0.2)
        with open(self.path, "w"):
            self.assertLess(self.seconds_until_unreachable(self.path), 0.2)

    @unittest.skipIf(os.geteuid() == 0, "root may use every socket")
    def test_a_socket_that_is_not_for_us_is_told_at_once(self):
        with Fake(path=self.path):
            os.chmod(self.path, 0)
            self.assertLess(self.seconds_until_unreachable(self.path), 0.2)


class Strictness(unittest.TestCase):
    def refuses(self, step, text="protocol"):
        with Fake(step, result()) as fake, Kim(fake.path, timeout=2) as kim:
            with self.assertRaises(ProtocolError) as caught:
                kim.call("x.y")
            self.assertIn(text, str(caught.exception))
            self.assertEqual(kim.call("x.y"), {}, "the next call opens a new connection")
            self.assertEqual(fake.connections, 2)

    def test_what_is_no_reply(self):
        bare = ["{}", '{"jsonrpc":"1.0"}', '{"jsonrpc":"2.0"}']
        for line in ["no json", "[]", b"\xff", "[" * 99_999, *bare]:
            with self.subTest(line[:20]):
                self.refuses(line)

    def test_an_unexpected_id(self):
        self.refuses({"id": "other", "result": {}}, "not made")

    def test_an_integer_id_is_not_the_string(self):
        self.refuses({"id": 1, "result": {}}, "not made")

    def test_a_second_answer_to_one_call(self):
        with Fake([result(n=1), result(n=2)], result(n=3)) as fake, Kim(fake.path) as kim:
            self.assertEqual(kim.call("x.y"), {"n": 1})
            with self.assertRaises(ProtocolError):
                kim.call("x.y")

    def test_duplicate_keys_and_both_or_neither_of_result_and_error(self):
        self.refuses({"result": {}, "error": {}}, "a result or an error")
        self.refuses({"id": "python#1"}, "a result or an error")
        self.refuses('{"jsonrpc":"2.0","id":"python#1","result":{"a":1,"a":2}}')
        self.refuses('{"jsonrpc":"2.0","id":"python#1","result":{"a":NaN}}')

    def test_a_result_that_is_no_object_and_errors_without_kind(self):
        self.refuses({"result": []}, "object")
        self.refuses({"error": {"code": 1404, "message": "x"}}, "kind")
        self.refuses({"error": {"code": True, "message": "x", "data": {"kind": "x"}}}, "code")
        self.refuses({"error": "x"}, "object")

    def test_a_reply_that_is_too_long(self):
        self.refuses("x" * (LARGEST_REPLY + 1), "more than")

    def test_a_reply_just_within_the_bound(self):
        text = "x" * (LARGEST_REPLY - 100)
        with Fake(result(text=text)) as fake, Kim(fake.path) as kim:
            self.assertEqual(kim.call("x.y")["text"], text)

    def test_notifications_between_replies_are_passed_over(self):
        note = {"method": "watch.event", "params": {"watch": "w", "seq": 1, "events": []}}
        with Fake([note, result(n=1), note], [note, result(n=2)]) as fake, Kim(fake.path) as kim:
            self.assertEqual([kim.call("x.y")["n"], kim.call("x.y")["n"]], [1, 2])
            self.assertEqual(fake.connections, 1)

    def test_an_error_without_an_id_belongs_to_the_call(self):
        with Fake({"id": None, **error("parse_error", -32700)}) as fake, Kim(fake.path) as kim:
            with self.assertRaises(KimError) as caught:
                kim.call("x.y")
            self.assertEqual(caught.exception.kind, "parse_error")

    def test_an_impostor_is_not_spoken_to(self):
        with Fake(result()) as fake, Kim(fake.path) as kim:
            owner = os.geteuid() + 4711
            with mock.patch("kimd.wire.struct.unpack", return_value=(1, owner, owner)):
                with self.assertRaises(ProtocolError) as caught:
                    kim.call("x.y")
            self.assertEqual(caught.exception.kind, "impostor")
            self.assertEqual(fake.requests, [])

    @unittest.skipUnless(os.geteuid() == 0, "only root can start a stranger")
    def test_a_stranger_who_listens_is_spoken_to_where_root_gave_him_the_socket(self):
        stranger = 65533
        rows = [(0o755, 0, 0, False), (0o755, 0, stranger, True), (0o777, 0, stranger, False)]
        rows += [(0o1777, 0, stranger, False), (0o755, stranger, 0, True)]
        for mode, of_folder, of_socket, spoken in rows:
            with self.subTest(mode=oct(mode), folder=of_folder, socket=of_socket):
                self.assertEqual(self.stranger(stranger, mode, of_folder, of_socket), spoken)

    def stranger(self, uid, mode, of_folder, of_socket):
        """Whether a daemon of this uid is spoken to."""
        with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
            path = os.path.join(folder, "s")
            listener.bind(path)
            os.chown(path, of_socket, of_socket)
            os.chown(folder, of_folder, of_folder)
            os.chmod(folder, mode)
            ready, child = os.pipe(), os.fork()
            if child == 0:
                os.setuid(uid)
                listener.listen(1)  # from here on the kernel names this uid as the peer
                os.write(ready[1], b"x")
                with listener.accept()[0] as peer:
                    peer.recv(1)
                os._exit(0)
            try:
                os.read(ready[0], 1)
                with Kim(path, retries=0) as kim, self.assertRaises(KimError) as caught:
                    kim.call("x.y")
                return caught.exception.kind != "impostor"
            finally:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                os.close(ready[0])
                os.close(ready[1])

    def test_a_path_longer_than_the_kernel_takes(self):
        with Kim("/tmp/" + "x" * 108) as kim, self.assertRaises(Unreachable) as caught:
            kim.call("x.y")
        self.assertIn("at most 107", str(caught.exception))


class Lists(unittest.TestCase):
    def test_cursors_are_followed(self):
        pages = [result(items=[{"n": 1}, {"n": 2}], next="c1"), result(items=[{"n": 3}])]
        with Fake(*pages) as fake, Kim(fake.path) as kim:
            self.assertEqual([i["n"] for i in kim.items("case.list", state="intake")], [1, 2, 3])
            first, second = (r["params"] for r in fake.requests)
            self.assertNotIn("cursor", first)
            self.assertEqual((second["cursor"], second["state"]), ("c1", "intake"))

    def test_a_cursor_that_does_not_move_is_an_error(self):
        with Fake(*[result(items=[], next="c")] * 3) as fake, Kim(fake.path) as kim:
            with self.assertRaises(ProtocolError):
                list(kim.items("case.list"))

    def test_what_is_no_list_is_an_error(self):
        with Fake(result(id="x")) as fake, Kim(fake.path) as kim, self.assertRaises(ProtocolError):
            list(kim.items("case.show"))


class Finding(unittest.TestCase):
    def test_the_order_of_sockets(self):
        here = os.getcwd()
        with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ):
            os.environ.pop("KIM_SOCKET", None)
            os.chdir(folder)
            try:
                self.assertEqual(find_socket(), SYSTEM_SOCKET)
                os.mkdir(".kim")
                self.assertEqual(find_socket(), ".kim/kimd.sock", "being restarted")
                with mock.patch("kimd.wire.SYSTEM_SOCKET", folder):
                    self.assertEqual(find_socket(), folder, "there is the system's")
                with mock.patch("os.geteuid", return_value=4711):
                    self.assertEqual(find_socket(), SYSTEM_SOCKET, "not ours")
                with open(".kim/kimd.sock", "w"):
                    self.assertEqual(find_socket(), SYSTEM_SOCKET, "a file is no socket")
                os.unlink(".kim/kimd.sock")
                with Fake(path=".kim/kimd.sock"):
                    self.assertEqual(find_socket(), ".kim/kimd.sock")
                    with mock.patch("os.geteuid", return_value=4711):
                        self.assertEqual(find_socket(), SYSTEM_SOCKET, "not ours")
                    os.environ["KIM_SOCKET"] = ""
                    self.assertEqual(find_socket(), ".kim/kimd.sock", "empty is unset")
                    os.environ["KIM_SOCKET"] = "/named"
                    self.assertEqual(find_socket(), "/named")
                    self.assertEqual(find_socket("/given"), "/given")
            finally:
                os.chdir(here)


if __name__ == "__main__":
    unittest.main()
