/// What the store itself needs: audit chain, change feed, stored answers, counters.
enum StoreSchema {
  static let v1 = [
    // The store's name and a sealed canary that tells whether the master key is the right one.
    """
    CREATE TABLE store(
      id INTEGER PRIMARY KEY CHECK(id=1), name TEXT NOT NULL, canary BLOB NOT NULL,
      createdAt INTEGER NOT NULL) STRICT
    """,
    """
    CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER NOT NULL CHECK(value>0)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE audit(
      seq INTEGER PRIMARY KEY CHECK(seq>0), at INTEGER NOT NULL, uid INTEGER NOT NULL, staff BLOB,
      method TEXT NOT NULL, action TEXT NOT NULL, outcome TEXT NOT NULL,
      subjectKind TEXT, subject TEXT, fields TEXT NOT NULL,
      reason BLOB, commitment BLOB, hash BLOB NOT NULL CHECK(length(hash)=32),
      count INTEGER NOT NULL DEFAULT 1 CHECK(count>0)) STRICT
    """,
    "CREATE INDEX auditSubject ON audit(subject,seq) WHERE subject IS NOT NULL",
    // An entry stays as it was written; only equal refusals are counted up, and a reason may be erased.
    """
    CREATE TRIGGER auditStays BEFORE UPDATE OF seq,at,uid,staff,method,action,outcome,subjectKind,
      subject,fields,commitment,hash ON audit
    BEGIN SELECT RAISE(ABORT,'audit entries stay'); END
    """,
    """
    CREATE TRIGGER auditRemains BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT,'audit entries remain'); END
    """,
    """
    CREATE TABLE auditHead(
      id INTEGER PRIMARY KEY CHECK(id=1), seq INTEGER NOT NULL, hash BLOB NOT NULL) STRICT
    """,
    """
    CREATE TABLE change(
      seq INTEGER PRIMARY KEY CHECK(seq>0), at INTEGER NOT NULL, topic TEXT NOT NULL,
      op TEXT NOT NULL, subject TEXT NOT NULL, rev INTEGER NOT NULL, fields TEXT NOT NULL) STRICT
    """,
    """
    CREATE TABLE idempotency(
      uid INTEGER NOT NULL, key TEXT NOT NULL, method TEXT NOT NULL, seq INTEGER NOT NULL,
      at INTEGER NOT NULL, digest BLOB NOT NULL, answer BLOB NOT NULL,
      PRIMARY KEY(uid,key)) STRICT, WITHOUT ROWID
    """,
  ]
}
