import KimAPI

extension CaseRecord: Rooted {
  static func relations(of asker: Asker, _ roster: Roster) -> [Relation] {
    let caller = asker.caller
    var all: [Relation] = []
    if caller.works(as: .caseManager), let staff = caller.staff {
      // Who works nowhere has no team either (domain INV-07).
      let team = caller.place(of: .caseManager) == .none ? [] : caller.team
      all += [
        .init(.own, .full, changes: true, .equal("caseManager", [staff])),
        .init(
          .substituted,
          .full,
          changes: true,
          .equal("caseManager", asker.standing(.substituted))
        ),
        .init(.induction, .full, .equal("caseManager", asker.standing(.induction))),
        .init(.conference, .pseudonymised, .equal("id", asker.standing(.conference))),
        .init(.team, .existence, .equal("municipality", team)),
      ]
    }
    all.append(.init(.breakGlass, .full, .equal("id", asker.standing(.breakGlass))))
    if caller.holds(.coordinator) || caller.holds(.kimLead) {
      all.append(.init(.supervision, .pseudonymised, .everywhere))
    } else if caller.holds(.coordinatorCity) {
      let place = caller.place(of: .coordinatorCity)
      // A case bears no social district: here a municipality is what counts.
      let way = Relation.Way.equal("municipality", place.municipalities.sorted())
      all.append(.init(.supervision, .pseudonymised, place.isEverywhere ? .everywhere : way))
    }
    return all
  }
}
