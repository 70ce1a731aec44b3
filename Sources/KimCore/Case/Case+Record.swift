import KimAPI

extension StoreContext where Self: ~Copyable {
  borrowing func summary(_ row: CaseRecord) -> CaseSummary {
    CaseSummary(
      id: row.id,
      number: row.number,
      rev: row.rev,
      state: row.state,
      municipality: ref(row.municipality),
      caseManager: ref(row.caseManager),
      openedAt: row.openedAt,
      closedAt: row.closedAt
    )
  }

  /// A case as its reader sees it: what the sight does not show is left out by the type.
  borrowing func view(
    _ row: CaseRecord,
    _ sight: Sight,
    client: Ref<Client>?,
    notes: [CaseNoteEntry]
  ) -> Case {
    Case(
      id: row.id,
      number: row.number,
      rev: row.rev,
      state: row.state,
      sight: sight,
      client: client,
      municipality: ref(row.municipality),
      intakeSource: row.intakeSource,
      caseManager: ref(row.caseManager),
      openedAt: row.openedAt,
      closedAt: row.closedAt,
      closureReason: row.closureReason,
      notes: notes
    )
  }
}
