import KimAPI

extension ReminderLease: WriteHandler {
  /// How many reminders one request looks at: those that cannot go do not use up the limit.
  private static let triesMax = 1000

  static func run(_ params: Params, in context: inout WriteContext) throws -> Output {
    let seconds = params.leaseSeconds ?? ReminderRules.leaseSecondsStandard
    guard ReminderRules.leaseSeconds.contains(seconds) else {
      throw Fault.invalidValue("leaseSeconds", "10 to 3600")
    }
    context.trail.relation(.automation)
    try takeBackLapsed(&context)
    let limit = (params.limit ?? .standard).count
    var items: [LeasedReminder] = []
    var tries = 0
    while items.count < limit, tries < triesMax {
      let rows = try due(params, limit - items.count, context)
      guard !rows.isEmpty else { break }
      for row in rows {
        if let item = try lease(row, seconds, &context) { items.append(item) }
      }
      tries += rows.count
    }
    return Output(items: items)
  }

  private static func due(
    _ params: Params,
    _ limit: Int,
    _ context: borrowing WriteContext
  ) throws -> [ReminderRecord] {
    let channels = params.channels ?? ReminderChannel.allCases
    let wanted =
      Predicate("state='scheduled' AND due<=?", [context.now])
      && .in("channel", channels)
    return try context.fetchAll(
      ReminderRecord.self,
      "SELECT * FROM reminder WHERE \(wanted.sql) ORDER BY due,id LIMIT ?",
      wanted.arguments + [limit]
    )
  }

  /// Leases that ran out are handed out again: the sender may have died before or after sending.
  private static func takeBackLapsed(_ context: inout WriteContext) throws {
    let lapsed = try context.fetchAll(
      ReminderRecord.self,
      "SELECT * FROM reminder WHERE state='leased' AND leaseUntil<=? ORDER BY leaseUntil LIMIT 1000",
      [context.now]
    )
    for row in lapsed {
      if row.attempts >= ReminderRules.attemptsMax {
        try context.pass(row, to: .dead) { $0.problem = .tooManyAttempts }
      } else {
        try context.pass(row, to: .scheduled)
      }
    }
  }

  /// Leases one reminder, or gives it up with the reason: one that cannot go never stops the others.
  private static func lease(
    _ row: ReminderRecord,
    _ seconds: Int,
    _ context: inout WriteContext
  ) throws -> LeasedReminder? {
    guard let appointment = try context.find(AppointmentRecord.self, row.appointment),
      let site = try context.find(SiteRecord.self, appointment.site),
      let client = try context.find(ClientRecord.self, row.client)
    else { throw Fault(.dataDamaged, "a reminder lost its appointment") }
    guard appointment.startsAt > context.now else {
      return try giveUp(row, .tooLate, &context)
    }
    guard try context.hasConsent(client.id, to: .contactByChannel) else {
      try context.pass(row, to: .cancelled)
      return nil
    }
    guard let recipient = try recipient(row.channel, client, &context) else {
      return try giveUp(row, .noRecipient, &context)
    }
    let token = Token(Fingerprint.hex((0..<16).map { _ in UInt8.random(context.environment) }))
    guard let token else { throw Fault(.internal, "no token") }
    try context.step(Self.self, row) { row, context in
      row.token = token
      row.leaseOwner = Int64(context.caller.uid)
      row.leaseUntil = context.now.adding(seconds: Int64(seconds))
      row.attempts += 1
    }
    let wanted = (appointment.language.map { [$0] } ?? []) + client.languages
    let text = ReminderText.message(appointment.start, at: site.name, in: wanted)
    guard let subject = Label(text.subject), let body = LongText(text.body) else {
      throw Fault(.internal, "no text")
    }
    return LeasedReminder(
      id: row.id,
      token: token,
      channel: row.channel,
      recipient: recipient,
      language: text.language,
      subject: Personal(subject),
      body: Personal(body),
      due: row.due
    )
  }

  private static func giveUp(
    _ row: ReminderRecord,
    _ problem: ReminderProblem,
    _ context: inout WriteContext
  ) throws -> LeasedReminder? {
    try context.step(Self.self, row) { row, _ in row.giveUp(problem) }
    return nil
  }

  /// Where a reminder goes; an address that does not open is warned of and stops nobody but its own reminder.
  private static func recipient(
    _ channel: ReminderChannel,
    _ client: ClientRecord,
    _ context: inout WriteContext
  ) throws -> Personal<LongText>? {
    do {
      let safe = try context.safe(of: client)
      let address =
        switch channel {
        case .email: try safe.openIfPresent(client.email, "email")?.value.text
        case .sms: try safe.openIfPresent(client.phone, "phone")?.value.text
        }
      return address.flatMap { LongText($0) }.map { Personal($0) }
    } catch is SealFailure {
      context.warn(.recipientUnreadable)
      return nil
    }
  }
}

extension UInt8 {
  /// A random byte of the environment.
  fileprivate static func random(_ environment: Environment) -> UInt8 {
    UInt8(truncatingIfNeeded: environment.random())
  }
}
