"""A real kimd in a directory of its own, and lines of JSON to it. Standard library only.

KIM_BIN names the directory of kimd and kimctl (default: .build/debug).
"""

import contextlib
import json
import os
import pwd
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BIN = os.path.abspath(os.environ.get("KIM_BIN") or os.path.join(ROOT, ".build", "debug"))
KIMD = os.path.join(BIN, "kimd")
KIMCTL = os.path.join(BIN, "kimctl")
CLIENTS = os.path.join(ROOT, "clients")
SITE = "test-always-open"
SERVICE = "erstgespraech"
ROLES = ["kim_lead", "coordinator", "case_manager", "automation", "front_desk", "dpo"]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

for program in (KIMD, KIMCTL):
    if not os.access(program, os.X_OK):
        raise SystemExit(f"There is no {program}: build it first, or set KIM_BIN.")


class Refused(Exception):
    """The error of a reply."""

    def __init__(self, error):
        super().__init__(f"{error['data']['kind']}: {error['message']}")
        self.code, self.message, self.data = error["code"], error["message"], error["data"]
        self.kind = error["data"]["kind"]


class Line:
    """One connection: bytes out, lines in."""

    def __init__(self, path, timeout=30):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(timeout)
        try:
            self.socket.connect(path)
        except BaseException:
            self.socket.close()
            raise
        self._buffer = b""
        self._number = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def line(self):
        """The next line, or None where the daemon closed."""
        while b"\n" not in self._buffer:
            try:
                more = self.socket.recv(1 << 16)
            except ConnectionResetError:
                return None
            if not more:
                return None
            self._buffer += more
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line

    def ask(self, data):
        """Sends a line as it is and reads the reply."""
        self.send(data if data.endswith(b"\n") else data + b"\n")
        reply = self.line()
        if reply is None:
            raise ConnectionResetError("the daemon closed the connection")
        return json.loads(reply)

    def whole(self, method, /, **params):
        """The result with its `_meta`."""
        self._number += 1
        meta = {name[1:]: params.pop(name) for name in list(params) if name.startswith("_")}
        if meta:
            params["_meta"] = meta
        request = {"jsonrpc": "2.0", "id": self._number, "method": method, "params": params}
        reply = self.ask(json.dumps(request, ensure_ascii=False).encode())
        if reply.get("id") != self._number:
            raise AssertionError(f"the reply has another id: {reply.get('id')}")
        if "error" in reply:
            raise Refused(reply["error"])
        return reply["result"]

    def call(self, method, /, **params):
        """The result without its `_meta`; `_idempotencyKey` and the like go into the request's."""
        result = self.whole(method, **params)
        result.pop("_meta", None)
        return result

    def items(self, method, /, **params):
        """All entries of a list."""
        items = []
        while True:
            page = self.call(method, limit=1000, **params)
            items += page["items"]
            if "next" not in page:
                return items
            params["cursor"] = page["next"]


class Office:
    """A daemon and its directory; `with Office() as office:` starts and ends both."""

    def __init__(self, *arguments, folder=None):
        self.folder = folder or tempfile.mkdtemp(prefix="kim-e2e.")
        self.state = os.path.join(self.folder, "state")
        self.path = os.path.join(self.folder, "s")
        self.arguments = list(arguments)
        self.wrapper = []
        self.process = None
        self._log = open(os.path.join(self.folder, "log"), "ab")

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        try:
            self.kill()
        finally:
            self._log.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, *more):
        """Starts kimd and waits until it answers; tells how long that took."""
        begin = time.monotonic()
        self.spawn(*more)
        while True:
            try:
                with Line(self.path, timeout=10) as line:
                    if line.call("rpc.hello")["state"] not in ("starting", "migrating"):
                        return time.monotonic() - begin
            except OSError:
                pass
            if self.process.poll() is not None or time.monotonic() > begin + 60:
                raise AssertionError("kimd did not start:\n" + self.log())
            time.sleep(0.002)

    def await_filled_log(self):
        """Waits until the log has the size that it keeps; on a slow disk that is after the start."""
        end = time.monotonic() + 30
        while os.path.getsize(os.path.join(self.state, "kim.db-wal")) < 32 << 20:
            if time.monotonic() > end:
                raise AssertionError("the log was not filled")
            time.sleep(0.01)

    def spawn(self, *more):
        command = [*self.wrapper, KIMD, "serve", "--state", self.state, "--socket", self.path]
        command += [*self.arguments, *more]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, cwd=self.folder
        )

    def exit(self, timeout=30):
        """The exit code of a kimd that ends by itself."""
        return self.process.wait(timeout)

    def stop(self):
        """As systemd does it; tells the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.exit()

    def kill(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def log(self):
        with open(os.path.join(self.folder, "log"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def line(self, timeout=30):
        return Line(self.path, timeout)

    def call(self, method, /, **params):
        with self.line() as line:
            return line.call(method, **params)

    def furnish(self):
        """Loads the organisation of the examples and makes the caller its staff."""
        with open(os.path.join(CLIENTS, "examples", "kreis-paderborn.json"), encoding="utf-8") as f:
            organisation = json.load(f)
        organisation["sites"].append(always_open())
        with self.line() as line:
            line.call("organisation.load", organisation=organisation, _idempotencyKey="setup-1")
            line.call(
                "staff.add",
                login=pwd.getpwuid(os.geteuid()).pw_name,
                uid=os.geteuid(),
                name="Testperson",
                roles=ROLES,
                municipalities=[entry["id"] for entry in organisation["municipalities"]],
                _idempotencyKey="setup-2",
            )
        return self

    @contextlib.contextmanager
    def database(self, name="kim.db"):
        """The store without kimd, which has ended."""
        store = sqlite3.connect(os.path.join(self.state, name))
        try:
            with store:
                yield store
        finally:
            store.close()


def always_open():
    """A site for which it does not matter on which day a test runs."""
    hours = [
        {"weekday": day, "from": "06:00", "to": "22:00", "kind": "appointment"} for day in DAYS
    ]
    site = {"id": SITE, "name": "Test, immer offen", "municipality": "delbrueck"}
    return {**site, "rooms": ["Raum 1"], "desks": ["1", "2"], "hours": hours}


def person(name, **more):
    """Params of client.register; the name is made up."""
    return {"municipality": "delbrueck", "givenName": "Test", "familyName": name, **more}


def readable(sock, seconds):
    return bool(select.select([sock], [], [], seconds)[0])


def files(folder):
    """Name and content of all files below a folder; only for a store that nobody has open."""
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    yield path, file.read()


as_root = unittest.skipUnless(os.geteuid() == 0, "only root can do this")
