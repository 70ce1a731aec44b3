import KimAPI

/// What is taken and what is free at a site; read from the claims that active bookings hold.
struct AppointmentCalendar {
  let site: SiteRecord
  let hours: [ConsultationHours]
  /// Who can be booked there: case managers whose scope holds the site's municipality, by id.
  let staff: [ID<Staff>]

  init(_ site: SiteRecord, in context: borrowing some StoreContext & ~Copyable) throws {
    self.site = site
    hours = try context.hours(of: site.id)
    staff = context.roster.staff(with: .caseManager, at: site.municipality, site.socialDistrict)
  }

  static func resource(staff: ID<Staff>) -> String { "staff/\(staff.text)" }
  static func resource(client: ID<Client>) -> String { "client/\(client.text)" }
  static func resource(room: Label, at site: Slug<Site>) -> String {
    "room/\(site.text)/\(room.text)"
  }

  /// The cells that some resources have given away between two instants.
  func taken(
    _ resources: [String],
    _ cells: Range<Int64>,
    in context: borrowing some StoreContext & ~Copyable
  ) throws -> [String: Set<Int64>] {
    var taken: [String: Set<Int64>] = [:]
    for resource in resources {
      let held = try context.values(
        Int64.self,
        "SELECT cell FROM claim WHERE resource=? AND cell>=? AND cell<? LIMIT 100000",
        [resource, cells.lowerBound, cells.upperBound]
      )
      taken[resource] = Set(held)
    }
    return taken
  }

  /// The free times between two days after an instant, at most so many; where a client is named, free for them too.
  func free(
    _ days: ClosedRange<Day>,
    minutes: Int,
    staff only: ID<Staff>?,
    client: ID<Client>? = nil,
    after now: Timestamp,
    limit: Int,
    in context: borrowing some StoreContext & ~Copyable
  ) throws -> [FreeSlot] {
    let people = only.map { [$0] } ?? staff
    let own = client.map { [Self.resource(client: $0)] } ?? []
    var slots: [FreeSlot] = []
    var day = days.lowerBound
    while day <= days.upperBound, slots.count < limit {
      let starts = AppointmentRules.grid(day, minutes: minutes, hours).compactMap { local in
        (try? OfficeZone.instant(local)).map { (local, $0) }
      }.filter { $0.1 > now }
      slots += try free(starts, minutes, people, own, in: context)
      day = day.adding(days: 1)
    }
    return Array(slots.prefix(limit))
  }

  private func free(
    _ starts: [(LocalTime, Timestamp)],
    _ minutes: Int,
    _ people: [ID<Staff>],
    _ own: [String],
    in context: borrowing some StoreContext & ~Copyable
  ) throws -> [FreeSlot] {
    guard let first = starts.first, let last = starts.last else { return [] }
    let begin = AppointmentRules.cells(first.1, minutes).lowerBound
    let span = begin..<AppointmentRules.cells(last.1, minutes).upperBound
    let rooms = site.rooms.map { Self.resource(room: $0, at: site.id) }
    let taken = try taken(people.map(Self.resource(staff:)) + rooms + own, span, in: context)
    return starts.flatMap { local, instant -> [FreeSlot] in
      let wanted = Set(AppointmentRules.cells(instant, minutes))
      func isFree(_ resource: String) -> Bool { taken[resource]?.isDisjoint(with: wanted) ?? true }
      guard own.allSatisfy(isFree), rooms.isEmpty || rooms.contains(where: isFree) else {
        return []
      }
      if staff.isEmpty, people.isEmpty { return [FreeSlot(start: local)] }
      return people.filter { isFree(Self.resource(staff: $0)) }.map {
        FreeSlot(start: local, staff: $0)
      }
    }
  }

  /// A room and a person that are free for a booking; nil where there is none of either.
  func choose(
    _ row: AppointmentRecord,
    staff named: ID<Staff>?,
    preferring caller: ID<Staff>?,
    in context: borrowing some StoreContext & ~Copyable
  ) throws -> (staff: ID<Staff>?, room: Label?)? {
    let people = named.map { [$0] } ?? staff.filter { $0 == caller } + staff.filter { $0 != caller }
    let rooms = site.rooms.map { ($0, Self.resource(room: $0, at: site.id)) }
    let resources = people.map(Self.resource(staff:)) + rooms.map(\.1)
    let taken = try taken(resources, row.cells, in: context)
    func isFree(_ resource: String) -> Bool { taken[resource]?.isEmpty ?? true }
    let person = people.first { isFree(Self.resource(staff: $0)) }
    let room = rooms.first { isFree($0.1) }?.0
    guard person != nil || people.isEmpty, room != nil || rooms.isEmpty else { return nil }
    return (person, room)
  }
}
