"""Change events on a connection of their own."""

from __future__ import annotations

import threading
import time
import uuid
from collections import deque
from typing import Any, Deque, Dict, Iterable, Optional

from .errors import KimError, ProtocolError, Unreachable, from_reply
from .wire import Wire, backoff, connect, decode, encode

#: An empty event comes every 30 s; a connection that is silent for longer than this is dead.
_SILENCE = 75.0


class Watch:
    """An iterator of change events that survives restarts of the daemon.

    `seq` is how far it has come: keep it, and `kim.watch(topics, since=seq)` goes on from there
    another day. An event may come twice around a crash of the reader, none is left out unsaid:
    a reader that is too slow gets one event with the op `lagged`, `id` None and `from` and `to`,
    and has to look at everything anew.
    """

    def __init__(
        self,
        path: str,
        topics: Iterable[str],
        since: Optional[int],
        timeout: float,
        quiet: Optional[float],
        patience: float,
    ) -> None:
        if isinstance(topics, str):
            raise TypeError("topics is a list of names")
        self.seq = since
        self._path = path
        self._topics = list(topics)
        self._timeout = timeout
        self._quiet = quiet
        self._patience = patience
        self._wire: Optional[Wire] = None
        self._watch: Any = None
        self._early: Deque[Dict[str, Any]] = deque()
        self._pending: Deque[Dict[str, Any]] = deque()
        self._behind: Optional[int] = None  # the seq behind all that is pending
        self._taken: Optional[int] = None
        self._stop = threading.Event()
        self._using = threading.RLock()
        self._reopen()

    def __iter__(self) -> Watch:
        return self

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the watch, also while another thread waits in it."""
        self._stop.set()
        wire = self._wire
        if wire is not None:
            wire.wake()
        with self._using:
            self._drop()

    def __next__(self) -> Dict[str, Any]:
        with self._using:
            return self._next()

    def _next(self) -> Dict[str, Any]:
        end = None if self._quiet is None else time.monotonic() + self._quiet
        self._settle()
        while not self._pending:
            if self._stop.is_set() or not self._read(end):
                raise StopIteration
        event = self._pending.popleft()
        # In the middle of a notification, only an event that has a seq of its own moves us on.
        self._taken = event.get("seq") if self._pending else self._behind
        return {"seq": self._behind, **event}

    def _settle(self) -> None:
        """The event handed out last was worked off: resume behind it."""
        if self._taken is not None:
            self.seq = self._taken
            self._taken = None

    def _read(self, end: Optional[float]) -> bool:
        """Takes one notification, or mends the connection. False: it was quiet for long enough."""
        now = time.monotonic()
        deadline = now + _SILENCE if end is None else min(end, now + _SILENCE)
        try:
            message = self._early.popleft() if self._early else self._message(deadline)
            self._take(message)
        except Unreachable:
            if self._stop.is_set() or (end is not None and time.monotonic() >= end):
                return False
            self._reopen()
        return True

    def _message(self, deadline: float) -> Dict[str, Any]:
        if self._wire is None:
            raise Unreachable("connection_lost", "no connection")
        return decode(self._wire.line(deadline))

    def _take(self, message: Dict[str, Any]) -> None:
        method, params = message.get("method"), message.get("params")
        if "id" in message or not isinstance(params, dict):
            raise ProtocolError("protocol", "a watch was sent something that is no notification")
        if method == "watch.lagged" and params.get("watch") == self._watch:
            resume = params.get("resume")
            if not isinstance(resume, int):
                raise ProtocolError("protocol", "a watch.lagged has no resume")
            gap = {"from": params.get("from"), "to": params.get("to")}
            lagged = {"topic": None, "op": "lagged", "id": None, "rev": None, "fields": [], **gap}
            self._pending.append(lagged)
            self._behind = resume
        elif method == "watch.event" and params.get("watch") == self._watch:
            events, seq = params.get("events"), params.get("seq")
            if not isinstance(events, list) or not isinstance(seq, int):
                raise ProtocolError("protocol", "a watch.event has no events or no seq")
            self._pending.extend(events)
            self._behind = seq
            if not events:
                self.seq = seq

    def _reopen(self) -> None:
        """Opens the watch, again and again within the patience."""
        give_up = time.monotonic() + self._patience
        attempt = 0
        while True:
            self._drop()
            if self._stop.is_set():
                return
            try:
                self._open(min(time.monotonic() + self._timeout, give_up))
                return
            except KimError as error:
                self._drop()
                pause = max(backoff(attempt), min(error.retry_after, 5.0))
                final = time.monotonic() + pause >= give_up or not error.retryable
                if self._watch is None:
                    final = final or attempt >= 3 or error.kind == "unreachable"
                if final:
                    raise
            attempt += 1
            self._stop.wait(pause)

    def _open(self, deadline: float) -> None:
        if self._watch is None:
            self._wire = connect(self._path, deadline)
        else:  # here `_reopen` waits, whom `close` can wake
            self._wire = Wire(self._path, min(5.0, deadline - time.monotonic()))
        if self._stop.is_set():
            raise Unreachable("connection_lost", "the watch was closed")
        params: Dict[str, Any] = {"topics": self._topics}
        if self.seq is not None:
            params["since"] = self.seq
        number = f"python:{uuid.uuid4().hex}"
        request = {"jsonrpc": "2.0", "id": number, "method": "watch.open", "params": params}
        self._wire.send(encode(request), deadline)
        self._early.clear()
        while True:
            message = decode(self._wire.line(deadline))
            if "method" not in message:
                break
            self._early.append(message)  # an event may overtake the answer
            if len(self._early) > 1000:
                raise ProtocolError("protocol", "the daemon does not answer watch.open")
        self._opened(message, number)

    def _opened(self, message: Dict[str, Any], number: str) -> None:
        if "error" in message and message.get("id") in (None, number):
            raise from_reply(message["error"])
        result = message.get("result")
        if message.get("id") != number or not isinstance(result, dict):
            raise ProtocolError("protocol", "the daemon answered a call that was not made")
        seq = result.get("seq")
        if "watch" not in result or not isinstance(seq, int):
            raise ProtocolError("protocol", "watch.open answers no watch or no seq")
        self._watch = result["watch"]
        if self.seq is None:
            self.seq = seq

    def _drop(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None
