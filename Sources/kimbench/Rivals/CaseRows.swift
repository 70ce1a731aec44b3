/// The rows that opening a case leaves: case, audit entry, stored answer.
///
/// Columns, widths and indexes are those of kimd's own tables, as far as these rows stand in them, without references and
/// checks; what kimd does beside them (who may, next number, hash chain, sealing) the others need not do.
enum CaseRows {
  /// What a server calls a type, and what it can.
  struct Dialect {
    let blob: String
    let text: String
    let integer: String
    /// Whether an index can leave rows out.
    var hasPartialIndexes = true
    /// How a table lies in the order of its key, where that has to be said.
    var clustered = ""
  }

  static let postgres = Dialect(blob: "bytea", text: "text", integer: "bigint")
  static let sqlite = Dialect(
    blob: "BLOB",
    text: "TEXT",
    integer: "INTEGER",
    clustered: " WITHOUT ROWID"
  )
  static let maria = Dialect(
    blob: "VARBINARY(255)",
    text: "VARCHAR(128)",
    integer: "BIGINT",
    hasPartialIndexes: false
  )

  static func tables(_ dialect: Dialect) -> [String] {
    let (blob, text, integer) = (dialect.blob, dialect.text, dialect.integer)
    func only(_ condition: String) -> String {
      dialect.hasPartialIndexes ? " WHERE \(condition)" : ""
    }
    return [
      """
      CREATE TABLE "case"(
        id \(blob) PRIMARY KEY, rev \(integer) NOT NULL, number \(text) NOT NULL UNIQUE,
        client \(blob) NOT NULL, state \(text) NOT NULL, municipality \(text) NOT NULL,
        "intakeSource" \(text) NOT NULL, "caseManager" \(blob) NOT NULL,
        "openedAt" \(integer) NOT NULL, "closedAt" \(integer), "closureReason" \(text),
        ordinal \(integer) NOT NULL)\(dialect.clustered)
      """,
      "CREATE UNIQUE INDEX \"caseOpenOne\" ON \"case\"(client)\(only("state<>'closed'"))",
      "CREATE INDEX \"caseManagerState\" ON \"case\"(\"caseManager\",state,id)",
      "CREATE INDEX \"caseMunicipalityState\" ON \"case\"(municipality,state,id)",
      """
      CREATE TABLE audit(
        seq \(integer) PRIMARY KEY, format \(integer) NOT NULL, at \(integer) NOT NULL,
        uid \(integer) NOT NULL, staff \(blob), method \(text) NOT NULL, action \(text) NOT NULL,
        outcome \(text) NOT NULL, relation \(text), "subjectKind" \(text), subject \(text),
        client \(blob), "case" \(blob), op \(text), rev \(integer), fields \(text) NOT NULL,
        count \(integer) NOT NULL, reason \(blob), commitment \(blob), hash \(blob) NOT NULL)
      """,
      "CREATE INDEX \"auditClient\" ON audit(client,seq)\(only("client IS NOT NULL"))",
      """
      CREATE TABLE idempotency(
        uid \(integer) NOT NULL, "key" \(text) NOT NULL, method \(text) NOT NULL,
        seq \(integer) NOT NULL, at \(integer) NOT NULL, digest \(blob) NOT NULL,
        answer \(blob) NOT NULL, PRIMARY KEY(uid,"key"))\(dialect.clustered)
      """,
    ]
  }

  /// Tables and their number of columns, in the order of writing.
  static let widths = [("\"case\"", 12), ("audit", 20), ("idempotency", 7)]
  static let inserts = widths.map { table, columns in
    "INSERT INTO \(table) VALUES(\(Array(repeating: "?", count: columns).joined(separator: ",")))"
  }

  enum Value {
    case none
    case integer(Int64)
    case text(String)
    case blob([UInt8])
  }

  private static let staff = [UInt8](repeating: 0x5A, count: 16)
  private static let answerBlob = [UInt8](repeating: 0x5A, count: answerBytes)

  /// The values of one transaction, a row for each of ``inserts``; the keys grow with its number.
  static func values(_ number: Int64) -> [[Value]] {
    let at = Value.integer(number)
    let id = Value.blob(bytes(number, 16))
    let subject = Value.text(hexadecimal(number, 36))
    return [
      [
        id, .integer(1), .text("KIM-2026-\(number)"), id, .text("intake"), .text("bench-1"),
        .text("self"), .blob(staff), at, .none, .none, .integer(1),
      ],
      [
        at, .integer(1), at, .integer(0), .blob(staff), .text("case.open"), .text("write"),
        .text("ok"), .none, .text("case"), subject, id, id, .text("insert"), .integer(1), .text(""),
        .integer(1), .none, .none, .blob(bytes(number, 32)),
      ],
      [
        .integer(0), .text(hexadecimal(number, 32)), .text("case.open"), at, at,
        .blob(bytes(number, 32)), .blob(answerBlob),
      ],
    ]
  }

  private static func bytes(_ number: Int64, _ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    withUnsafeBytes(of: number.bigEndian) { bytes.replaceSubrange((count - 8)..., with: $0) }
    return bytes
  }

  private static func hexadecimal(_ number: Int64, _ count: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: count - digits.utf8.count) + digits
  }

  /// Bytes of a stored answer, sealed.
  static let answerBytes = 126
  private static let answer = String(repeating: "5a", count: answerBytes)

  /// The transaction for `pgbench`: ids grow over all of its clients, as those of kimd do.
  static let pgbench = """
    \\set n :n + 1
    \\set k :base + :n * 64 + :client_id
    BEGIN;
    INSERT INTO "case" VALUES(decode(lpad(to_hex(:k::bigint),32,'0'),'hex'),1,\
    'KIM-2026-'||:k::bigint,decode(lpad(to_hex(:k::bigint),32,'1'),'hex'),'intake','bench-1','self',\
    decode('0192a3b4c5d67e8f9a0b1c2d3e4f5a6b','hex'),:k::bigint,NULL,NULL,1);
    INSERT INTO audit VALUES(:k::bigint,1,:k::bigint,0,\
    decode('0192a3b4c5d67e8f9a0b1c2d3e4f5a6b','hex'),'case.open','write','ok',NULL,'case',\
    lpad(to_hex(:k::bigint),36,'0'),decode(lpad(to_hex(:k::bigint),32,'1'),'hex'),\
    decode(lpad(to_hex(:k::bigint),32,'0'),'hex'),'insert',1,'',1,NULL,NULL,\
    decode(lpad(to_hex(:k::bigint),64,'5'),'hex'));
    INSERT INTO idempotency VALUES(0,lpad(to_hex(:k::bigint),32,'0'),'case.open',:k::bigint,:k::bigint,\
    decode(lpad(to_hex(:k::bigint),64,'5'),'hex'),decode('\(answer)','hex'));
    COMMIT;

    """
}
