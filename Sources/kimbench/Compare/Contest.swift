/// Who is measured beside whom, and what is to be reached.
struct Contest {
  private static let freshCases = [1: 3000, 16: 24_000]
  /// The same for the older build, but for what measurements of some seconds differ by themselves.
  private static let noWorse = 0.95

  /// A build with a daemon of its own that rests while others work.
  typealias Build = (kimd: Kimd, daemon: Daemon)

  private(set) var duel: Duel
  private let seconds: Double
  private let new: Build
  private let old: Build?

  init(_ new: Build, _ old: Build?, _ rivals: Rivals, quiet: Quiet, seconds: Double) {
    duel = Duel(quiet: quiet)
    self.seconds = seconds
    self.new = new
    self.old = old
    if let echo = rivals.echo { greet(echo) }
    for clients in [1, 16] { open(clients, rivals) }
    for method in [BenchMethod.caseShow, .appointmentBook, .ticketCallNext] {
      for clients in [1, 16] { load(method, clients) }
    }
  }

  mutating func round() { duel.round() }

  private mutating func greet(_ echo: Echo) {
    let seconds = seconds
    load(.hello, 1)
    duel.add(echo.name) { () throws(BenchFailure) in try echo.measure(seconds: seconds) }
    duel.compare("rpc.hello, 1 client", with: echo.name, as: "rpc.hello / \(echo.name)", 0.8)
  }

  /// The rows of a case: a kimd that was just started, one that has worked a while, and all others.
  private mutating func open(_ clients: Int, _ rivals: Rivals) {
    let seconds = seconds
    let cases = Self.freshCases[clients] ?? 0
    each("case.open fresh", clients) { build throws(BenchFailure) in
      try build.kimd.fresh(clients: clients, cases: cases).rate
    }
    // By the name of their contender.
    var goals: [(name: String, bound: Double?)] = []
    if let postgres = rivals.postgres {
      let name = "PostgreSQL, \(clients.clients)"
      goals.append((name, clients == 1 ? 1.8 : 2.5))
      duel.add(name) { () throws(BenchFailure) in
        try postgres.measure(clients: clients, seconds: seconds)
      }
    }
    if let maria = rivals.maria {
      let name = "MariaDB, \(clients.clients)"
      goals.append((name, 2))
      duel.add(name) { () throws(BenchFailure) in
        try maria.measure(clients: clients, seconds: seconds)
      }
    }
    if let sqlite = rivals.sqlite {
      let group = clients == 1 ? 1 : 8
      let name = clients == 1 ? "SQLite one by one" : "SQLite in groups of \(group)"
      goals.append((name, nil))
      duel.add(name) { () throws(BenchFailure) in
        try sqlite.measure(group: group, seconds: seconds)
      }
    }
    load(.caseOpen, clients)
    for what in ["case.open fresh", "case.open"] {
      for goal in goals {
        duel.compare(
          "\(what), \(clients.clients)",
          with: goal.name,
          as: "\(what) / \(goal.name)",
          goal.bound
        )
      }
    }
  }

  private mutating func load(_ method: BenchMethod, _ clients: Int) {
    let seconds = seconds
    each(method.rawValue, clients) { build throws(BenchFailure) in
      try build.kimd.load(method, build.daemon, clients: clients, seconds: seconds).rate
    }
  }

  /// Adds ours and, where there is an older one, that and the comparison of both.
  private mutating func each(
    _ what: String,
    _ clients: Int,
    _ measure: @escaping (Build) throws(BenchFailure) -> Double
  ) {
    let new = new
    let name = "\(what), \(clients.clients)"
    if let old {
      duel.add("\(name), old build") { () throws(BenchFailure) in try measure(old) }
      duel.compare(name, with: "\(name), old build", as: "\(name) / old build", Self.noWorse)
    }
    duel.add(name) { () throws(BenchFailure) in try measure(new) }
  }
}

extension Int {
  /// The number with its noun.
  var clients: String { self == 1 ? "1 client" : "\(self) clients" }
}

/// Those whom kimd is measured against, as far as they are there.
struct Rivals {
  private(set) var echo: Echo?
  private(set) var postgres: Postgres?
  private(set) var maria: MariaDB?
  private(set) var sqlite: RawSQLite?

  /// Starts all; those that cannot start leave a sentence.
  mutating func start(_ space: Workspace, _ unmeasured: inout [String]) {
    func tried<Rival>(
      _ name: String,
      _ missing: String? = nil,
      _ body: () throws(BenchFailure) -> Rival
    ) -> Rival? {
      do throws(BenchFailure) {
        if let missing { throw BenchFailure(missing) }
        return try body()
      } catch {
        unmeasured.append("\(name): \(error)")
        return nil
      }
    }
    echo = tried("echo") { () throws(BenchFailure) in try Echo(space) }
    postgres = tried("PostgreSQL", Postgres.missing) { () throws(BenchFailure) in
      try Postgres(space)
    }
    maria = tried("MariaDB", MariaDB.missing) { () throws(BenchFailure) in try MariaDB(space) }
    sqlite = tried("SQLite") { () throws(BenchFailure) in try RawSQLite(space) }
  }

  func stop() {
    echo?.stop()
    postgres?.stop()
    maria?.stop()
  }
}
