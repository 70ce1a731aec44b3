enum ClientSchema {
  static let v1 = [
    """
    CREATE TABLE client(
      id BLOB PRIMARY KEY CHECK(length(id)=16), rev INTEGER NOT NULL CHECK(rev>0),
      number TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL CHECK(state IN ('anonymous','minimal','registered')),
      municipality TEXT NOT NULL REFERENCES municipality(id),
      socialDistrict TEXT REFERENCES socialDistrict(id),
      keyNumber INTEGER NOT NULL UNIQUE CHECK(keyNumber>0),
      givenName BLOB, familyName BLOB, birthDate BLOB, languages TEXT NOT NULL,
      email BLOB, phone BLOB, targetGroup TEXT, createdAt INTEGER NOT NULL) STRICT, WITHOUT ROWID
    """,
    // The blind index: keyed digests of name tokens (kind 1), their beginnings (2) and their sound (3).
    """
    CREATE TABLE clientToken(
      kind INTEGER NOT NULL CHECK(kind BETWEEN 1 AND 3), token BLOB NOT NULL,
      municipality TEXT NOT NULL, client BLOB NOT NULL REFERENCES client(id),
      PRIMARY KEY(kind,token,municipality,client)) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX clientTokenClient ON clientToken(client)",
  ]
}
