import KimAPI

extension Relation {
  /// Whoever works at a site's place sees and does what happens there.
  fileprivate static func site(_ column: String, _ asker: Asker, _ roster: Roster) -> Relation {
    let place = asker.place
    return .init(
      .place,
      .full,
      changes: true,
      place.isEverywhere ? .everywhere : .equal(column, roster.sites(of: place))
    )
  }
}

extension AppointmentRecord: Rooted {
  static func relations(of asker: Asker, _ roster: Roster) -> [Relation] {
    [.site("site", asker, roster)]
  }
}

extension SessionRecord: Rooted {
  static func relations(of asker: Asker, _ roster: Roster) -> [Relation] {
    [.site("site", asker, roster)]
  }
}

extension TicketRecord: Rooted {
  static func relations(of asker: Asker, _ roster: Roster) -> [Relation] {
    [.site("site", asker, roster)]
  }
}

extension ReminderRecord: Rooted {
  /// The automat sends for all; others see the state of those at their sites.
  static func relations(of asker: Asker, _ roster: Roster) -> [Relation] {
    if asker.caller.holds(.automation) {
      return [.init(.automation, .full, changes: true, .everywhere)]
    }
    let place = asker.place
    if place.isEverywhere { return [.init(.place, .existence, .everywhere)] }
    return [.init(.place, .existence, .equal("site", roster.sites(of: place)))]
  }
}

extension StaffRecord: Rooted {
  /// Who works here is no secret within the office; the permission decides.
  static func relations(of asker: Asker, _ roster: Roster) -> [Relation] {
    [.init(.office, .full, changes: true, .everywhere)]
  }
}
