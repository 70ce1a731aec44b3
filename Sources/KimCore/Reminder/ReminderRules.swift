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
  /// Plans the reminders of a new booking.
  mutating func planReminders(of row: AppointmentRecord) throws {
    guard let client = row.client else { return }
    for channel in try channels(of: client) { try plan(row, client, channel, round: 1) }
  }

  /// Brings the reminders of a client's booked appointments in line with what the client agreed to and how they are
  /// reached, and tells how many were taken back.
  @discardableResult
  mutating func replanReminders(of client: ID<Client>) throws -> Int {
    try replanReminders(of: client, by: channels(of: client))
  }

  /// The same with the channels that are left, which may be none.
  @discardableResult
  mutating func replanReminders(of client: ID<Client>, by channels: [ReminderChannel]) throws -> Int
  {
    let booked = try fetchAll(
      AppointmentRecord.self,
      "SELECT * FROM appointment WHERE client=? AND state='booked' LIMIT 1000",
      [client]
    )
    var cancelled = 0
    for row in booked {
      let known = try reminders(of: row.id)
      for reminder in known where !channels.contains(reminder.channel) && reminder.isOpen {
        try pass(reminder, to: .cancelled)
        cancelled += 1
      }
      for channel in channels where row.startsAt > now {
        let rounds = known.filter { $0.channel == channel }
        guard !rounds.contains(where: { $0.isOpen || $0.state == .sent }) else { continue }
        try plan(row, client, channel, round: rounds.count + 1)
      }
    }
    return cancelled
  }

  /// Takes back what has not been sent of an appointment's reminders.
  mutating func cancelReminders(of appointment: ID<Appointment>) throws {
    for row in try reminders(of: appointment) where row.isOpen { try pass(row, to: .cancelled) }
  }

  /// The channels by which a client is reminded: only with consent, the address before the telephone.
  private func channels(of client: ID<Client>) throws -> [ReminderChannel] {
    guard let person = try find(ClientRecord.self, client),
      try hasConsent(client, to: .contactByChannel)
    else { return [] }
    if person.email != nil { return [.email] }
    return person.phone == nil ? [] : [.sms]
  }

  private func reminders(of appointment: ID<Appointment>) throws -> [ReminderRecord] {
    try fetchAll(
      ReminderRecord.self,
      "SELECT * FROM reminder WHERE appointment=? ORDER BY channel,round LIMIT 1000",
      [appointment]
    )
  }

  private mutating func plan(
    _ row: AppointmentRecord,
    _ client: ID<Client>,
    _ channel: ReminderChannel,
    round: Int
  ) throws {
    try insert(
      ReminderRecord(
        id: newID(Reminder.self),
        rev: 1,
        appointment: row.id,
        client: client,
        site: row.site,
        channel: channel,
        round: round,
        state: .scheduled,
        due: row.startsAt.adding(seconds: -ReminderRules.leadSeconds),
        attempts: 0
      )
    )
  }
}

extension ReminderRecord {
  /// Whether it may still be sent.
  fileprivate var isOpen: Bool { state == .scheduled || state == .leased }
}
