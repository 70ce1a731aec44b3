enum QueueSchema {
  static let v1 = [
    """
    CREATE TABLE session(
      id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
      site TEXT NOT NULL REFERENCES site(id), date INTEGER NOT NULL,
      state TEXT NOT NULL, openedAt INTEGER NOT NULL) STRICT, WITHOUT ROWID
    """,
    "CREATE UNIQUE INDEX sessionOpen ON session(site,date) WHERE state='open'",
    "CREATE INDEX sessionLive ON session(date,id) WHERE state<>'settled'",
    "CREATE INDEX sessionSite ON session(site,date,id)",
    """
    CREATE TABLE ticket(
      id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
      session BLOB NOT NULL REFERENCES session(id),
      site TEXT NOT NULL REFERENCES site(id), date INTEGER NOT NULL,
      serial INTEGER NOT NULL CHECK(serial>0), number TEXT NOT NULL,
      state TEXT NOT NULL, priority TEXT NOT NULL, priorityReason BLOB,
      serviceType TEXT NOT NULL REFERENCES serviceType(id), language TEXT,
      client BLOB REFERENCES client(id), appointment BLOB REFERENCES appointment(id),
      desk TEXT, callCount INTEGER NOT NULL CHECK(callCount>=0), issuedAt INTEGER NOT NULL, waitStartedAt INTEGER NOT NULL,
      calledAt INTEGER, startedAt INTEGER, endedAt INTEGER, staff BLOB REFERENCES staff(id),
      UNIQUE(site,date,serial),
      CHECK((priorityReason IS NOT NULL)<=(priority='urgent')),
      CHECK((priority='appointment')<=(appointment IS NOT NULL)),
      CHECK((state IN ('called','in_service'))<=(desk IS NOT NULL AND calledAt IS NOT NULL))) STRICT, WITHOUT ROWID
    """,
    "CREATE UNIQUE INDEX ticketDesk ON ticket(site,desk) WHERE state IN ('called','in_service')",
    "CREATE INDEX ticketWaiting ON ticket(session,id) WHERE state='waiting'",
    // Who has called at a site of late: their clients are kept for them.
    "CREATE INDEX ticketCaller ON ticket(site,staff,calledAt) WHERE staff IS NOT NULL",
    """
    CREATE UNIQUE INDEX ticketAppointment ON ticket(appointment) WHERE appointment IS NOT NULL
    """,
  ]
}
