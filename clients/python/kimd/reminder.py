"""A leased reminder."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Optional

from .errors import KimError, ProtocolError

if TYPE_CHECKING:
    from .client import Kim


@dataclass(eq=False)
class Reminder:
    """A reminder handed out for a while. What is personal in it stays out of its `repr`.

        with reminder:
            send(reminder.recipient, reminder.subject, reminder.body)

    acknowledges it at the end of the block. An exception that leaves the block fails it, with the
    name of the exception's class as the reason and never its text, and goes on its way. Where the
    block itself calls `ack` or `fail`, that is the answer.
    """

    id: str
    token: str = field(repr=False)
    channel: str
    recipient: str = field(repr=False)
    language: Optional[str]
    subject: str = field(repr=False)
    body: str = field(repr=False)
    due: Any
    _kim: Kim = field(repr=False)
    _until: float = field(repr=False)
    _answered: bool = field(default=False, repr=False)

    @classmethod
    def leased(cls, kim: Kim, item: Any, until: float) -> Reminder:
        """The reminder for an item of `reminder.lease`; `until` is of `time.monotonic`."""
        try:
            texts = {name: str(item[name]) for name in ("id", "token", "channel")}
            for name in ("recipient", "subject", "body"):
                texts[name] = item.get(name) or ""
            language, due = item.get("language"), item.get("due")
        except (TypeError, KeyError, AttributeError):
            raise ProtocolError("protocol", "an item of reminder.lease is no reminder") from None
        return cls(language=language, due=due, _kim=kim, _until=until, **texts)

    def __enter__(self) -> Reminder:
        return self

    def __exit__(self, kind: Optional[type], *_: object) -> None:
        if self._answered:
            return
        if kind is None:
            self.ack()
            return
        try:
            self.fail(kind.__name__[:100])
        except KimError:
            pass  # the lease ends by itself; what went wrong in the block is what matters

    @property
    def seconds_left(self) -> float:
        """How long the lease still runs; after it somebody else may hold the reminder."""
        return self._until - time.monotonic()

    def ack(self, provider_id: Optional[str] = None) -> Dict[str, Any]:
        """It was handed over to whoever delivers it."""
        more = {} if provider_id is None else {"providerId": provider_id}
        return self._answer("ack", **more)

    def fail(self, reason: str) -> Dict[str, Any]:
        """It could not be sent. The reason is a code, never an address or a text of the message."""
        return self._answer("fail", reason=reason)

    def _answer(self, how: str, **more: Any) -> Dict[str, Any]:
        # Also where the daemon does not hear it: what was sent is not failed afterwards.
        self._answered = True
        return self._kim.call(f"reminder.{how}", id=self.id, token=self.token, **more)
