import FoundationEssentials
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// A chain that was written once, in format 1: whatever is added to the audit, it verifies as it did.
///
/// `chain-v1.sql` is never written anew. A new format gets a file of its own beside it.
@Suite(.timeLimit(.minutes(5)))
struct RecordedChainTests {
  private static let file = "Tests/KimCoreTests/Store/chain-v1.sql"
  private static let head = "9328c9d6058983e9be28eac000ef0ae01c357767a760e5ccc07df5e86aaf6987"

  /// How far the recorded chain verifies in a fresh store, after a statement that changes the store's shape.
  private static func verdict(
    _ office: Office,
    after change: String? = nil
  ) async throws -> (link: AuditLink, isWhole: Bool, entries: Int) {
    let data = try #require(FileManager.default.contents(atPath: CheckedIn.root + "/" + file))
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", maxSplits: 1)
    // The first line is a comment with the name of the store: the chain hangs on it.
    let store = String(lines[0].dropFirst(3))
    let inserts = lines[1].split(separator: ";\n").map(String.init)
    for statement in inserts + (change.map { [$0] } ?? []) {
      try await office.execute(statement)
    }
    let (link, isWhole) = try await #require(office.desk.writer).read { context in
      try AuditLink(before: store).follow(context.engine, upTo: .max, max: 1000)
    }
    return (link, isWhole, inserts.count)
  }

  @Test func `the recorded chain verifies to its head`() async throws {
    try await Office.openEmpty { office in
      let (link, isWhole, entries) = try await Self.verdict(office)
      #expect(isWhole && entries == 27 && link.seq == 27)
      #expect(Fingerprint.hex(link.hash) == Self.head)
      // It holds an entry of every kind that there was.
      let kinds = try await office.number("SELECT count(DISTINCT action) FROM audit")
      #expect(kinds == 4)
    }
  }

  @Test(
    arguments: [
      "ALTER TABLE audit ADD COLUMN later TEXT",
      "ALTER TABLE audit ADD COLUMN later INTEGER DEFAULT 1",
      "CREATE INDEX auditLater ON audit(method,at)",
    ]
  )
  func `what is added to the table breaks no old entry`(change: String) async throws {
    try await Office.openEmpty { office in
      let (link, isWhole, _) = try await Self.verdict(office, after: change)
      #expect(isWhole && link.seq == 27 && Fingerprint.hex(link.hash) == Self.head)
    }
  }

  @Test(
    arguments: [
      ("UPDATE audit SET format=2 WHERE seq=20", 20), ("UPDATE audit SET count=2 WHERE seq=22", 22),
      ("UPDATE audit SET action='look' WHERE seq=17", 17),
      ("UPDATE audit SET relation='own' WHERE seq=15", 15),
      ("UPDATE audit SET client=NULL WHERE seq=16", 16), ("DELETE FROM audit WHERE seq=3", 3),
    ]
  )
  func `what is edited in it is found where it stands`(edit: String, brokenAt: Int64) async throws {
    try await Office.openEmpty { office in
      for trigger in ["auditStays", "auditRemains"] {
        try await office.execute("DROP TRIGGER \(trigger)")
      }
      let (link, isWhole, _) = try await Self.verdict(office, after: edit)
      // The walk ends before what does not fit, or says so where it is an entry that nobody can read.
      #expect(link.seq == brokenAt - 1 && (!isWhole || edit.contains("action")))
    }
  }

  @Test func `reasons are erased from it and it verifies all the same`() async throws {
    try await Office.openEmpty { office in
      let change = "UPDATE audit SET reason=NULL"
      let (link, isWhole, _) = try await Self.verdict(office, after: change)
      #expect(isWhole && Fingerprint.hex(link.hash) == Self.head)
    }
  }
}
