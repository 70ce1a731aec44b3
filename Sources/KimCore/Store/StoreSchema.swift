/// What the store itself needs: counters with the head of the audit chain, the chain, stored answers.
enum StoreSchema {
  static let v1 = [
    // The store's name and a sealed canary that tells whether the master key is the right one.
    """
    CREATE TABLE store(
      id INTEGER PRIMARY KEY CHECK(id=1), name TEXT NOT NULL, canary BLOB NOT NULL,
      createdAt INTEGER NOT NULL) STRICT
    """,
    """
    CREATE TABLE counter(
      name TEXT PRIMARY KEY, value INTEGER NOT NULL CHECK(value>=0), hash BLOB) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE audit(
      seq INTEGER PRIMARY KEY CHECK(seq>0), format INTEGER NOT NULL CHECK(format>0),
      at INTEGER NOT NULL, uid INTEGER NOT NULL, staff BLOB,
      method TEXT NOT NULL, action TEXT NOT NULL, outcome TEXT NOT NULL, relation TEXT,
      subjectKind TEXT, subject TEXT, client BLOB, "case" BLOB, op TEXT, rev INTEGER,
      fields TEXT NOT NULL, count INTEGER NOT NULL CHECK(count>0),
      reason BLOB, commitment BLOB, hash BLOB NOT NULL CHECK(length(hash)=32)) STRICT
    """,
    // Each entry stands in one of the two: what concerns a client is found by the client, all else by its subject.
    "CREATE INDEX auditClient ON audit(client,seq) WHERE client IS NOT NULL",
    "CREATE INDEX auditSubject ON audit(subject,seq) WHERE client IS NULL AND subject IS NOT NULL",
    """
    CREATE TABLE idempotency(
      uid INTEGER NOT NULL, key TEXT NOT NULL, method TEXT NOT NULL, seq INTEGER NOT NULL,
      at INTEGER NOT NULL, digest BLOB NOT NULL, answer BLOB NOT NULL,
      PRIMARY KEY(uid,key)) STRICT, WITHOUT ROWID
    """,
  ]
}
