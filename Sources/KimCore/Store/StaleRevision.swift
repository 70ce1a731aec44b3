import KimAPI

/// Tells a caller who comes too late what changed meanwhile, so that they can merge instead of guess.
enum StaleRevision {
  static func fault<R: Revised>(
    _ row: R,
    base: Int,
    in context: borrowing WriteContext
  ) throws -> Fault {
    let subject = row.subject
    let lists = try context.values(
      String.self,
      "SELECT fields FROM change WHERE topic=? AND subject=? AND rev>? ORDER BY seq LIMIT 1000",
      [R.topic, subject, base]
    )
    let fields = Set(lists.flatMap { $0.split(separator: ",").map(String.init) }).sorted()
    let last = try context.fetchOne(
      AuditRecord.self,
      "SELECT * FROM audit WHERE subject=? AND action='write' ORDER BY seq DESC LIMIT 1",
      [subject]
    )
    var details: [JSON.Member] = [
      .init("current", .integer(Int64(row.rev))), .init("base", .integer(Int64(base))),
      .init("changedFields", .array(fields.map { .string($0) })),
    ]
    if let last {
      details.append(.init("by", last.staff.map { .string($0.text) } ?? .integer(last.uid)))
      details.append(.init("at", .string(last.at.text)))
    }
    return Fault(.staleRevision, "it was changed since revision \(base)", details)
  }
}
