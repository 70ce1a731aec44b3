import KimAPI

/// The same questions to a store that grows: what an office asks all day must not become slower with the years.
struct Growth {
  /// What may be added to the figure at the smallest size: this factor, or these milliseconds.
  private static let factor = 1.5
  private static let milliseconds = 0.5
  private static let rows = 20

  let daemon: Daemon
  let office: Office
  let quiet: Quiet
  private var known: [Filling.Known] = []
  private var columns: [(size: Int, samples: [String: Sample], isQuiet: Bool)] = []
  private var names: [String] = []
  private(set) var unmeasured: [String] = []

  init(daemon: Daemon, quiet: Quiet) throws(BenchFailure) {
    self.daemon = daemon
    self.quiet = quiet
    office = try Office(socket: daemon.socket)
  }

  /// Lets the store grow to a number of cases and asks.
  mutating func grow(to size: Int) throws(BenchFailure) {
    let before = columns.last?.size ?? 0
    let start = Clock.nanoseconds()
    known += try Filler(socket: daemon.socket, office: office).fill(before..<size)
    let seconds = (Double(Clock.nanoseconds() - start) / 1e9).text(1)
    // In turns, as if people had come and gone: neither the oldest nor the newest alone.
    known.shuffle()
    unmeasured = []
    let measured = try quiet.measure { () throws(BenchFailure) in try ask() }
    names = measured.value.map(\.name)
    var samples: [String: Sample] = [:]
    for (name, sample) in measured.value { samples[name] = sample }
    columns.append((size, samples, measured.isQuiet))
    Console.say("\(size) cases: filled in \(seconds) s, then measured; \(measured.note)")
  }

  private mutating func ask() throws(BenchFailure) -> [(name: String, sample: Sample)] {
    unmeasured = []
    var found: [(name: String, sample: Sample)] = []
    // The list of a case manager with three places is another one than that of who sees all.
    for (name, load) in readings { attempt(name, load, office.reader.uid, &found) }
    for (name, load) in others { attempt(name, load, nil, &found) }
    return found
  }

  private mutating func attempt(
    _ name: String,
    _ load: any Load,
    _ uid: UInt32?,
    _ found: inout [(name: String, sample: Sample)]
  ) {
    do throws(BenchFailure) {
      found.append((name, try Sample(load, RawSocket(daemon.socket, as: uid))))
    } catch {
      unmeasured.append("growth, \(name): \(error)")
    }
  }

  // MARK: What is asked

  private func asked(
    _ method: String,
    _ params: (Filling.Known) -> String
  ) -> any Load {
    SteadyLoad(lines: known.prefix(400).map { Requests.line(method, params($0)) })
  }

  private func listed(_ method: String, _ params: String) -> any Load {
    let params = (params.isEmpty ? "" : params + ",") + "\"limit\":\(Self.rows)"
    return SteadyLoad(lines: [Requests.line(method, params)])
  }

  /// What a case manager asks.
  private var readings: [(String, any Load)] {
    let own = "\"caseManager\":\"\(office.reader.staff)\""
    return [
      ("case.show", asked("case.show") { "\"id\":\"\($0.opened)\"" }),
      ("case.list, own", listed("case.list", own)),
      ("case.list, by state", listed("case.list", "\"state\":\"closed\"")),
      ("case.list, a state of none", listed("case.list", "\"state\":\"evaluation\"")),
      (
        "case.list, by municipality",
        listed("case.list", "\"municipality\":\"\(Office.municipality(1))\"")
      ),
      ("case.history", asked("case.history") { "\"id\":\"\($0.opened)\"" }),
      ("client.show", asked("client.show") { "\"id\":\"\($0.client)\"" }),
      (
        "client.find, whole name",
        asked("client.find") { "\"query\":\"\(People.name($0.person))\"" }
      ),
      (
        "client.find, three letters",
        asked("client.find") { "\"query\":\"\(People.family($0.person).prefix(3))\"" }
      ),
    ]
  }

  /// What the others of the office ask; the days of the calendar's end are free at every size, those of its beginning full.
  private var others: [(String, any Load)] {
    let site = "\"site\":\"\(Office.site(0))\""
    let (first, last) = (office.slots.firstDay, office.slots.lastDay)
    let free = "\"from\":\"\(last.adding(days: -4).text)\",\"to\":\"\(last.text)\""
    let full = "\"from\":\"\(first.text)\",\"to\":\"\(first.text)\""
    let type = "\"serviceType\":\"\(Office.serviceType)\""
    return [
      ("appointment.free", listed("appointment.free", "\(site),\(type),\(free)")),
      ("appointment.list", listed("appointment.list", "\(site),\(full)")),
      ("ticket.callNext", CallNextLoad(office: office, client: 0)),
      ("audit.list", listed("audit.list", "")),
      ("daemon.status", SteadyLoad(lines: [Requests.line("daemon.status", "")])),
      ("case.open", CaseOpenLoad(client: 0)),
    ]
  }

  // MARK: What it showed

  /// A line of heading and one a question: p50 and p99 in milliseconds at each size, how many times the smallest's p50, and
  /// a mark where it grew.
  var table: [String] {
    let heads = columns.map { column in
      "\(column.size)".rightAligned(11) + "p99".rightAligned(9) + "".rightAligned(9)
    }
    return ["p50 and p99 in ms at".padded(28) + heads.joined()]
      + names.map { name in name.padded(28) + columns.map { cells(name, $0) }.joined() }
  }

  private func cells(
    _ name: String,
    _ column: (size: Int, samples: [String: Sample], isQuiet: Bool)
  ) -> String {
    guard let sample = column.samples[name] else { return "-".rightAligned(29) }
    let figures = sample.p50.text(3).rightAligned(11) + sample.p99.text(3).rightAligned(9)
    guard let ratio = ratio(name, column.samples), column.size != columns.first?.size else {
      return figures + "".rightAligned(9)
    }
    return figures
      + (ratio.text(2) + "x" + (hasGrown(name, column.samples) ? "!" : " "))
      .rightAligned(9)
  }

  private func ratio(_ name: String, _ samples: [String: Sample]) -> Double? {
    guard let first = columns.first?.samples[name], let last = samples[name] else { return nil }
    return last.p50 / max(first.p50, 0.000_001)
  }

  private func hasGrown(_ name: String, _ samples: [String: Sample]) -> Bool {
    guard let first = columns.first?.samples[name], let last = samples[name] else { return false }
    return last.p50 > first.p50 * Self.factor && last.p50 > first.p50 + Self.milliseconds
  }

  /// How many questions stayed within the bounds at the greatest size, and the bounds of the two that once had none.
  var ratios: [Ratio] {
    guard columns.count > 1, let last = columns.last else { return [] }
    guard last.isQuiet, columns.first?.isQuiet == true else { return [] }
    let kept = names.count { !hasGrown($0, last.samples) }
    func most(_ name: String, _ bound: Double) -> Ratio? {
      let times = names.filter { $0.hasPrefix(name) }.compactMap { last.samples[$0]?.p50 }
      return times.max().map {
        Ratio(
          name: "\(name), slowest p50 at \(last.size)",
          reached: $0,
          unit: " ms",
          digits: 2,
          goal: .atMost(bound)
        )
      }
    }
    return [
      Ratio(
        name: "growth to \(last.size): stayed within bounds",
        reached: Double(kept),
        unit: " of \(names.count)",
        digits: 0,
        goal: .atLeast(Double(names.count))
      ),
      most("client.find", 5),
      most("case.list", 3),
    ].compactMap { $0 }
  }
}
