/// kimd and its rivals in turns, so that whatever the machine does meets all of them.
struct Duel {
  let socket: String
  let office: Office
  let seconds: Double
  var postgres: Postgres?
  var sqlite: RawSQLite?
  private var echo: (child: Child, socket: String, name: String)?
  private var rates: [Contender: [Double]] = [:]

  private enum Contender: String {
    case hello = "rpc.hello, 1 client"
    case echo = "echo, 1 client"
    case openOne = "case.open, 1 client"
    case openMany = "case.open, 16 clients"
    case postgresOne = "PostgreSQL, 1 client"
    case postgresMany = "PostgreSQL, 16 clients"
    case sqliteOne = "SQLite, one by one"
    case sqliteMany = "SQLite, groups of 8"
  }

  init(socket: String, office: Office, seconds: Double) {
    self.socket = socket
    self.office = office
    self.seconds = seconds
  }

  /// Starts an echo: in C where there is a compiler, else our own.
  mutating func startEcho(_ space: Workspace) throws(BenchFailure) {
    let path = space.sockets + "/echo"
    var words = [Files.ownPath(), "echo", "--socket", path]
    var name = "Swift"
    if let compiler = Files.program("cc") {
      let source = space.disk + "/echo.c"
      try Files.write(CEcho.source, to: source)
      let binary = space.disk + "/echo"
      _ = try Child.run([compiler, "-O2", "-pthread", "-o", binary, source])
      words = [binary, path]
      name = "C"
    }
    let child = try Child.start(words)
    let isThere = Clock.wait(seconds: 10) { (try? UnixSocket.probe(path)) != nil }
    guard isThere else { throw BenchFailure("the echo does not listen") }
    echo = (child, path, name)
  }

  mutating func stop() {
    echo?.child.stop()
    postgres?.stop()
  }

  mutating func round() throws(BenchFailure) {
    note(.hello, try kimd(.hello, 1))
    if let echo { note(.echo, try ping(.hello, echo.socket)) }
    note(.openOne, try kimd(.caseOpen, 1))
    if let postgres {
      note(.postgresOne, try postgres.measure(clients: 1, seconds: seconds))
    }
    if let sqlite { note(.sqliteOne, try sqlite.measure(group: 1, seconds: seconds)) }
    note(.openMany, try kimd(.caseOpen, 16))
    if let postgres {
      note(.postgresMany, try postgres.measure(clients: 16, seconds: seconds))
    }
    if let sqlite { note(.sqliteMany, try sqlite.measure(group: 8, seconds: seconds)) }
  }

  private mutating func note(
    _ contender: Contender,
    _ rate: Double
  ) {
    rates[contender, default: []].append(rate)
    Console.say("  " + contender.rawValue.padded(26) + rate.text(0).rightAligned(10))
  }

  private func kimd(_ method: BenchMethod, _ clients: Int) throws(BenchFailure) -> Double {
    try LoadRun.measure(method, office, socket: socket, clients: clients, seconds: seconds).rate
  }

  /// The same client and the same bytes, only another server.
  private func ping(_ method: BenchMethod, _ path: String) throws(BenchFailure) -> Double {
    try LoadRun.measure(method, office, socket: path, clients: 1, seconds: seconds).rate
  }

  /// What the rounds showed.
  var ratios: [Ratio] {
    let name = echo?.name ?? "bare"
    return [
      of("case.open / PostgreSQL, 16 clients", .openMany, .postgresMany, 2.0),
      of("case.open / PostgreSQL, 1 client", .openOne, .postgresOne, 1.3),
      of("rpc.hello / \(name) echo, 1 client", .hello, .echo, 0.8),
      of("case.open, 1 client / SQLite one by one", .openOne, .sqliteOne, nil),
      of("case.open, 16 clients / SQLite groups of 8", .openMany, .sqliteMany, nil),
    ].compactMap { $0 }
  }

  private func of(
    _ name: String,
    _ ours: Contender,
    _ others: Contender,
    _ bound: Double?
  ) -> Ratio? {
    Ratio.of(name, rates[ours] ?? [], rates[others] ?? [], atLeast: bound)
  }
}
