import KimAPI

/// How a booking comes about; booking and moving share it.
extension WriteContext {
  /// Fills in person and room, stores the appointment and its claims, and plans its reminders, or says what is taken.
  ///
  /// A move keeps the person, unless they do not sit there then: the number must not die for that.
  mutating func book(
    _ wanted: AppointmentRecord,
    staff named: ID<Staff>?,
    isMove: Bool = false
  ) throws -> AppointmentRecord {
    var row = wanted
    let calendar = try AppointmentCalendar(site(row.site), in: self)
    let staff = isMove && !calendar.sits(named, row) ? nil : named
    let preferred = try preferred(for: row.client)
    let people = try calendar.people(row, staff: staff, preferring: preferred)
    guard let chosen = try calendar.choose(row, of: people, in: self) else {
      throw try slotTaken(row, calendar, staff)
    }
    (row.staff, row.room) = chosen
    try insert(row)
    guard try claim(row) else { throw try slotTaken(row, calendar, staff) }
    try planReminders(of: row)
    return row
  }

  /// Who is asked first: the client's own case manager, then whoever books.
  private func preferred(for client: ID<Client>?) throws -> [ID<Staff>] {
    let manager = try client.flatMap {
      try value(
        ID<Staff>.self,
        "SELECT caseManager FROM \"case\" WHERE client=? AND state<>'closed'",
        [$0]
      )
    }
    return [manager, caller.staff == manager ? nil : caller.staff].compactMap(\.self)
  }

  /// Takes what the appointment needs, or says that some of it is taken.
  private func claim(_ row: AppointmentRecord) throws -> Bool {
    var resources: [String] = []
    if let staff = row.staff { resources.append(AppointmentCalendar.resource(staff: staff)) }
    if let room = row.room {
      resources.append(AppointmentCalendar.resource(room: room, at: row.site))
    }
    if let client = row.client { resources.append(AppointmentCalendar.resource(client: client)) }
    for resource in resources {
      for cell in row.cells {
        let count = try execute(
          "INSERT INTO claim(resource,cell,appointment) VALUES(?,?,?) ON CONFLICT DO NOTHING",
          [resource, cell, row.id]
        )
        guard count == 1 else { return false }
      }
    }
    return true
  }

  /// Gives back what an appointment had taken.
  func releaseClaims(of row: AppointmentRecord) throws {
    try execute("DELETE FROM claim WHERE appointment=?", [row.id])
  }

  private func slotTaken(
    _ row: AppointmentRecord,
    _ calendar: AppointmentCalendar,
    _ staff: ID<Staff>?
  ) throws -> Fault {
    let free = try calendar.free(
      row.start.day...row.start.day.adding(days: 14),
      minutes: row.durationMinutes,
      staff: staff,
      preferring: preferred(for: row.client),
      client: row.client,
      after: now,
      limit: 5,
      in: self
    )
    let alternatives = free.map { slot -> JSON in
      var members: [JSON.Member] = [.init("start", .string(slot.start.text))]
      if let login = slot.staff?.name { members.append(.init("staff", .string(login.text))) }
      return .object(members)
    }
    return Fault(
      .slotTaken,
      "this time is taken",
      [.init("alternatives", .array(alternatives))]
    )
  }
}

extension AppointmentCalendar {
  fileprivate func sits(_ staff: ID<Staff>?, _ row: AppointmentRecord) -> Bool {
    let people = people(at: row.start, minutes: row.durationMinutes, preferring: [])
    return staff.map { people?.contains($0) ?? true } ?? true
  }

  /// Who may hold an appointment: those who sit there then, or of them the one named.
  fileprivate func people(
    _ row: AppointmentRecord,
    staff named: ID<Staff>?,
    preferring preferred: [ID<Staff>]
  ) throws(Fault) -> [ID<Staff>] {
    let people = people(at: row.start, minutes: row.durationMinutes, preferring: preferred)
    guard let people else {
      throw .invalidValue("start", "outside the hours for appointments of \(row.site.text)")
    }
    guard let named else { return people }
    guard everybody.contains(named) else { throw .notFound("staff") }
    guard people.contains(named) else {
      throw .invalidValue("start", "this person sits at \(row.site.text) at other times")
    }
    return [named]
  }
}
