import KimAPI

extension ClientRecord: Rooted {
  /// How long the last case manager reads a client who took the consent back, for the closing duties (domain 1.5).
  private static let closingSeconds: Int64 = 14 * 86_400

  static func relations(of asker: Asker, _ roster: Roster) -> [Relation] {
    let caller = asker.caller
    var all: [Relation] = []
    if caller.works(as: .caseManager), let staff = caller.staff {
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
          .condition(
            caller.place(of: .caseManager).predicate(of: table) && neverHadCase
              && Predicate(
                withdrawn + " IS NULL",
                [asker.now.adding(seconds: -closingSeconds)]
              )
          )
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

  /// The asker managed the last case, and no other was opened since; after consent to case work was taken back only for the
  /// closing duties.
  private static func lastCase(of staff: ID<Staff>, _ now: Timestamp) -> Predicate {
    Predicate(
      """
      (SELECT c.caseManager FROM "case" c WHERE c.client=client.id
        AND NOT EXISTS(SELECT 1 FROM "case" later WHERE later.client=c.client
          AND (later.state<>'closed' OR later.ordinal>c.ordinal)))=?
        AND \(withdrawn) IS NULL
      """,
      [staff, now.adding(seconds: -closingSeconds)]
    )
  }

  /// SQL that gives 1 where the latest word on case work is that the consent was taken back, until an instant; else NULL.
  private static let withdrawn = """
    (SELECT 1 FROM consent w WHERE w.client=client.id AND w.state='withdrawn'
      AND w.purposes LIKE '%"case_work"%' AND w.withdrawnAt<=?
      AND NOT EXISTS(SELECT 1 FROM consent g WHERE g.client=w.client AND g.state='given'
        AND g.purposes LIKE '%"case_work"%') LIMIT 1)
    """
}

extension ConsentRecord {
  typealias Root = ClientRecord
  static var rootColumn: String? { "client" }

  /// Taking back is as easy as giving (DSGVO article 7): it does not end with the case.
  static func mayChange(in relation: Relation) -> Bool {
    relation.mayChange || relation.name == .own
  }
}
