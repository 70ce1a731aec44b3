import KimAPI

extension CaseNote: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Output {
    var row = try context.change(CaseRecord.self, params.id, ifRev: params.ifRev)
    try row.check(takes: Self.self)
    let id = context.newID(CaseNoteEntry.self)
    let key = try context.keyNumber(of: row.client)
    let safe = try context.safe(CaseNoteRecord.self, id, key: key)
    try context.insert(
      plain: CaseNoteRecord(
        id: id,
        case: row.id,
        at: context.now,
        author: context.caller.staff,
        text: try safe.seal(params.text, "text")
      )
    )
    try context.touch(&row, fields: ["notes"])
    return Output(id: id, case: row.id, rev: row.rev)
  }
}
