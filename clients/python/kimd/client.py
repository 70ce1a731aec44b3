"""The client: calls with retries under one idempotency key, lists, watches, reminders."""

from __future__ import annotations

import itertools
import os
import secrets
import threading
import time
from typing import Any, Dict, Iterable, Iterator, Optional

from .errors import DeadlineExceeded, KimError, ProtocolError, Unreachable, from_reply
from .reminder import Reminder
from .watch import Watch
from .wire import RESTART, Wire, backoff, connect, decode, encode, find_socket

_META = {"_key": "idempotencyKey", "_dry_run": "dryRun", "_reason": "reason", "_lang": "lang"}
_LONGEST_PAUSE = 5.0


def _fresh_key() -> str:
    """Microseconds, then chance: keys that grow lie side by side in the store."""
    return f"{time.time_ns() // 1000:016}{secrets.token_hex(8)}"


class Kim:
    """A connection to kimd, opened at the first call. Safe to share between threads.

    `timeout` is the time a call may take with all its retries; `retries` bounds their number.
    Unless that is 0, a daemon that is not there is waited for as long as a restart takes.
    """

    def __init__(
        self, socket: Optional[str] = None, *, timeout: float = 30.0, retries: int = 5
    ) -> None:
        if timeout <= 0 or retries < 0:
            raise ValueError("timeout must be positive and retries not negative")
        self.socket = find_socket(socket)
        self.timeout = timeout
        self.retries = retries
        #: `_meta` of the last answer: `seq`, `replayed`, `warnings`.
        self.last_meta: Dict[str, Any] = {}
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._wire: Optional[Wire] = None
        self._pid = os.getpid()

    def __enter__(self) -> Kim:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection; the next call opens a new one."""
        with self._lock:
            self._drop()

    def call(self, method: str, /, **params: Any) -> Dict[str, Any]:
        """Calls a method and returns its result without `_meta`.

        `_key`, `_dry_run`, `_reason` and `_lang` go into the request's `_meta`, `_timeout` bounds
        this call. Without `_key` a fresh one is made, so that retries never act twice.
        """
        timeout = params.pop("_timeout", None)
        key = params.get("_key") or _fresh_key()
        request = self._request(method, {**params, "_key": key})
        deadline = time.monotonic() + (self.timeout if timeout is None else timeout)
        try:
            with self._lock:
                result = self._retrying(request, deadline)
                meta = result.pop("_meta", {})
                self.last_meta = meta if isinstance(meta, dict) else {}
                return result
        except KimError as error:
            error.idempotency_key = key
            raise

    def items(self, method: str, /, **params: Any) -> Iterator[Dict[str, Any]]:
        """All items of a list, page after page."""
        cursor = params.pop("cursor", None)
        while True:
            page = dict(params) if cursor is None else {**params, "cursor": cursor}
            result = self.call(method, **page)
            items = result.get("items")
            if not isinstance(items, list):
                raise ProtocolError("protocol", f"{method} answers no list")
            yield from items
            following = result.get("next")
            if following is None:
                return
            if following == cursor:
                raise ProtocolError("protocol", f"{method} answers the same cursor again")
            cursor = following

    def watch(
        self,
        topics: Iterable[str],
        since: Optional[int] = None,
        *,
        quiet: Optional[float] = None,
        patience: float = 60.0,
    ) -> Watch:
        """Watches topics on a connection of its own, from now on or after `since`.

        Iterating yields `{topic, op, id, rev, fields, seq}`; the op `lagged` says that this reader
        was too slow and what lies between is not told. Lost connections are opened again where
        they broke off, for at most `patience` seconds; `quiet` ends the iteration after so
        many seconds without an event.
        """
        return Watch(self.socket, topics, since, self.timeout, quiet, patience)

    def reminders(
        self,
        limit: Optional[int] = None,
        lease_seconds: int = 300,
        channels: Optional[Iterable[str]] = None,
    ) -> Iterator[Reminder]:
        """The reminders that are due, or the first `limit` of them; `with reminder:` answers one.

        Each is leased when its turn comes: a script that ends early holds none of the rest.
        """
        params: Dict[str, Any] = {"limit": 1, "leaseSeconds": lease_seconds}
        if channels is not None:
            params["channels"] = list(channels)
        for _ in itertools.count() if limit is None else range(limit):
            start = time.monotonic()
            items = self.call("reminder.lease", **params).get("items")
            if not isinstance(items, list) or len(items) > 1:
                raise ProtocolError("protocol", "reminder.lease answers no list of at most one")
            if not items:
                return
            yield Reminder.leased(self, items[0], start + lease_seconds)

    @staticmethod
    def _request(method: str, params: Dict[str, Any]) -> bytes:
        """The line of the call without its id; made before a connection is touched."""
        meta = {_META[name]: params.pop(name) for name in list(params) if name in _META}
        unknown = [name for name in params if name.startswith("_")]
        if unknown:
            raise TypeError(f"unknown option {unknown[0]}")
        meta = {name: value for name, value in meta.items() if value is not None}
        return encode({"method": method, "params": {**params, "_meta": meta}})

    def _retrying(self, request: bytes, deadline: float) -> Dict[str, Any]:
        for attempt in itertools.count():
            try:
                return self._once(request, deadline)
            except KimError as error:
                final = isinstance(error, DeadlineExceeded) or not error.retryable
                # `connect` has waited already.
                if final or attempt >= self.retries or error.kind == "unreachable":
                    raise
                pause = min(max(backoff(attempt), error.retry_after), _LONGEST_PAUSE)
                if time.monotonic() + pause >= deadline:
                    raise
            time.sleep(pause)
        raise AssertionError("unreachable")

    def _once(self, request: bytes, deadline: float) -> Dict[str, Any]:
        wire = self._connected(deadline)
        number = f"python#{next(self._numbers)}"
        line = b'{"jsonrpc":"2.0","id":"%s",' % number.encode() + request[1:]
        try:
            try:
                wire.send(line, deadline)
            except DeadlineExceeded:
                raise
            except Unreachable:
                # A daemon that refuses a connection says why before it closes it.
                deadline = min(deadline, time.monotonic() + 1)
                return self._refusal(wire, number, deadline)
            return self._answer(wire, number, deadline)
        except (Unreachable, ProtocolError):
            self._drop()
            raise
        except KimError:
            raise  # that was the answer
        except BaseException:
            self._drop()  # interrupted: the answer that is still to come belongs to no other call
            raise

    def _connected(self, deadline: float) -> Wire:
        if self._pid != os.getpid():
            # After a fork the parent goes on with the socket: leave it alone.
            self._wire, self._pid = None, os.getpid()
        if self._wire is None:
            self._wire = connect(self.socket, deadline, RESTART if self.retries else 0.0)
        return self._wire

    def _refusal(self, wire: Wire, number: str, deadline: float) -> Dict[str, Any]:
        try:
            return self._answer(wire, number, deadline)
        except DeadlineExceeded:
            raise Unreachable("connection_lost", "the daemon closed the connection") from None

    def _answer(self, wire: Wire, number: str, deadline: float) -> Dict[str, Any]:
        while True:
            message = decode(wire.line(deadline))
            if "method" in message and "id" not in message:
                continue  # a notification between replies
            return self._outcome(message, number)

    def _outcome(self, message: Dict[str, Any], number: str) -> Dict[str, Any]:
        if "id" in message and message["id"] is None and "error" in message:
            # The daemon could not tell which request it refuses; only one was under way.
            self._drop()
            raise from_reply(message["error"])
        if message.get("id") != number:
            raise ProtocolError("protocol", "the daemon answered a call that was not made")
        if ("result" in message) == ("error" in message):
            raise ProtocolError("protocol", "a reply has a result or an error")
        if "error" in message:
            raise from_reply(message["error"])
        result = message["result"]
        if not isinstance(result, dict):
            raise ProtocolError("protocol", "a result is an object")
        return result

    def _drop(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None
