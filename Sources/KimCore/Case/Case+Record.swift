import KimAPI

extension CaseSummary {
  init(_ row: CaseRecord) {
    self.init(
      id: row.id,
      number: row.number,
      rev: row.rev,
      state: row.state,
      municipality: row.municipality,
      caseManager: row.caseManager,
      openedAt: row.openedAt,
      closedAt: row.closedAt
    )
  }
}

extension Case {
  /// A row as its caller sees it: in full, or only that it is there.
  init(_ row: CaseRecord, view: CaseView, notes: [CaseNoteEntry]) {
    let isFull = view == .full
    self.init(
      id: row.id,
      number: row.number,
      rev: row.rev,
      state: row.state,
      view: view,
      client: isFull ? row.client : nil,
      municipality: row.municipality,
      intakeSource: isFull ? row.intakeSource : nil,
      caseManager: row.caseManager,
      openedAt: row.openedAt,
      closedAt: row.closedAt,
      closureReason: isFull ? row.closureReason : nil,
      notes: notes
    )
  }
}

extension StoreContext where Self: ~Copyable {
  /// A case of the caller's own, or `not_found`.
  borrowing func ownCase(_ id: ID<Case>) throws -> CaseRecord {
    try mine(CaseRecord.self, where: Predicate("id=?", [id]) && CaseRecord.own(caller))
  }
}
