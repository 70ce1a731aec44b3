"""What can go wrong, by `kind`: the kind is the contract, the text of an error may change."""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple, Type

RETRYABLE = frozenset({"overloaded", "draining", "not_ready", "too_many_connections"})


class KimError(Exception):
    """An error answered by kimd, or met on the way to it. Never holds personal data in its text."""

    #: The exit code of `kimctl` for this class of error, for scripts that end with it.
    exit_code = 70

    def __init__(
        self,
        kind: str,
        message: str,
        code: Optional[int] = None,
        data: Optional[Dict[str, Any]] = None,
    ) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind
        self.message = message
        self.code = code
        self.data: Dict[str, Any] = data if data is not None else {}
        #: The key the call was sent under: `call(…, _key=error.idempotency_key)` asks again safely.
        self.idempotency_key: Optional[str] = None

    @property
    def retryable(self) -> bool:
        """Whether the same call may succeed later."""
        return self.kind in RETRYABLE

    @property
    def retry_after(self) -> float:
        """Seconds that the daemon asks to wait, or 0."""
        value = self.data.get("retryAfterMs")
        return max(0.0, value / 1000) if isinstance(value, int) else 0.0


class Invalid(KimError):
    """No such method, wrong parameters (`data["faults"]` lists them all) or a line too long."""

    exit_code = 2


class Forbidden(KimError):
    """The caller's roles do not grant this."""

    exit_code = 4


class NotFound(KimError):
    """There is none, or none in the caller's scope."""

    exit_code = 5


class Conflict(KimError):
    """Somebody was faster: another revision, a taken slot, a busy desk, an open case…"""

    exit_code = 6


class Rejected(KimError):
    """A rule refuses it; `data` says what is allowed or missing."""

    exit_code = 7


class ApprovalRequired(KimError):
    """A second person has to approve first."""

    exit_code = 11


class Unavailable(KimError):
    """Temporary: overloaded, draining, starting, storage in trouble."""

    exit_code = 10


class Unreachable(KimError):
    """No daemon answers at the socket, or the connection was lost."""

    exit_code = 3

    @property
    def retryable(self) -> bool:
        return True


class DeadlineExceeded(Unreachable):
    """No answer in time; whether the call took effect is not known (ask again with its key)."""

    exit_code = 8


class ProtocolError(KimError):
    """What answered does not speak the protocol, or is not the daemon it should be."""


#: kind -> class. A kind that a newer daemon adds falls back to the range of its code.
_CLASSES: Dict[str, Type[KimError]] = {
    "method_not_found": Invalid,
    "invalid_params": Invalid,
    "line_too_long": Invalid,
    "forbidden": Forbidden,
    "not_found": NotFound,
    "stale_revision": Conflict,
    "idempotency_mismatch": Conflict,
    "cursor_mismatch": Conflict,
    "seq_too_old": Conflict,
    "slot_taken": Conflict,
    "desk_busy": Conflict,
    "queue_empty": Conflict,
    "case_exists": Conflict,
    "already_exists": Conflict,
    "invalid_value": Rejected,
    "invalid_state": Rejected,
    "consent_missing": Rejected,
    "release_missing": Rejected,
    "approval_required": ApprovalRequired,
    "overloaded": Unavailable,
    "draining": Unavailable,
    "not_ready": Unavailable,
    "too_many_connections": Unavailable,
    "storage_failed": Unavailable,
    "storage_low": Unavailable,
    "data_damaged": Unavailable,
}

_RANGES: Tuple[Tuple[range, Type[KimError]], ...] = (
    (range(1409, 1420), Conflict),
    (range(1420, 1428), Rejected),
    (range(1500, 1600), Unavailable),
)


def from_reply(error: Any) -> KimError:
    """The exception for the `error` object of a reply."""
    if not isinstance(error, dict):
        return ProtocolError("protocol", "the error of a reply is no object")
    code, message, data = error.get("code"), error.get("message"), error.get("data", {})
    if not isinstance(code, int) or isinstance(code, bool) or not isinstance(message, str):
        return ProtocolError("protocol", "the error of a reply has no code or no message")
    if not isinstance(data, dict) or not isinstance(data.get("kind"), str):
        return ProtocolError("protocol", f"error {code} of a reply has no kind")
    kind = data["kind"]
    guess = next((cls for span, cls in _RANGES if code in span), KimError)
    return _CLASSES.get(kind, guess)(kind, message, code, data)
