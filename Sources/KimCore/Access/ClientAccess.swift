import KimAPI

extension ClientRecord: Rooted {
  /// How long the last case manager reads a client who took the consent back, for the closing duties (domain 1.5).
  private static let closingSeconds: Int64 = 14 * 86_400

  static func relations(of asker: Asker, _ roster: Roster) -> [Relation] {
    let caller = asker.caller
    var all: [Relation] = []
    if caller.holds(.caseManager), let staff = caller.staff {
      all += [
        .init(.own, .full, changes: true, .condition(openCase(of: [staff]))),
        .init(
          .substituted,
          .full,
          changes: true,
          .condition(openCase(of: asker.standing(.substituted)))
        ),
        .init(.induction, .full, .condition(openCase(of: asker.standing(.induction)))),
        .init(.own, .full, .condition(lastCase(of: staff, asker.now))),
        .init(
          .place,
          .full,
          changes: true,
          .condition(caller.place(of: .caseManager).predicate(of: table) && neverHadCase)
        ),
      ]
    }
    // That a person is there, which show and find do not tell and naming methods use.
    all.append(.init(.place, .existence, .condition(asker.place.predicate(of: table))))
    all.append(.init(.officer, .full, .equal("id", asker.standing(.officer))))
    return all
  }

  private static var neverHadCase: Predicate {
    Predicate("NOT EXISTS(SELECT 1 FROM \"case\" c WHERE c.client=client.id)")
  }

  /// One of these manages the client's open case.
  ///
  /// Asked of the client's case, not for a case of theirs: that way would lead through all they ever had.
  private static func openCase(of staff: [Argument]) -> Predicate {
    .in(
      """
      (SELECT c.caseManager FROM "case" c WHERE c.client=client.id AND c.state<>'closed')
      """,
      staff
    )
  }

  /// The asker managed the last case, and no other was opened since; only a closed one has a reason and a time.
  private static func lastCase(of staff: ID<Staff>, _ now: Timestamp) -> Predicate {
    Predicate(
      """
      (SELECT c.caseManager FROM "case" c WHERE c.client=client.id
        AND (c.closureReason<>'consent_withdrawn' OR c.closedAt>?)
        AND NOT EXISTS(SELECT 1 FROM "case" later WHERE later.client=c.client
          AND (later.state<>'closed' OR later.id>c.id)))=?
      """,
      [now.adding(seconds: -closingSeconds), staff]
    )
  }
}

extension ConsentRecord {
  typealias Root = ClientRecord
  static var rootColumn: String? { "client" }

  /// Taking back is as easy as giving (DSGVO article 7): it does not end with the case.
  static func mayChange(in relation: Relation) -> Bool {
    relation.mayChange || relation.name == .own
  }
}
