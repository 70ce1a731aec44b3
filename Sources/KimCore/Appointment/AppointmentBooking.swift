import KimAPI

/// How a booking comes about; booking and moving share it.
extension WriteContext {
  /// Fills in person and room, stores the appointment and its claims, and plans its reminders, or says what is taken.
  mutating func book(_ wanted: AppointmentRecord, staff: ID<Staff>?) throws -> AppointmentRecord {
    var row = wanted
    let calendar = try AppointmentCalendar(site(row.site), in: self)
    guard AppointmentRules.fits(row.start, minutes: row.durationMinutes, calendar.hours) else {
      throw Fault.invalidValue("start", "outside the hours for appointments of \(row.site.text)")
    }
    if let staff, !calendar.staff.contains(staff) { throw Fault.notFound("staff") }
    let chosen = try calendar.choose(row, staff: staff, preferring: caller.staff, in: self)
    guard let chosen else { throw try slotTaken(row, calendar, staff) }
    (row.staff, row.room) = chosen
    try insert(row)
    do {
      try claim(row)
    } catch  where StoreErrors.isTaken(error) {
      throw try slotTaken(row, calendar, staff)
    }
    try planReminders(of: row)
    return row
  }

  private func claim(_ row: AppointmentRecord) throws {
    var resources: [String] = []
    if let staff = row.staff { resources.append(AppointmentCalendar.resource(staff: staff)) }
    if let room = row.room {
      resources.append(AppointmentCalendar.resource(room: room, at: row.site))
    }
    if let client = row.client { resources.append(AppointmentCalendar.resource(client: client)) }
    for resource in resources {
      for cell in row.cells {
        try execute(
          "INSERT INTO claim(resource,cell,appointment) VALUES(?,?,?)",
          [resource, cell, row.id]
        )
      }
    }
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
      client: row.client,
      after: now,
      limit: 5,
      in: self
    )
    let alternatives = free.map { slot -> JSON in
      var members: [JSON.Member] = [.init("start", .string(slot.start.text))]
      if let staff = slot.staff { members.append(.init("staff", .string(staff.text))) }
      return .object(members)
    }
    return Fault(
      .slotTaken,
      "this time is taken",
      [.init("alternatives", .array(alternatives))]
    )
  }
}
