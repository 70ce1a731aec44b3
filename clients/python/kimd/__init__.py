"""Client of kimd: lines of JSON over its Unix socket, nothing but the standard library.

    from kimd import Kim, NotFound

    with Kim() as kim:
        case = kim.call("case.show", number="KIM-2026-0001-7")
        for item in kim.items("case.list", state="intake"):
            print(item["number"])
"""

from .client import Kim
from .errors import (
    ApprovalRequired,
    Conflict,
    DeadlineExceeded,
    Forbidden,
    Invalid,
    KimError,
    NotFound,
    ProtocolError,
    Rejected,
    Unavailable,
    Unreachable,
)
from .reminder import Reminder
from .watch import Watch

__all__ = [
    "ApprovalRequired",
    "Conflict",
    "DeadlineExceeded",
    "Forbidden",
    "Invalid",
    "Kim",
    "KimError",
    "NotFound",
    "ProtocolError",
    "Rejected",
    "Reminder",
    "Unavailable",
    "Unreachable",
    "Watch",
]
__version__ = "0.1.0"
