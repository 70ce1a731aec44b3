"""A daemon that says whatever a test wants, for what the real one never does."""

import json
import os
import socket
import threading


class Fake:
    """Answers the n-th request with the n-th step, the last one for ever.

    A step is a dict with `result` or `error`, bytes (sent as they are), "HANG" or "DROP".
    """

    def __init__(self, path, *steps):
        self.path, self.steps, self.requests = path, list(steps), []
        self._open = []
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(path)
        self._listener.listen(8)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for peer in [self._listener, *self._open]:
            try:
                peer.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self._thread.join(5)
        for peer in [self._listener, *self._open]:
            peer.close()
        os.remove(self.path)

    def _serve(self):
        while True:
            try:
                peer = self._listener.accept()[0]
            except OSError:
                return
            self._open.append(peer)
            threading.Thread(target=self._talk, args=(peer,), daemon=True).start()

    def _talk(self, peer):
        try:
            with peer.makefile("rb") as lines:
                for line in lines:
                    request = json.loads(line)
                    self.requests.append(request)
                    step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
                    if step == "HANG":
                        continue
                    if step == "DROP":
                        peer.shutdown(socket.SHUT_RDWR)
                        return
                    if isinstance(step, dict):
                        reply = {"jsonrpc": "2.0", "id": request["id"], **step}
                        step = json.dumps(reply).encode() + b"\n"
                    peer.sendall(step)
        except (OSError, ValueError):
            return


def fault(kind, code, message="refused", **data):
    """A step that refuses."""
    return {"error": {"code": code, "message": message, "data": {"kind": kind, **data}}}
