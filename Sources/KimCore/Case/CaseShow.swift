import KimAPI

extension CaseShow: ReadHandler {
  static let notesMax = 100
  /// Bytes of notes in one reply, so that its line stays under its bound; the latest are kept.
  static let noteBytesMax = 1 << 20

  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Case {
    let named = try context.named(params, CaseRecord.self)
    let seen = try context.see(CaseRecord.self, where: named)
    guard seen.sight == .full else {
      return context.view(seen.row, seen.sight, client: nil, notes: [])
    }
    return context.view(
      seen.row,
      seen.sight,
      client: try context.ref(ClientRecord.self, seen.row.client),
      notes: try notes(of: seen.row, context)
    )
  }

  private static func notes(
    of row: CaseRecord,
    _ context: borrowing ReadContext
  ) throws -> [CaseNoteEntry] {
    let rows = try context.fetchAll(
      CaseNoteRecord.self,
      "SELECT * FROM caseNote WHERE \"case\"=? ORDER BY id DESC LIMIT ?",
      [row.id, notesMax]
    )
    guard !rows.isEmpty else { return [] }
    let key = try context.keyNumber(of: row.client)
    var notes: [CaseNoteEntry] = []
    var bytes = 0
    for note in rows {
      let safe = try context.safe(CaseNoteRecord.self, note.id, key: key, of: row.subject)
      let text = try safe.open(note.text, "text")
      bytes += text.value.text.utf8.count
      guard bytes <= noteBytesMax else { break }
      notes.append(
        .init(id: note.id, at: note.at, author: note.author.map { context.ref($0) }, text: text)
      )
    }
    return notes.reversed()
  }
}
