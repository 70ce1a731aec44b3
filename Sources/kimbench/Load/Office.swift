import Glibc
import KimAPI
import KimClient

/// What the loads need in the store: an organisation, staff, sessions of today, some cases.
struct Office: Sendable {
  /// As many sites as clients can be connected: each calls tickets at its own.
  static let sites = 64
  /// Members of staff who are booked, each with a municipality and its site.
  static let bookable = 16
  static let desks = 12
  /// How many wait at a site when its desks begin to call.
  static let waiting = 30
  static let shown = 500
  static let serviceType = "bench-talk"

  static func municipality(_ index: Int) -> String { "bench-\(index % bookable + 1)" }
  static func site(_ index: Int) -> String { "bench-site-\(index + 1)" }

  /// A case manager at the first three places, who reads and is not booked.
  let reader: (staff: String, uid: UInt32)
  let staff: [String]
  let sessions: [String]
  let cases: [String]
  let slots: Slots

  /// Puts it into a store that was made for the purpose; without staff nobody can be booked.
  init(socket: String, hasStaff: Bool = true) throws(BenchFailure) {
    let connection = Connection(ClientOptions(socketPath: socket, name: "kimbench", retries: 2))
    _ = try Self.call(OrganisationLoad.self, .init(organisation: Self.organisation()), connection)
    try Self.addOneself(connection)
    // Users that the system does not have, others in each run: their year is free.
    let uid = 1_000_000_000 + Int.random(in: 0..<100_000_000) * 20
    var staff: [String] = []
    for index in 0..<(hasStaff ? Self.bookable : 0) {
      staff.append(try Self.addStaff(uid + index, at: [Self.municipality(index)], connection))
    }
    self.staff = staff
    let places = (0..<3).map(Self.municipality)
    reader =
      hasStaff ? (try Self.addStaff(uid + 19, at: places, connection), UInt32(uid + 19)) : ("", 0)
    sessions = try Self.openSessions(connection)
    connection.close()
    cases = try Self.openCases(socket)
    slots = Slots(firstDay: Clock.today().adding(days: 2))
  }

  private static func call<M: Method>(
    _ method: M.Type,
    _ params: M.Params,
    _ connection: Connection
  ) throws(BenchFailure) -> M.Output {
    do throws(CallFailure) {
      return try connection.call(method, params)
    } catch {
      throw BenchFailure(error, in: M.name)
    }
  }

  /// The one who runs this becomes the first member of staff, in every role that the loads need.
  private static func addOneself(_ connection: Connection) throws(BenchFailure) {
    let hello = try call(RpcHello.self, .init(), connection)
    guard hello.you.staff == nil else { return }
    guard let entry = getpwuid(getuid()), let login = Token(String(cString: entry.pointee.pw_name)),
      let name = Label("Bench")
    else { throw BenchFailure("the system knows no login of uid \(getuid())") }
    var places: [Slug<Municipality>] = []
    for index in 0..<bookable { places.append(try slug(municipality(index))) }
    let params = StaffAdd.Params(
      login: login,
      name: name,
      roles: [.kimLead, .caseManager, .coordinator, .frontDesk, .automation, .dpo],
      municipalities: places,
      uid: hello.you.uid
    )
    _ = try call(StaffAdd.self, params, connection)
  }

  private static func addStaff(
    _ uid: Int,
    at places: [String],
    _ connection: Connection
  ) throws(BenchFailure) -> String {
    guard let login = Token("bench-\(uid)") else { throw BenchFailure("no login") }
    var municipalities: [Slug<Municipality>] = []
    for place in places { municipalities.append(try slug(place)) }
    let params = StaffAdd.Params(
      login: login,
      name: try label("Bench \(uid)"),
      roles: [.caseManager],
      municipalities: municipalities,
      uid: uid
    )
    return try call(StaffAdd.self, params, connection).id.text
  }

  private static func openSessions(_ connection: Connection) throws(BenchFailure) -> [String] {
    var sessions: [String] = []
    for index in 0..<sites {
      let params = SessionOpen.Params(site: try slug(site(index)))
      do throws(CallFailure) {
        sessions.append(try connection.call(SessionOpen.self, params).id.text)
      } catch {
        // It is open already: an earlier run of today.
        guard case .fault(let fault) = error, fault.kind == .alreadyExists,
          let known = fault.details.first(where: { $0.key == "session" })?.value.text
        else { throw BenchFailure(error, in: SessionOpen.name) }
        sessions.append(known)
      }
    }
    return sessions
  }

  private static func openCases(_ path: String) throws(BenchFailure) -> [String] {
    let socket = try RawSocket(path)
    var load = CaseOpenLoad(client: 0)
    try load.prepare(shown, socket)
    var lines: [[UInt8]] = []
    while let line = load.next() { lines.append(line) }
    return try socket.ids(lines)
  }

  // MARK: The organisation

  private static func organisation() throws(BenchFailure) -> Organisation {
    let region: Slug<Region> = try slug("bench")
    let hours = try hours()
    var municipalities: [Municipality] = []
    for index in 0..<bookable {
      municipalities.append(
        .init(
          id: try slug(municipality(index)),
          name: try label("Bench \(index + 1)"),
          region: region
        )
      )
    }
    var desks: [Label] = []
    for desk in 1...Self.desks { desks.append(try label("\(desk)")) }
    var sites: [Site] = []
    for index in 0..<Self.sites {
      sites.append(
        Site(
          id: try slug(site(index)),
          name: try label("Bench \(index + 1)"),
          municipality: try slug(municipality(index)),
          rooms: [],
          desks: desks,
          hours: hours
        )
      )
    }
    let type = ServiceType(
      id: try slug(serviceType),
      name: try label("Bench"),
      durationMinutes: Slots.minutes
    )
    return Organisation(
      regions: [.init(id: region, name: try label("Bench"))],
      municipalities: municipalities,
      socialDistricts: [],
      sites: sites,
      serviceTypes: [type],
      posts: []
    )
  }

  private static func hours() throws(BenchFailure) -> [ConsultationHours] {
    guard let from = TimeOfDay(minutes: 0), let to = TimeOfDay(minutes: 1440) else {
      throw BenchFailure("a day has no hours")
    }
    return Weekday.allCases.map { .init(weekday: $0, from: from, to: to, kind: .appointment) }
  }

  private static func slug<Of>(_ text: String) throws(BenchFailure) -> Slug<Of> {
    guard let slug = Slug<Of>(text) else { throw BenchFailure("\(text) is no name") }
    return slug
  }

  private static func label(_ text: String) throws(BenchFailure) -> Label {
    guard let label = Label(text) else { throw BenchFailure("\(text) is no label") }
    return label
  }
}
