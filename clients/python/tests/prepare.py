"""Makes an empty store an office: prepare.py SOCKET ORGANISATION.json

The organisation gets one more site, open all day and every day, so that the tests do not depend
on the day they run; the caller becomes a member of staff.
"""

import json
import os
import pwd
import sys
import time

from kimd import Kim

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def hours(kind, start, end):
    return [{"weekday": day, "from": start, "to": end, "kind": kind} for day in DAYS]


def main():
    path, source = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        organisation = json.load(file)
    organisation["sites"].append(
        {
            "id": "test-always-open",
            "name": "Test, immer offen",
            "municipality": "delbrueck",
            "rooms": ["Raum 1"],
            "desks": ["1", "2"],
            "hours": hours("appointment", "06:00", "22:00"),
        }
    )
    give_up = time.monotonic() + 30
    while not os.path.exists(path) and time.monotonic() < give_up:
        time.sleep(0.02)  # a daemon that has just been started makes it soon
    with Kim(path) as kim:
        kim.call("organisation.load", organisation=organisation)
        login = pwd.getpwuid(os.geteuid()).pw_name
        kim.call(
            "staff.add",
            login=login,
            name="Testperson",
            roles=["kim_lead", "case_manager", "automation", "coordinator", "front_desk"],
            uid=os.geteuid(),
            municipalities=["delbrueck"],
        )


if __name__ == "__main__":
    main()
