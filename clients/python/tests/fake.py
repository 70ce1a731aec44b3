"""A scripted daemon over a real Unix socket, for what the real one does rarely.

A script is a list with one step a connection or a request; see `Fake`. As a program it serves the
shell tests:  python3 -m tests.fake SOCKET REQUESTS STEPS.json
"""

import json
import os
import socket
import sys
import tempfile
import threading


def result(**values):
    """A step: answer with this result."""
    return {"result": values}


def error(kind, code=-32000, **data):
    """A step: answer with this error."""
    return {"error": {"code": code, "message": "refused", "data": {"kind": kind, **data}}}


class Fake:
    """Answers the n-th request with the n-th step. A step is

    - a dict with `result` or `error` (given `jsonrpc` and the request's `id`, where they lack),
    - a list: several of these, one line each,
    - a string: that very line,
    - "HANG": no answer and no end, "DROP": close, "FULL": refuse the connection and close it.
    """

    def __init__(self, *steps, path=None):
        self.steps = list(steps)
        self.requests = []
        self.connections = 0
        self._folder = None
        if path is None:
            self._folder = tempfile.TemporaryDirectory()
            path = os.path.join(self._folder.name, "s")
        self.path = path
        self._open = []
        self._stopped = threading.Event()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(path)
        self._listener.listen(8)
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def __enter__(self):
        return self

    def stop(self):
        """Closes everything, as a daemon that ends does."""
        self._stopped.set()
        for peer in [self._listener] + self._open:
            try:
                peer.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            peer.close()
        self.thread.join(5)

    def __exit__(self, *_):
        self.stop()
        if self._folder is not None:
            self._folder.cleanup()

    def _serve(self):
        while True:
            try:
                peer = self._listener.accept()[0]
            except OSError:
                return
            self.connections += 1
            self._open.append(peer)
            if self.steps and self.steps[0] == "FULL":
                self.steps.pop(0)
                full = {"id": None, **error("too_many_connections", -32006, retryAfterMs=1)}
                peer.sendall(json.dumps({"jsonrpc": "2.0", **full}).encode() + b"\n")
                peer.close()
                continue
            threading.Thread(target=self._talk, args=(peer,), daemon=True).start()

    def _talk(self, peer):
        try:
            with peer, peer.makefile("rb") as lines:
                for line in lines:
                    request = json.loads(line)
                    self.requests.append(request)
                    if not self._answer(peer, request):
                        return
        except (OSError, ValueError):
            return

    def _answer(self, peer, request):
        step = self.steps.pop(0) if self.steps else "DROP"
        for part in step if isinstance(step, list) else [step]:
            if part == "DROP":
                return False
            if part == "HANG":
                self._stopped.wait()
                return False
            if not isinstance(part, (str, bytes)):
                part = {"jsonrpc": "2.0", **part}
                if "method" not in part:
                    part.setdefault("id", request.get("id"))
                part = json.dumps(part, ensure_ascii=False)
            peer.sendall((part.encode() if isinstance(part, str) else part) + b"\n")
        return True


def main():
    path, log, steps = sys.argv[1:]
    with open(steps, encoding="utf-8") as file:
        fake = Fake(*json.load(file), path=path)
    with open(log, "w", encoding="utf-8", buffering=1) as out:
        written = 0
        tick = threading.Event()
        while os.path.exists(path):
            tick.wait(0.02)
            for request in fake.requests[written:]:
                out.write(json.dumps(request, ensure_ascii=False) + "\n")
                written += 1


if __name__ == "__main__":
    main()
