enum StaffSchema {
  static let v1 = [
    """
    CREATE TABLE staff(
      id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
      login TEXT NOT NULL, uid INTEGER NOT NULL CHECK(uid BETWEEN 0 AND 4294967294),
      name TEXT NOT NULL, grants TEXT NOT NULL,
      region TEXT REFERENCES region(id), state TEXT NOT NULL CHECK(state IN ('active','retired')),
      createdAt INTEGER NOT NULL) STRICT, WITHOUT ROWID
    """,
    "CREATE UNIQUE INDEX staffUid ON staff(uid) WHERE state='active'",
    "CREATE UNIQUE INDEX staffLogin ON staff(login) WHERE state='active'",
  ]
}
