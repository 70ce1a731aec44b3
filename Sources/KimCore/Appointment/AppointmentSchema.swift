enum AppointmentSchema {
  static let v1 = [
    """
    CREATE TABLE appointment(
      id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
      number TEXT NOT NULL,
      state TEXT NOT NULL, site TEXT NOT NULL REFERENCES site(id),
      serviceType TEXT NOT NULL REFERENCES serviceType(id),
      start TEXT NOT NULL, startsAt INTEGER NOT NULL CHECK(startsAt % 300000000 = 0),
      durationMinutes INTEGER NOT NULL
        CHECK(durationMinutes BETWEEN 5 AND 480 AND durationMinutes % 5 = 0),
      staff BLOB REFERENCES staff(id), room TEXT, client BLOB REFERENCES client(id),
      "case" BLOB REFERENCES "case"(id), language TEXT,
      supersedes BLOB REFERENCES appointment(id),
      cancelledBy TEXT, cancelReason BLOB,
      CHECK((state='cancelled')=(cancelledBy IS NOT NULL))) STRICT, WITHOUT ROWID
    """,
    // A number stays through moves: one appointment bears it that was not moved on, and each was moved once.
    """
    CREATE UNIQUE INDEX appointmentNumber ON appointment(number) WHERE state<>'rescheduled'
    """,
    """
    CREATE UNIQUE INDEX appointmentSupersedes ON appointment(supersedes)
      WHERE supersedes IS NOT NULL
    """,
    "CREATE INDEX appointmentStart ON appointment(startsAt,id)",
    "CREATE INDEX appointmentSiteStart ON appointment(site,startsAt,id)",
    // What the end of the day makes final.
    """
    CREATE INDEX appointmentOpen ON appointment(startsAt,id)
      WHERE state IN ('booked','arrived','in_service')
    """,
    // Of what a client is reminded.
    "CREATE INDEX appointmentClient ON appointment(client) WHERE state='booked'",
    // One row for every five minutes that an active booking takes of a person or a room: the primary key refuses the
    // second booking, whatever the code before it thought.
    """
    CREATE TABLE claim(
      resource TEXT NOT NULL, cell INTEGER NOT NULL,
      appointment BLOB NOT NULL REFERENCES appointment(id),
      PRIMARY KEY(resource,cell)) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX claimAppointment ON claim(appointment)",
  ]
}
