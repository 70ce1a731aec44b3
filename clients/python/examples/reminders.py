#!/usr/bin/env python3
"""Sends the reminders that are due: lease, hand to sendmail (or another command), ack or fail.

    reminders.py --once                          for a timer
    reminders.py --command 'my-sms-gateway' --channel sms

The command runs in a shell. It gets the message with its header lines on standard input and
KIM_RECIPIENT, KIM_CHANNEL, KIM_LANGUAGE and KIM_REMINDER in its environment; nothing personal is
in its arguments, and its output is not kept. Exit 0 means sent. A reminder is handed out again
when its lease ends without an answer, so it may be sent twice after a crash, and is never lost:
its Message-ID stays the same, by which mail systems tell the two apart.

Exit codes: 0 all sent or none due, 2 usage, 3 no daemon, 4 not allowed, 10 try again later,
12 some could not be sent.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Dict, List, NamedTuple, Optional

from kimd import Kim, KimError, Reminder, Unavailable, Unreachable

_SPARE = 5.0  # seconds of the lease kept back for the answer


class Refused(Exception):
    """Why one reminder was not sent, as a code without personal data."""


class Round(NamedTuple):
    """How one lease went."""

    leased: int
    sent: int
    failed: int


def message(reminder: Reminder, sender: Optional[str]) -> bytes:
    """The message as sendmail wants it; header injection ends as `bad_message`."""
    mail = EmailMessage(policy=SMTP.clone(linesep="\n"))
    try:
        if reminder.channel == "email":
            mail["To"] = Address(addr_spec=reminder.recipient)
        if sender:
            mail["From"] = sender
        mail["Subject"] = reminder.subject
        name = re.sub(r"[^A-Za-z0-9-]", "", reminder.id)
        mail["Message-ID"] = f"<reminder-{name}@{socket.gethostname()}>"
        mail["Auto-Submitted"] = "auto-generated"
        if reminder.language:
            mail["Content-Language"] = reminder.language
        mail.set_content(reminder.body)
        return mail.as_bytes()
    except Exception:  # whatever the mail library objects to, the next reminder must still go out
        raise Refused("bad_message") from None


def send(reminder: Reminder, data: bytes, command: str, timeout: float) -> None:
    """Runs the command in a session of its own, so that a timeout ends all it started."""
    environment: Dict[str, str] = {
        **os.environ,
        "KIM_RECIPIENT": reminder.recipient,
        "KIM_CHANNEL": reminder.channel,
        "KIM_LANGUAGE": reminder.language or "",
        "KIM_REMINDER": reminder.id,
    }
    try:
        child = subprocess.Popen(
            ["/bin/sh", "-c", command],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
    except (OSError, ValueError):  # ValueError: a NUL in the environment
        raise Refused("sender_not_started") from None
    try:
        child.communicate(data, timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        raise Refused("sender_timeout") from None
    if child.returncode != 0:
        raise Refused(f"sender_exit_{child.returncode}".replace("-", "signal_"))


def deliver(reminder: Reminder, options: argparse.Namespace) -> bool:
    """Sends one reminder and reports it. Whatever goes wrong with it stays with it."""
    try:
        if reminder.seconds_left <= _SPARE:
            log(f"{reminder.id} left: its lease ended")
            return False
        data = message(reminder, options.sender)
        timeout = min(options.send_timeout, reminder.seconds_left - _SPARE)
        send(reminder, data, options.command, timeout)
    except Refused as reason:
        return report(reminder, str(reason))
    return report(reminder, None)


def report(reminder: Reminder, reason: Optional[str]) -> bool:
    """Acks or fails. An answer that comes too late is logged; the daemon hands it out again."""
    try:
        if reason is None:
            reminder.ack(f"reminder-{reminder.id}")
        else:
            reminder.fail(reason)
    except (Unavailable, Unreachable):
        raise
    except KimError as error:
        log(f"{reminder.id} {reason or 'sent'}, but the daemon says {error.kind}")
        return False
    log(f"{reminder.id} {reason or 'sent'}")
    return reason is None


def one_round(kim: Kim, options: argparse.Namespace, stop: threading.Event) -> Round:
    """Leases once and works it off; what a stop leaves over returns when its lease ends."""
    leased = sent = 0
    channels: List[str] = options.channel or ["email"]
    for reminder in kim.reminders(options.limit, options.lease_seconds, channels):
        if stop.is_set():
            break
        leased += 1
        sent += deliver(reminder, options)
    return Round(leased, sent, leased - sent)


def run(kim: Kim, options: argparse.Namespace, stop: threading.Event) -> int:
    """Rounds until nothing is due, then a pause, or the end with `--once`."""
    failed = 0
    while not stop.is_set():
        try:
            done = one_round(kim, options, stop)
            failed += done.failed
            if done.leased == options.limit:
                continue  # there may be more
            code = 12 if failed else 0
        except KimError as error:
            log(f"{error.kind}")
            code = error.exit_code
            if not error.retryable:
                return code
        if options.once:
            return code
        failed = 0
        stop.wait(options.interval)
    return 0


def log(text: str) -> None:
    """Ids and outcomes only: this may end in a journal."""
    print(f"reminders: {text}", file=sys.stderr, flush=True)


def options(arguments: Optional[List[str]] = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description="Sends the reminders of kimd that are due.")
    parser.add_argument("--socket", help="the daemon's socket (default: as kimctl finds it)")
    parser.add_argument("--command", default="/usr/sbin/sendmail -t -i", help="what sends one")
    parser.add_argument("--channel", action="append", help="email (default), sms…; repeatable")
    parser.add_argument("--sender", help="the From address; else the mail system's own")
    parser.add_argument("--once", action="store_true", help="end when nothing is due")
    parser.add_argument("--interval", type=float, default=60.0, help="seconds between looks")
    parser.add_argument("--limit", type=int, default=10, help="reminders a lease")
    parser.add_argument("--lease-seconds", type=int, default=300)
    parser.add_argument("--send-timeout", type=float, default=60.0)
    return parser.parse_args(arguments)


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs until SIGTERM or Ctrl-C; the message under way is finished first."""
    chosen = options(arguments)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with Kim(chosen.socket) as kim:
        return run(kim, chosen, stop)


if __name__ == "__main__":
    sys.exit(main())
