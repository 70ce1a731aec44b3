import KimAPI

/// When reminders are due and when they are given up (domain 1.3).
enum ReminderRules {
  /// How long before an appointment its reminder goes out.
  static let leadSeconds: Int64 = 86_400
  static let attemptsMax = 5
  static let leaseSeconds = 10...3600
  static let leaseSecondsStandard = 300
  /// How long the first failure waits; each further one twice as long.
  static let backoffSeconds: Int64 = 300

  /// When another attempt is due after so many.
  static func retry(after attempts: Int, at now: Timestamp) -> Timestamp {
    now.adding(seconds: backoffSeconds << Int64(min(max(attempts - 1, 0), 6)))
  }

  /// A lease belongs to whoever shows its token.
  static func check(_ row: ReminderRecord, token: Token) throws(Fault) {
    guard row.token == token else { throw .invalidValue("token", "the lease is another's") }
  }
}

extension WriteContext {
  /// Plans the reminders of a booking: one a channel of the client, none where nobody is named.
  mutating func planReminders(of row: AppointmentRecord) throws {
    guard let client = row.client, let person = try find(ClientRecord.self, client) else { return }
    var channels: [ReminderChannel] = []
    if person.email != nil { channels.append(.email) }
    if person.phone != nil, person.email == nil { channels.append(.sms) }
    for channel in channels {
      try insert(
        ReminderRecord(
          id: newID(Reminder.self),
          rev: 1,
          appointment: row.id,
          client: client,
          channel: channel,
          state: .scheduled,
          due: row.startsAt.adding(seconds: -ReminderRules.leadSeconds),
          attempts: 0,
          dedupeKey: "appointment/\(row.id.text)/\(channel.rawValue)/1"
        )
      )
    }
  }

  /// Cancels what has not been sent of some reminders and tells how many.
  @discardableResult
  mutating func cancelReminders(_ condition: Predicate) throws -> Int {
    let rows = try fetchAll(
      ReminderRecord.self,
      """
      SELECT * FROM reminder WHERE state IN ('scheduled','leased') AND \(condition.sql)
      ORDER BY id LIMIT 1000
      """,
      condition.arguments
    )
    for row in rows { try pass(row, to: .cancelled) }
    return rows.count
  }
}
