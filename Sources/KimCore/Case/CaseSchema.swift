enum CaseSchema {
  static let v1 = [
    """
    CREATE TABLE "case"(
      id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
      number TEXT NOT NULL UNIQUE, client BLOB NOT NULL REFERENCES client(id),
      state TEXT NOT NULL,
      municipality TEXT NOT NULL REFERENCES municipality(id), intakeSource TEXT NOT NULL,
      caseManager BLOB NOT NULL REFERENCES staff(id), openedAt INTEGER NOT NULL,
      closedAt INTEGER, closureReason TEXT, ordinal INTEGER NOT NULL CHECK(ordinal>0),
      CHECK((state='closed')=(closedAt IS NOT NULL)),
      CHECK((state='closed')=(closureReason IS NOT NULL))) STRICT, WITHOUT ROWID
    """,
    // One open case a client, and the way from a client to all cases, in one index: closed ones differ by their id.
    """
    CREATE UNIQUE INDEX caseOpenOne
      ON "case"(client,(CASE WHEN state='closed' THEN id ELSE x'' END))
    """,
    "CREATE INDEX caseManagerState ON \"case\"(caseManager,state,id)",
    "CREATE INDEX caseMunicipalityState ON \"case\"(municipality,state,id)",
    """
    CREATE TABLE caseNote(
      id BLOB PRIMARY KEY CHECK(length(id)=16), "case" BLOB NOT NULL REFERENCES "case"(id),
      at INTEGER NOT NULL, author BLOB REFERENCES staff(id), text BLOB NOT NULL) STRICT
    """,
    "CREATE INDEX caseNoteCase ON caseNote(\"case\",id)",
  ]
}
