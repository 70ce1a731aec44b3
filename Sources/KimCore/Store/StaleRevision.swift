import KimAPI

/// Tells a caller who comes too late what changed meanwhile, so that they can merge instead of guess.
enum StaleRevision {
  /// How many entries of a client are looked through for those of one thing.
  private static let entriesMax = 1000

  static func fault<R: Revised>(
    _ row: R,
    base: Int,
    in context: borrowing WriteContext
  ) throws -> Fault {
    // The very conditions of the two indexes, so that each entry is found where it stands.
    let place =
      row.concerned.client.map { Predicate("client=?", [$0]) }
      ?? Predicate("client IS NULL AND subject IS NOT NULL AND subject=?", [row.id.text])
    let entries = try context.fetchAll(
      AuditRecord.self,
      "SELECT * FROM audit WHERE \(place.sql) ORDER BY seq DESC LIMIT ?",
      place.arguments + [entriesMax]
    )
    .filter { $0.action == .write && $0.subject == row.id.text && $0.rev ?? 0 > base }
    let fields = Set(entries.flatMap { $0.fields.split(separator: ",").map(String.init) }).sorted()
    var details: [JSON.Member] = [
      .init("current", .integer(Int64(row.rev))), .init("base", .integer(Int64(base))),
      .init("changedFields", .array(fields.map { .string($0) })),
    ]
    if let last = entries.first {
      let by = last.staff.flatMap { context.roster.members[$0] }?.login.text
      details.append(.init("by", by.map { .string($0) } ?? .integer(last.uid)))
      details.append(.init("at", .string(last.at.text)))
    }
    return Fault(.staleRevision, "it was changed since revision \(base)", details)
  }
}
