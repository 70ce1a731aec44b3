/// The four rows that opening a case leaves: case, audit entry, change, stored answer.
///
/// Columns, widths and indexes are those of kimd's own tables, without references and checks; what kimd does beside them
/// (who may, next number, hash chain, sealing) the others need not do.
enum FourRows {
  static func tables(blob: String, text: String, integer: String) -> [String] {
    [
      """
      CREATE TABLE "case"(
        id \(blob) PRIMARY KEY, rev \(integer) NOT NULL, number \(text) NOT NULL UNIQUE,
        client \(blob) NOT NULL, state \(text) NOT NULL, municipality \(text) NOT NULL,
        "intakeSource" \(text) NOT NULL, "caseManager" \(blob) NOT NULL,
        "openedAt" \(integer) NOT NULL, "closedAt" \(integer), "closureReason" \(text))
      """,
      "CREATE UNIQUE INDEX \"caseOpenOne\" ON \"case\"(client) WHERE state<>'closed'",
      "CREATE INDEX \"caseManagerAge\" ON \"case\"(\"caseManager\",id)",
      "CREATE INDEX \"caseMunicipalityAge\" ON \"case\"(municipality,id)",
      "CREATE INDEX \"caseClient\" ON \"case\"(client)",
      """
      CREATE TABLE audit(
        seq \(integer) PRIMARY KEY, at \(integer) NOT NULL, uid \(integer) NOT NULL, staff \(blob),
        method \(text) NOT NULL, action \(text) NOT NULL, outcome \(text) NOT NULL,
        "subjectKind" \(text), subject \(text), fields \(text) NOT NULL, reason \(blob),
        commitment \(blob), hash \(blob) NOT NULL, count \(integer) NOT NULL)
      """,
      "CREATE INDEX \"auditSubject\" ON audit(subject,seq) WHERE subject IS NOT NULL",
      """
      CREATE TABLE change(
        seq \(integer) PRIMARY KEY, at \(integer) NOT NULL, topic \(text) NOT NULL,
        op \(text) NOT NULL, subject \(text) NOT NULL, rev \(integer) NOT NULL,
        fields \(text) NOT NULL)
      """,
      """
      CREATE TABLE idempotency(
        uid \(integer) NOT NULL, key \(text) NOT NULL, method \(text) NOT NULL,
        digest \(blob) NOT NULL, answer \(blob) NOT NULL, seq \(integer) NOT NULL,
        at \(integer) NOT NULL, PRIMARY KEY(uid,key))
      """,
      "CREATE INDEX \"idempotencyAge\" ON idempotency(at)",
    ]
  }

  static let postgresTables = tables(blob: "bytea", text: "text", integer: "bigint")

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
    decode('0192a3b4c5d67e8f9a0b1c2d3e4f5a6b','hex'),:k::bigint,NULL,NULL);
    INSERT INTO audit VALUES(:k::bigint,:k::bigint,0,\
    decode('0192a3b4c5d67e8f9a0b1c2d3e4f5a6b','hex'),'case.open','write','ok','case',lpad(to_hex(:k::bigint),36,'0'),'',NULL,NULL,\
    decode(lpad(to_hex(:k::bigint),64,'5'),'hex'),1);
    INSERT INTO change VALUES(:k::bigint,:k::bigint,'case','insert',\
    lpad(to_hex(:k::bigint),36,'0'),1,'');
    INSERT INTO idempotency VALUES(0,lpad(to_hex(:k::bigint),32,'0'),'case.open',\
    decode(lpad(to_hex(:k::bigint),64,'5'),'hex'),decode('\(answer)','hex'),:k::bigint,:k::bigint);
    COMMIT;

    """
}
