"""One connection: find the socket, check who listens, send a line, read a line."""

from __future__ import annotations

import errno
import itertools
import json
import os
import random
import socket
import stat
import struct
import time
from typing import Any, Callable, Dict, List, Optional

from .errors import DeadlineExceeded, Invalid, ProtocolError, Unreachable

LARGEST_REQUEST = 1_048_576
LARGEST_REPLY = 4 * 1_048_576
SYSTEM_SOCKET = "/run/kimd/kimd.sock"
LOCAL_SOCKET = os.path.join(".kim", "kimd.sock")
#: How long a daemon that makes its own socket may be gone while it is restarted, in seconds.
RESTART = 5.0
_ROOM = 64
_LONGEST_PATH = 107  # sun_path of the kernel, without its NUL


def find_socket(path: Optional[str] = None) -> str:
    """The socket to use: argument, $KIM_SOCKET, one of our own here, the system's."""
    if path:
        return path
    named = os.environ.get("KIM_SOCKET")
    if named:
        return named
    if os.path.lexists(LOCAL_SOCKET):
        ours = _is_ours(LOCAL_SOCKET, stat.S_ISSOCK)
    else:
        # One of our own may be on its way back; where there is the system's, it is meant.
        folder = os.path.dirname(LOCAL_SOCKET)
        ours = not os.path.exists(SYSTEM_SOCKET) and _is_ours(folder, stat.S_ISDIR)
    return LOCAL_SOCKET if ours else SYSTEM_SOCKET


def _is_ours(path: str, of_kind: Callable[[int], bool]) -> bool:
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return of_kind(found.st_mode) and found.st_uid == os.geteuid()


def _unique(pairs: List[Any]) -> Dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("duplicate key")
    return result


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def encode(message: Dict[str, Any]) -> bytes:
    """One compact line, with room left for an id. Raises when it cannot be a request."""
    try:
        text = json.dumps(message, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        line = text.encode("utf-8") + b"\n"
    except (TypeError, ValueError, RecursionError):
        # Not chained to its cause, whose text may quote the value.
        raise Invalid("invalid_params", "the parameters are no JSON") from None
    if len(line) + _ROOM > LARGEST_REQUEST:
        raise Invalid("line_too_long", f"a request holds at most {LARGEST_REQUEST} bytes")
    return line


def decode(line: bytes) -> Dict[str, Any]:
    """The object on a line of the daemon."""
    try:
        text = line.decode("utf-8")
        message = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ProtocolError("protocol", "the daemon sent a line that is no JSON") from None
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise ProtocolError("protocol", "the daemon sent a line that is no JSON-RPC 2.0 message")
    return message


class Wire:
    """A connected socket, split into lines on the byte `\\n` only."""

    def __init__(self, path: str, timeout: float) -> None:
        if len(os.fsencode(path)) > _LONGEST_PATH:
            raise Unreachable("unreachable", f"a socket path has at most {_LONGEST_PATH} bytes")
        self._buffer = bytearray()
        self._scanned = 0
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        try:
            self._socket.settimeout(max(timeout, 0.001))
            self._socket.connect(path)
            self._check_peer(path)
        except OSError as reason:
            self._socket.close()
            text = f"cannot connect to {path}: {reason.strerror or reason}"
            error = Unreachable("unreachable", text)
            error.data["errno"] = reason.errno
            raise error from None
        except BaseException:
            self._socket.close()
            raise

    def _check_peer(self, path: str) -> None:
        """The listener is root, this user, or whom one of them gave the directory or the socket."""
        raw = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        uid = struct.unpack("3i", raw)[1]
        trusted = {0, os.geteuid()}
        directory = os.stat(os.path.dirname(os.path.abspath(path)))
        if directory.st_uid in trusted and not directory.st_mode & 0o022:
            # Nobody else could have put it there: systemd makes the socket and gives it to kimd.
            trusted.add(os.lstat(path).st_uid)
        trusted.add(directory.st_uid)
        if uid not in trusted:
            raise ProtocolError("impostor", f"uid {uid} listens at {path}, not the daemon's")

    def send(self, line: bytes, deadline: float) -> None:
        """Sends the whole line before the deadline (of `time.monotonic`)."""
        rest = memoryview(line)
        while rest:
            left = _left(deadline)
            try:
                self._socket.settimeout(left)
                rest = rest[self._socket.send(rest) :]
            except socket.timeout:
                raise DeadlineExceeded("deadline", "the daemon takes no more bytes") from None
            except OSError as reason:
                raise Unreachable("connection_lost", reason.strerror or "send failed") from None

    def line(self, deadline: float) -> bytes:
        """The next line without its end, before the deadline."""
        while True:
            end = self._buffer.find(b"\n", self._scanned)
            if 0 <= end < LARGEST_REPLY:
                line = bytes(self._buffer[:end])
                del self._buffer[: end + 1]
                self._scanned = 0
                return line
            self._scanned = len(self._buffer)
            if end >= 0 or self._scanned >= LARGEST_REPLY:
                raise ProtocolError("protocol", f"a reply of more than {LARGEST_REPLY} bytes")
            self._buffer += self._receive(deadline)

    def _receive(self, deadline: float) -> bytes:
        left = _left(deadline)
        try:
            self._socket.settimeout(left)
            data = self._socket.recv(65_536)
        except socket.timeout:
            raise DeadlineExceeded("deadline", "no answer in time") from None
        except OSError as reason:
            raise Unreachable("connection_lost", reason.strerror or "receive failed") from None
        if not data:
            raise Unreachable("connection_lost", "the daemon closed the connection")
        return data

    def wake(self) -> None:
        """Ends the conversation; a thread waiting in it wakes up with `connection_lost`."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def close(self) -> None:
        """Frees the socket; only for the thread that uses it."""
        self._socket.close()


def backoff(attempt: int) -> float:
    """Seconds to wait before the attempt after this one, which is counted from 0."""
    pause: float = 0.05 * 2 ** min(attempt, 6) * (0.5 + random.random() / 2)
    return pause


def connect(path: str, deadline: float, patience: float = RESTART) -> Wire:
    """A connection. Waits so many seconds for a daemon that is being restarted.

    That is safe for every call, since nothing was sent yet.
    """
    give_up = min(deadline, time.monotonic() + patience)
    for attempt in itertools.count():
        try:
            return Wire(path, min(5.0, deadline - time.monotonic()))
        except Unreachable as error:
            pause = min(backoff(attempt), 0.5)
            late = time.monotonic() + pause >= give_up
            if late or not _may_come_back(path, error.data.get("errno")):
                raise
        time.sleep(pause)
    raise AssertionError("unreachable")


def _may_come_back(path: str, number: Optional[int]) -> bool:
    """Whether a socket that was missing, refused or had a full queue may be there in a moment."""
    if number not in (errno.ENOENT, errno.ECONNREFUSED, errno.EAGAIN):
        return False
    try:
        return stat.S_ISSOCK(os.stat(path).st_mode)
    except OSError:
        return os.path.isdir(os.path.dirname(os.path.abspath(path)))


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise DeadlineExceeded("deadline", "no answer in time")
    return left
