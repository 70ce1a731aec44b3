"""What clients do wrong on the socket: each gets its defined error, and everybody else goes on."""

import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
import unittest

from office import Office, Refused, person, readable

HELLO = b'{"jsonrpc":"2.0","id":"alive","method":"rpc.hello"}\n'
LINE_MAX = 1_048_576


def request(method=b'"rpc.hello"', params=None, id=b"1", **more):
    """A request line from raw pieces."""
    pieces = {b"jsonrpc": b'"2.0"', b"id": id, b"method": method, b"params": params}
    pieces.update({name.encode(): value for name, value in more.items()})
    members = [b'"%s":%s' % piece for piece in pieces.items() if piece[1] is not None]
    return b"{" + b",".join(members) + b"}"


def listing(params):
    return request(b'"case.list"', params)


#: Lines that are no JSON, or JSON that two readers would read differently.
NO_JSON = [
    b"{", b"}", b"[", b"[1,]", b'{"a":1,}', b"nul", b"True", b"'a'", b'"a', b'"\\q"', b'"\\u12"',
    b"01", b"1.", b".5", b"+1", b"-", b"1e", b"0x10", b"NaN", b"-Infinity", b"\x0c1", b"//",
    b"{a:1}",
    b"\xef\xbb\xbf{}", '{"a":1}'.encode("utf-16-le"), '{"a":1}'.encode("utf-16"),
    b'"\\u0000"', b'"\xff"', b'"\xc0\xaf"', b'"\xed\xa0\x80"', b'"\xf4\x90\x80\x80"',
    b'"\xe2\x82"',
    b'"\\ud800"', b'"\\udc00\\ud800"', b'"\x00"', b'"\x01"', b'"\x1b[2J"', b"\x00",
    b"{}{}", b"1 2", b"{} x", request() + b"]",
    b'{"jsonrpc":"2.0","id":1,"method":"rpc.hello","method":"case.list"}',
    b'{"jsonrpc":"2.0","id":1,"method":"rpc.hello","meth\\u006fd":"case.list"}',
    listing(b'{"limit":1,"lim\\u0069t":2}'),
    b"[" * 33 + b"]" * 33, b"[" * 100_000, b'{"a":' * 33 + b"1" + b"}" * 33,
]

#: JSON that is no request; the second value is the id of the answer.
NO_REQUEST = [
    (b"1", None), (b'"rpc.hello"', None), (b"null", None), (b"true", None), (b"{}", None),
    (b"[]", None), (b"[" + b",".join([request()] * 65) + b"]", None),
    (request(id=b"null"), None), (request(id=b"1.5"), None), (request(id=b"true"), None),
    (request(id=b"{}"), None), (request(id=b"[1]"), None),
    (request(id=b'"' + b"x" * 129 + b'"'), None),
    (request(id=b"1e0"), None), (request(id=b"9223372036854775808"), None),
    (request(method=b"1"), 1), (request(method=b"null"), 1), (request(method=None), 1),
    (request(jsonrpc=b'"1.0"'), 1), (request(jsonrpc=b"2.0"), 1), (request(jsonrpc=None), 1),
    (request(params=b"1"), 1), (request(params=b'"x"'), 1), (request(params=b"null"), 1),
    (request(extra=b"1"), 1),
]

#: Requests of a method, with params that it does not take.
NO_PARAMS = [
    listing(b"[]"), listing(b"[1]"), listing(b'{"nothing":1}'), listing(b'{"limit":"1"}'),
    listing(b'{"limit":1.0}'), listing(b'{"limit":1e2}'), listing(b'{"limit":0}'),
    listing(b'{"limit":-1}'), listing(b'{"limit":1001}'), listing(b'{"limit":9223372036854775808}'),
    listing(b'{"limit":1e400}'), listing(b'{"limit":true}'), listing(b'{"limit":null}'),
    listing(b'{"state":"nonsense"}'), listing(b'{"municipality":"Not A Slug"}'),
    listing(b'{"caseManager":"not an id"}'), listing(b'{"_meta":{"nothing":1}}'),
    listing(b'{"_meta":1}'), listing(b'{"_meta":{"idempotencyKey":""}}'),
    listing(b'{"_meta":{"dryRun":"yes"}}'), request(params=b'{"x":1}'),
    request(b'"client.register"', b"{}"),
    request(b'"client.register"', b'{"municipality":"delbrueck","familyName":"a\\u001b[2Jb"}'),
    request(b'"client.register"', b'{"municipality":"delbrueck","familyName":"a\\nb"}'),
    request(b'"client.register"', b'{"municipality":"delbrueck","familyName":"a\\u202eb"}'),
    request(b'"client.register"', b'{"municipality":"delbrueck","familyName":" "}'),
    request(b'"client.register"', b'{"municipality":"delbrueck","birthDate":"1990-02-30"}'),
    request(b'"client.register"', b'{"municipality":"delbrueck","email":"nobody"}'),
]


def setUpModule():
    TooSlow.begin()


def tearDownModule():
    TooSlow.office.close()


class OneOffice(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.office = Office()
        cls.addClassCleanup(cls.office.close)
        cls.office.start()
        cls.office.furnish()

    def setUp(self):
        self.line = self.office.line()
        self.addCleanup(self.line.socket.close)

    def alive(self, line=None):
        self.assertEqual((line or self.line).ask(HELLO)["id"], "alive")

    def refused(self, data, kind, id=None, line=None):
        reply = (line or self.line).ask(data)
        self.assertEqual(sorted(reply), ["error", "id", "jsonrpc"])
        error = reply["error"]
        self.assertEqual((error["data"]["kind"], reply["id"]), (kind, id), data[:80])
        self.assertIsInstance(error["code"], int)
        self.alive(line)
        return error


class BadLines(OneOffice):
    def test_what_is_no_json(self):
        for data in NO_JSON:
            with self.subTest(data[:60]):
                self.assertEqual(self.refused(data, "parse_error")["code"], -32700)

    def test_what_is_no_request(self):
        for data, id in NO_REQUEST:
            with self.subTest(data[:60]):
                self.assertEqual(self.refused(data, "invalid_request", id)["code"], -32600)

    def test_what_no_method_takes(self):
        self.refused(request(b'"no.such"'), "method_not_found", 1)
        self.refused(request(b'""'), "method_not_found", 1)
        for data in NO_PARAMS:
            with self.subTest(data[:100]):
                error = self.refused(data, "invalid_params", 1)
                self.assertEqual(error["code"], -32602)
                for fault in error["data"]["faults"]:
                    self.assertEqual(sorted(fault), ["expected", "kind", "path"])

    def test_all_faults_are_told_at_once(self):
        error = self.refused(listing(b'{"limit":0,"state":"x","more":1}'), "invalid_params", 1)
        paths = sorted(fault["path"] for fault in error["data"]["faults"])
        self.assertEqual(paths, ["limit", "more", "state"])

    def test_a_notification_is_never_answered(self):
        for data in [
            request(id=None), request(b'"no.such"', id=None), request(params=b"[]", id=None)
        ]:
            with self.subTest(data):
                self.line.send(data + b"\n")
                self.alive()

    def test_a_batch_is_answered_in_one_line(self):
        pieces = [request(), b"1", request(b'"no.such"', id=b'"b"'), request(id=None)]
        replies = self.line.ask(b"[" + b",".join(pieces) + b"]")
        self.assertEqual([reply["id"] for reply in replies], [1, None, "b"])
        self.line.send(b"[" + request(id=None) + b"]\n")
        self.alive()

    def test_line_ends(self):
        self.line.send(b"\n\r\n\n")
        self.assertEqual(self.line.ask(HELLO.replace(b"\n", b"\r\n"))["id"], "alive")
        for end in ("\u2028", "\u2029", "\u0085"):
            data = '{"jsonrpc":"2.0","id":"a%sb","method":"rpc.hello"}' % end
            self.assertEqual(self.line.ask(data.encode())["id"], f"a{end}b")

    def test_a_hundred_empty_lines_end_the_connection(self):
        self.line.send(b"\n" * 99)
        self.alive()
        self.line.send(b"\n" * 100)
        self.assertIsNone(self.line.line())

    def test_lines_up_to_the_limit(self):
        longest = HELLO[:-1] + b" " * (LINE_MAX - len(HELLO)) + b"\n"
        self.assertEqual(len(longest), LINE_MAX)
        self.assertEqual(self.line.ask(longest)["id"], "alive")
        self.refused(b" " + longest, "line_too_long")
        self.refused(b"[" * 3 * LINE_MAX, "line_too_long")
        self.line.send(b"x" * (LINE_MAX + 1) + b"\n" + b"x" * (LINE_MAX + 1) + b"\n")
        self.assertEqual(json.loads(self.line.line())["error"]["data"]["kind"], "line_too_long")
        self.assertIsNone(self.line.line())

    def test_bytes_in_any_pieces(self):
        for byte in HELLO * 3:
            self.line.send(bytes([byte]))
        self.line.send(HELLO * 1000)
        for _ in range(1003):
            self.assertEqual(json.loads(self.line.line())["id"], "alive")


class Peers(OneOffice):
    def test_one_that_sends_and_goes(self):
        register = {"jsonrpc": "2.0", "id": 1, "method": "client.register"}
        keys = [f"gone-{number}" for number in range(40)]
        for number, key in enumerate(keys):
            params = person(f"Probe {number}", _meta={"idempotencyKey": key})
            data = json.dumps({**register, "params": params}).encode() + b"\n"
            with self.office.line() as line:
                line.send(data if number % 2 else data[: len(data) // 2])
        for number, key in enumerate(keys):
            self.line.call("client.register", **person(f"Probe {number}"), _idempotencyKey=key)
        with self.office.line() as line:
            line.call("watch.open", topics=["client"])
        self.settle(1)

    def settle(self, connections):
        """Waits until so many connections are left."""
        end = time.monotonic() + 10
        while self.line.call("daemon.status")["connections"] > connections:
            self.assertLess(time.monotonic(), end, "connections are left behind")
            time.sleep(0.01)

    def test_one_that_does_not_read(self):
        with self.office.line() as greedy:
            greedy.socket.setblocking(False)
            sent, request = 0, b'{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}\n' * 100
            end = time.monotonic() + 10
            try:
                while time.monotonic() < end:
                    sent += greedy.socket.send(request)
            except BlockingIOError:
                pass
            self.assertLess(time.monotonic(), end, "kimd reads from one that does not")
            start = time.monotonic()
            self.alive()
            self.assertLess(time.monotonic() - start, 2)
            with open(f"/proc/{self.office.process.pid}/status", encoding="ascii") as status:
                size = next(row for row in status if row.startswith("VmRSS")).split()[1]
            self.assertLess(int(size), 300 * 1024)

    def test_one_that_closes_its_side_is_still_answered(self):
        with self.office.line() as line:
            line.send(HELLO * 50)
            line.socket.shutdown(socket.SHUT_WR)
            for _ in range(50):
                self.assertEqual(json.loads(line.line())["id"], "alive")
            self.assertIsNone(line.line())

    @unittest.skipUnless(shutil.which("nc"), "no nc")
    def test_nc(self):
        got = subprocess.run(
            ["nc", "-N", "-U", self.office.path], input=HELLO, capture_output=True, timeout=20
        )
        self.assertEqual(json.loads(got.stdout)["id"], "alive")

    def test_too_many_of_one_user(self):
        most = self.line.call("rpc.hello")["limits"]["connectionsPerUidMax"]
        self.settle(1)
        lines = [self.office.line() for _ in range(most - 1)]
        try:
            with self.office.line() as line:
                error = json.loads(line.line())
                self.assertIsNone(error["id"])
                self.assertEqual(error["error"]["data"]["kind"], "too_many_connections")
                self.assertIsNone(line.line())
            self.alive(lines[-1])
        finally:
            for line in lines:
                line.socket.close()
        self.settle(1)
        with self.office.line() as line:
            self.alive(line)


class Descriptors(unittest.TestCase):
    @unittest.skipUnless(shutil.which("prlimit"), "no prlimit")
    def test_when_none_is_left_it_says_so_and_does_not_spin(self):
        office = Office()
        office.wrapper = ["prlimit", "--nofile=64"]
        with office, office.line() as first:
            lines = [office.line() for _ in range(62)]
            try:
                refused = [line for line in lines if readable(line.socket, 0.1)]
                self.assertGreater(len(refused), 0)
                for line in refused:
                    error = json.loads(line.line())["error"]
                    self.assertEqual(error["data"]["kind"], "too_many_connections")
                before, begin = self.cpu(office), time.monotonic()
                while time.monotonic() < begin + 2:
                    start = time.monotonic()
                    self.assertEqual(first.ask(HELLO)["id"], "alive")
                    self.assertLess(time.monotonic() - start, 1)
                    time.sleep(0.1)
                self.assertLess(self.cpu(office) - before, 0.5, "seconds of work in two")
            finally:
                for line in lines:
                    line.socket.close()
            end = time.monotonic() + 5
            answer = None
            while answer != "alive":
                self.assertLess(time.monotonic(), end)
                with office.line() as line:
                    answer = line.ask(HELLO)["id"]

    @staticmethod
    def cpu(office):
        """Seconds of work so far."""
        with open(f"/proc/{office.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Stopping(unittest.TestCase):
    def test_sigterm_under_load_loses_nothing(self):
        with Office() as office:
            office.furnish()
            answered, failures = {}, []

            def load(number):
                try:
                    with office.line() as line:
                        for count in range(100_000):
                            key, params = f"t{number}-{count}", person(f"Probe {number} {count}")
                            answered[key] = params, line.call(
                                "client.register", **params, _idempotencyKey=key
                            )
                except OSError:
                    pass
                except Refused as refusal:
                    if refusal.kind != "draining":
                        failures.append(str(refusal))

            threads = [threading.Thread(target=load, args=(number,)) for number in range(6)]
            for thread in threads:
                thread.start()
            end = time.monotonic() + 20
            while len(answered) < 100 and time.monotonic() < end:
                time.sleep(0.01)
            self.assertEqual(office.stop(), 0)
            for thread in threads:
                thread.join()
            self.assertEqual(failures, [])
            self.assertGreaterEqual(len(answered), 100)
            self.assertIn("stopped", office.log())
            self.assertFalse(os.path.exists(office.path))
            self.assertFalse(os.path.exists(os.path.join(office.state, "kim.db-wal")))
            office.start()
            with office.line() as line:
                for key, (params, result) in answered.items():
                    again = line.whole("client.register", **params, _idempotencyKey=key)
                    self.assertTrue(again.pop("_meta")["replayed"])
                    self.assertEqual(again, result)

    def test_sigint_and_an_idle_client(self):
        with Office() as office, office.line() as line:
            line.ask(HELLO)
            office.process.send_signal(signal.SIGINT)
            self.assertEqual(office.exit(), 0)
            self.assertIsNone(line.line())


class TooSlow(unittest.TestCase):
    """Begun before all other tests, looked at after them."""

    @classmethod
    def begin(cls):
        cls.office = Office()
        cls.office.start()
        cls.start = time.monotonic()
        cls.idle = cls.office.line()
        cls.ends = {}
        cls.threads = [
            threading.Thread(target=cls.dribble, args=(name, step), daemon=True)
            for name, step in (("half a line", 60), ("a byte a second", 1), ("oversize", 60))
        ]
        for thread in cls.threads:
            thread.start()

    @classmethod
    def dribble(cls, name, step):
        with cls.office.line(timeout=60) as line:
            line.send(b"x" * (LINE_MAX + 9) if name == "oversize" else HELLO[:20])
            if name == "oversize":
                line.line()
            try:
                while not readable(line.socket, step):
                    line.send(b" ")
                while line.line() is not None:
                    pass
            except OSError:
                pass
            cls.ends[name] = time.monotonic() - cls.start

    def test_who_does_not_finish_a_line_is_let_go_after_ten_seconds(self):
        for thread in self.threads:
            thread.join(30)
        self.assertEqual(sorted(self.ends), ["a byte a second", "half a line", "oversize"])
        for name, seconds in self.ends.items():
            with self.subTest(name):
                self.assertGreater(seconds, 9.5)
                self.assertLess(seconds, 16)
        with self.idle:
            self.assertEqual(self.idle.ask(HELLO)["id"], "alive")


if __name__ == "__main__":
    unittest.main()
