"""A leased reminder."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Optional

from .errors import ProtocolError

if TYPE_CHECKING:
    from .client import Kim


@dataclass(frozen=True)
class Reminder:
    """A reminder handed out for a while. What is personal in it stays out of its `repr`."""

    id: str
    token: str = field(repr=False)
    channel: str
    recipient: str = field(repr=False)
    language: Optional[str]
    subject: str = field(repr=False)
    body: str = field(repr=False)
    due: Any
    _kim: Kim = field(repr=False, compare=False)
    _until: float = field(repr=False, compare=False)

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

    @property
    def seconds_left(self) -> float:
        """How long the lease still runs; after it somebody else may hold the reminder."""
        return self._until - time.monotonic()

    def ack(self, provider_id: Optional[str] = None) -> Dict[str, Any]:
        """It was handed over to whoever delivers it."""
        more = {} if provider_id is None else {"providerId": provider_id}
        return self._kim.call("reminder.ack", id=self.id, token=self.token, **more)

    def fail(self, reason: str) -> Dict[str, Any]:
        """It could not be sent. The reason is a code, never an address or a text of the message."""
        return self._kim.call("reminder.fail", id=self.id, token=self.token, reason=reason)
