import KimAPI

/// What is taken and what is free at a site; read from the claims that active bookings hold.
struct AppointmentCalendar {
  let site: SiteRecord
  let hours: [HoursRecord]
  /// Whose place it is, by id: they sit there where a span names nobody.
  private let place: [ID<Staff>]
  private let active: Set<ID<Staff>>

  init(_ site: SiteRecord, in context: borrowing some StoreContext & ~Copyable) throws {
    self.site = site
    hours = try context.hours(of: site.id)
    place = context.roster.staff(with: .caseManager) {
      $0.names(site.municipality, site.socialDistrict)
    }
    active = Set(context.roster.callers.values.compactMap(\.staff))
  }

  /// Everybody who sits at the site at some time.
  var everybody: Set<ID<Staff>> {
    Set(hours.filter { $0.kind == .appointment }.flatMap { sitting($0) })
  }

  /// Who sits there for the whole of a time, those preferred in front; nil outside the hours for appointments.
  func people(
    at start: LocalTime,
    minutes: Int,
    preferring preferred: [ID<Staff>]
  ) -> [ID<Staff>]? {
    // A span of somebody who has left is nobody's, and no hour.
    let spans = AppointmentRules.spans(start, minutes: minutes, hours)
      .filter { $0.staff.map { active.contains($0) } ?? true }
    guard !spans.isEmpty else { return nil }
    let people = Set(spans.flatMap { sitting($0) })
    let first = preferred.filter { people.contains($0) }
    return first + people.subtracting(first).sorted()
  }

  private func sitting(_ span: HoursRecord) -> [ID<Staff>] {
    span.staff.map { active.contains($0) ? [$0] : [] } ?? place
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
    preferring preferred: [ID<Staff>],
    client: ID<Client>? = nil,
    after now: Timestamp,
    limit: Int,
    in context: borrowing some StoreContext & ~Copyable
  ) throws -> [FreeSlot] {
    let own = client.map { [Self.resource(client: $0)] } ?? []
    var slots: [FreeSlot] = []
    var day = days.lowerBound
    while day <= days.upperBound, slots.count < limit {
      let times = AppointmentRules.grid(day, minutes: minutes, hours).compactMap { start -> Time? in
        guard let instant = try? OfficeZone.instant(start), instant > now,
          let people = people(at: start, minutes: minutes, preferring: preferred)
        else { return nil }
        let asked = only.map { only in people.filter { $0 == only } } ?? people
        guard only == nil || !asked.isEmpty else { return nil }
        return Time(
          start: start,
          cells: AppointmentRules.cells(instant, minutes),
          people: asked
        )
      }
      slots += try free(times, own, in: context)
      day = day.adding(days: 1)
    }
    return Array(slots.prefix(limit))
  }

  /// A time of the grid with those who sit there; none at a site where nobody does.
  private struct Time {
    let start: LocalTime
    let cells: Range<Int64>
    let people: [ID<Staff>]
  }

  private func free(
    _ times: [Time],
    _ own: [String],
    in context: borrowing some StoreContext & ~Copyable
  ) throws -> [FreeSlot] {
    guard let first = times.first, let last = times.last else { return [] }
    let people = Set(times.flatMap(\.people)).map(Self.resource(staff:))
    let rooms = site.rooms.map { Self.resource(room: $0, at: site.id) }
    let span = first.cells.lowerBound..<last.cells.upperBound
    let taken = try taken(people + rooms + own, span, in: context)
    var slots: [FreeSlot] = []
    for time in times {
      func isFree(_ resource: String) -> Bool {
        taken[resource]?.isDisjoint(with: time.cells) ?? true
      }
      guard own.allSatisfy(isFree), rooms.isEmpty || rooms.contains(where: isFree) else { continue }
      if time.people.isEmpty { slots.append(FreeSlot(start: time.start)) }
      for staff in time.people where isFree(Self.resource(staff: staff)) {
        slots.append(FreeSlot(start: time.start, staff: context.ref(staff)))
      }
    }
    return slots
  }

  /// A room and one of some people that are free for a booking; nil where there is none of either.
  func choose(
    _ row: AppointmentRecord,
    of people: [ID<Staff>],
    in context: borrowing some StoreContext & ~Copyable
  ) throws -> (staff: ID<Staff>?, room: Label?)? {
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
