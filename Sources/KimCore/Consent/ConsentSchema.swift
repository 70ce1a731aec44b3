enum ConsentSchema {
  static let v1 = [
    """
    CREATE TABLE consent(
      id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
      client BLOB NOT NULL REFERENCES client(id),
      state TEXT NOT NULL, purposes TEXT NOT NULL,
      form TEXT NOT NULL, noticeVersion TEXT NOT NULL, language TEXT NOT NULL,
      givenAt INTEGER NOT NULL, withdrawnAt INTEGER,
      CHECK((state='withdrawn')=(withdrawnAt IS NOT NULL))) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX consentClient ON consent(client,id)",
  ]
}
