import KimAPI

/// The end of the day: every session and every appointment of a past day becomes final by itself (domain 1.3).
///
/// Work of the daemon's own; it asks two partial indexes and does nothing where nothing is open.
enum DayEnd {
  /// What stands as the method in the entries of the audit.
  static let method = "daemon.endDay"
  /// How many rows one step ends, so that requests have their turn in between.
  static let rowsMax = 200

  /// When the day of an instant is over.
  static func next(after now: Timestamp) throws(Fault) -> Timestamp {
    try OfficeZone.midnight(OfficeZone.local(now).day.adding(days: 1))
  }

  /// Whether something of a past day is open.
  static func isDue(in context: borrowing ReadContext) throws -> Bool {
    let sessions = try openSessions(1, in: context)
    return try !sessions.isEmpty || !openAppointments(1, in: context).isEmpty
  }

  /// Ends some of what is open of past days, the oldest first, and tells how many rows.
  static func run(in context: inout WriteContext) throws -> Int {
    var ended = 0
    for session in try openSessions(rowsMax, in: context) where ended < rowsMax {
      let tickets = try context.tickets(of: session, in: [.waiting, .called, .inService])
      for ticket in tickets.prefix(rowsMax - ended) {
        try context.pass(ticket, to: ticket.state == .inService ? .served : .expired)
      }
      ended += tickets.count
      if ended <= rowsMax { try context.pass(session, to: .settled) }
      ended += 1
    }
    for row in try openAppointments(max(0, rowsMax - ended), in: context) {
      try context.pass(row, to: end(of: row.state))
      ended += 1
    }
    return ended
  }

  /// How an appointment ends when nobody said it: who came and was not served has left.
  private static func end(of state: AppointmentState) -> AppointmentState {
    switch state {
    case .booked: .noShow
    case .arrived: .left
    case .inService, .completed, .left, .rescheduled, .cancelled, .noShow: .completed
    }
  }

  private static func openSessions(
    _ limit: Int,
    in context: borrowing some StoreContext & ~Copyable
  ) throws -> [SessionRecord] {
    try context.fetchAll(
      SessionRecord.self,
      "SELECT * FROM session WHERE state<>'settled' AND date<? ORDER BY date,id LIMIT ?",
      [OfficeZone.local(context.now).day, limit]
    )
  }

  private static func openAppointments(
    _ limit: Int,
    in context: borrowing some StoreContext & ~Copyable
  ) throws -> [AppointmentRecord] {
    try context.fetchAll(
      AppointmentRecord.self,
      """
      SELECT * FROM appointment WHERE state IN ('booked','arrived','in_service') AND startsAt<?
      ORDER BY startsAt,id LIMIT ?
      """,
      [try OfficeZone.midnight(OfficeZone.local(context.now).day), limit]
    )
  }
}
