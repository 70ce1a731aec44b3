enum ReminderSchema {
  static let v1 = [
    """
    CREATE TABLE reminder(
      id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
      appointment BLOB NOT NULL REFERENCES appointment(id),
      client BLOB NOT NULL REFERENCES client(id), site TEXT NOT NULL REFERENCES site(id),
      channel TEXT NOT NULL, round INTEGER NOT NULL CHECK(round>0), state TEXT NOT NULL,
      due INTEGER NOT NULL, attempts INTEGER NOT NULL CHECK(attempts>=0),
      leaseOwner INTEGER, leaseUntil INTEGER, token TEXT, providerId TEXT, failReason BLOB,
      problem TEXT, UNIQUE(appointment,channel,round),
      CHECK((state='leased')=(token IS NOT NULL)), CHECK((state='leased')=(leaseUntil IS NOT NULL)),
      CHECK((state='dead')=(problem IS NOT NULL))) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX reminderDue ON reminder(due,id) WHERE state='scheduled'",
    "CREATE INDEX reminderLease ON reminder(leaseUntil) WHERE state='leased'",
    "CREATE INDEX reminderDead ON reminder(state,id) WHERE state='dead'",
    "CREATE INDEX reminderSite ON reminder(site,state,due,id)",
  ]
}
