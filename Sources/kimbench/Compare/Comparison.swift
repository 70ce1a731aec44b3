/// Everything that is measured in one run, in the order in which it is measured.
struct Comparison {
  let bin: String
  let space: Workspace
  let seconds: Double
  let counts: [Int]
  let rounds: Int
  let cases: Int
  private(set) var unmeasured: [String] = []
  private var ratios: [Ratio] = []

  init(bin: String, space: Workspace, seconds: Double, counts: [Int], rounds: Int, cases: Int) {
    self.bin = bin
    self.space = space
    self.seconds = seconds
    self.counts = counts
    self.rounds = rounds
    self.cases = cases
  }

  mutating func run() {
    Console.say("before: \(Machine.load)")
    attempt("kimd") { comparison throws(BenchFailure) in try comparison.measureAll() }
    Console.say("")
    Console.say("after: \(Machine.load)")
    Console.say("")
    Console.say(Ratio.heading)
    for ratio in ratios { Console.say(ratio.line) }
    for sentence in unmeasured { Console.say("NOT MEASURED: \(sentence)") }
  }

  private mutating func attempt(
    _ name: String,
    _ body: (inout Comparison) throws(BenchFailure) -> Void
  ) {
    do throws(BenchFailure) {
      try body(&self)
    } catch {
      unmeasured.append("\(name): \(error)")
    }
  }

  private mutating func measureAll() throws(BenchFailure) {
    let binary = bin + "/kimd"
    guard Files.isExecutable(binary) else { throw BenchFailure("there is no \(binary)") }
    let daemon = try Daemon.start(binary, space)
    defer { daemon.stop() }
    try addMemory(daemon, "kimd idle, empty store", bound: 40)
    let office = try Office(socket: daemon.socket)
    attempt("duel") { comparison throws(BenchFailure) in try comparison.duel(daemon, office) }
    attempt("load") { comparison throws(BenchFailure) in try comparison.sweep(daemon, office) }
    try addMemory(daemon, "kimd idle, ten seconds after the load", bound: 40, wait: 10_000)
    attempt("kimctl status") { comparison throws(BenchFailure) in
      try comparison.measureControl(daemon)
    }
    guard cases > 0 else { return }
    attempt("start with \(cases) cases") { comparison throws(BenchFailure) in
      try comparison.measureStart(daemon, binary)
    }
  }

  // MARK: Beside others

  private mutating func duel(_ daemon: Daemon, _ office: Office) throws(BenchFailure) {
    var duel = Duel(socket: daemon.socket, office: office, seconds: seconds)
    attempt("echo") { comparison throws(BenchFailure) in try duel.startEcho(comparison.space) }
    if let missing = Postgres.missing {
      unmeasured.append(missing)
    } else {
      attempt("PostgreSQL") { comparison throws(BenchFailure) in
        duel.postgres = try Postgres(comparison.space)
      }
    }
    attempt("SQLite") { comparison throws(BenchFailure) in
      duel.sqlite = try RawSQLite(comparison.space)
    }
    defer { duel.stop() }
    for round in 1...rounds {
      Console.say("")
      Console.say("round \(round) of \(rounds), a second:")
      try duel.round()
    }
    ratios += duel.ratios
  }

  private func sweep(_ daemon: Daemon, _ office: Office) throws(BenchFailure) {
    for method in BenchMethod.allCases {
      Console.say("")
      Console.say(method.rawValue)
      Console.say(LoadResult.heading)
      for clients in counts {
        let result = try LoadRun.measure(
          method,
          office,
          socket: daemon.socket,
          clients: clients,
          seconds: seconds
        )
        Console.say(result.line)
      }
    }
  }

  // MARK: By itself

  private mutating func addMemory(
    _ daemon: Daemon,
    _ name: String,
    bound: Double?,
    wait milliseconds: Int = 2000
  ) throws(BenchFailure) {
    Clock.pause(milliseconds: milliseconds)
    ratios.append(
      Ratio(
        name: name,
        reached: try daemon.child.residentMegabytes(),
        unit: " MB",
        digits: 1,
        goal: bound.map(Ratio.Goal.atMost) ?? .none
      )
    )
  }

  private mutating func measureControl(_ daemon: Daemon) throws(BenchFailure) {
    let binary = bin + "/kimctl"
    guard Files.isExecutable(binary) else { throw BenchFailure("there is no \(binary)") }
    var times: [Double] = []
    for _ in 0..<40 {
      let start = Clock.nanoseconds()
      let child = try Child.start([binary, "status", "--socket", daemon.socket])
      let status = child.wait()
      times.append(Double(Clock.nanoseconds() - start) / 1e6)
      guard status == 0 else { throw BenchFailure("it ends with status \(status)") }
    }
    guard let median = times.median, let least = times.min(), let most = times.max() else { return }
    ratios.append(
      Ratio(
        name: "kimctl status, start to exit",
        reached: median,
        unit: " ms",
        digits: 1,
        goal: .atMost(15),
        spread: "\(least.text(1)) to \(most.text(1))"
      )
    )
  }

  private mutating func measureStart(_ daemon: Daemon, _ binary: String) throws(BenchFailure) {
    Console.say("")
    let start = Clock.nanoseconds()
    try Filler.fill(daemon.socket, cases: cases)
    let taken = Double(Clock.nanoseconds() - start) / 1e9
    let rate = (Double(2 * cases) / taken).text(0)
    Console.say("\(cases) clients with a case each: \(taken.text(1)) s, \(rate) writes a second")
    daemon.stop()
    var ready: [Double] = []
    var answer: [Double] = []
    for round in 0..<5 {
      let again = try Daemon.start(binary, space)
      ready.append(again.secondsToReady)
      answer.append(again.secondsToAnswer)
      if round == 0 { try addMemory(again, "kimd idle, \(cases) cases", bound: 40) }
      again.stop()
    }
    addStart("start to READY, \(cases) cases", ready, .atMost(0.2))
    addStart("start to first answer, \(cases) cases", answer, .none)
  }

  private mutating func addStart(_ name: String, _ times: [Double], _ goal: Ratio.Goal) {
    guard let median = times.median, let least = times.min(), let most = times.max() else { return }
    ratios.append(
      Ratio(
        name: name,
        reached: median,
        unit: " s",
        digits: 3,
        goal: goal,
        spread: "\(least.text(3)) to \(most.text(3))"
      )
    )
  }
}
