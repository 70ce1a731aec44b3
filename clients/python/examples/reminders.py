#!/usr/bin/env python3
"""Sends the reminders that are due: lease one, hand it to sendmail or another command, ack or fail.

    reminders.py --once                          for a timer
    reminders.py --command 'my-sms-gateway' --channel sms

The command runs in a shell. It gets the message with its header lines on standard input and
KIM_RECIPIENT, KIM_CHANNEL, KIM_LANGUAGE and KIM_REMINDER in its environment; nothing personal is
in its arguments, and its output is not kept. Exit 0 means sent; 126 and 127, that there is no such
command: that reminder fails and the run ends, for the next would fare no better. A reminder is
handed out again when its lease ends without an answer, so it may be sent twice after a crash, and
is never lost: its Message-ID stays the same, by which mail systems tell the two apart.

Exit codes: 0 all sent or none due, 2 usage, 3 no daemon, 4 not allowed, 10 try again later,
12 some could not be sent, or the command cannot be run.
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
from typing import Dict, List, Optional

from kimd import Kim, KimError, Reminder, Unavailable, Unreachable

_SPARE = 5.0  # seconds of the lease kept back for the answer


class Refused(Exception):
    """Why one reminder was not sent, as a code without personal data."""


class NoSender(Refused):
    """The command cannot be run: no other reminder would be sent, either."""


def message(reminder: Reminder, sender: Optional[str]) -> bytes:
    """The message as sendmail wants it; header injection ends as `bad_message`."""
    mail = EmailMessage()
    try:
        if reminder.channel == "email":
            if not reminder.recipient.isascii():
                raise ValueError  # it would be encoded into an address that nobody has
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
    except ValueError:  # a NUL in the environment
        raise Refused("bad_message") from None
    except OSError:
        raise NoSender("sender_missing") from None
    try:
        child.communicate(data, timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        raise Refused("sender_timeout") from None
    if child.returncode in (126, 127):
        raise NoSender("sender_missing")
    if child.returncode != 0:
        # As a shell counts a signal.
        code = child.returncode if child.returncode > 0 else 128 - child.returncode
        raise Refused(f"sender_exit_{code}")


def deliver(reminder: Reminder, options: argparse.Namespace) -> bool:
    """Sends one reminder and reports it. What goes wrong with it alone stays with it."""
    try:
        with reminder:
            timeout = min(options.send_timeout, reminder.seconds_left - _SPARE)
            try:
                send(reminder, message(reminder, options.sender), options.command, timeout)
            except Refused as reason:
                reminder.fail(str(reason))
                log(f"{reminder.id} {reason}")
                if isinstance(reason, NoSender):
                    raise
                return False
            reminder.ack(f"reminder-{reminder.id}")
    except (Unavailable, Unreachable):
        raise
    except KimError as error:  # too late, for instance: the daemon hands it out again
        log(f"{reminder.id} not answered, for the daemon says {error.kind}")
        return False
    log(f"{reminder.id} sent")
    return True


def one_round(kim: Kim, options: argparse.Namespace, stop: threading.Event) -> int:
    """Works off what is due and tells how many could not be sent."""
    failed = 0
    for reminder in kim.reminders(None, options.lease_seconds, options.channel or ["email"]):
        failed += not deliver(reminder, options)
        if stop.is_set():
            break
    return failed


def run(kim: Kim, options: argparse.Namespace, stop: threading.Event) -> int:
    """Rounds with a pause between them, or a single one with `--once`."""
    while not stop.is_set():
        try:
            code = 12 if one_round(kim, options, stop) else 0
        except NoSender:
            log("the command cannot be run (--command)")
            return 12
        except KimError as error:
            log(f"{error.kind}")
            code = error.exit_code
            if not error.retryable:
                return code
        if options.once:
            return code
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
