/// Everything that is measured in one run, in the order in which it is measured.
struct Comparison {
  struct Plan {
    let seconds: Double
    let counts: [Int]
    let rounds: Int
    /// Cases in the store at its greatest; 0 leaves the growth out.
    let size: Int
    let othersMax: Double
  }

  /// Sizes at which the growing store is asked.
  private static let sizes = [1000, 10_000, 100_000, 1_000_000]

  let bin: String
  /// An older build to be measured beside, where one is named.
  let old: String?
  let space: Workspace
  let plan: Plan
  private let quiet: Quiet
  private(set) var unmeasured: [String] = []
  private var ratios: [Ratio] = []

  init(bin: String, old: String?, space: Workspace, plan: Plan) {
    self.bin = bin
    self.old = old
    self.space = space
    self.plan = plan
    quiet = Quiet(othersMax: plan.othersMax)
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
    let new = try Kimd("kimd", bin + "/kimd")
    var builds = [new]
    if let old {
      attempt("old build") { _ throws(BenchFailure) in builds.append(try Kimd("old kimd", old)) }
    }
    attempt("counts") { comparison throws(BenchFailure) in comparison.count(builds) }
    let daemon = try Daemon.start(new.binary, space)
    defer { daemon.stop() }
    try addMemory(daemon, "kimd idle, empty store", bound: 40)
    attempt("duel") { comparison throws(BenchFailure) in try comparison.duel(builds, daemon) }
    attempt("load") { comparison throws(BenchFailure) in try comparison.sweep(new, daemon) }
    try addMemory(daemon, "kimd idle, ten seconds after the load", bound: 40, wait: 10_000)
    attempt("kimctl status") { comparison throws(BenchFailure) in
      try comparison.measureControl(daemon)
    }
    guard plan.size > 0 else { return }
    attempt("growth") { comparison throws(BenchFailure) in try comparison.grow(new) }
  }

  // MARK: Counted

  private mutating func count(_ builds: [Kimd]) {
    Console.say("")
    for build in builds {
      for (clients, cases) in [(1, 300), (16, 640)] {
        attempt("counts of \(build.name)") { _ throws(BenchFailure) in
          let line = try build.count(clients: clients, cases: cases)
          Console.say("\(build.name), \(clients.clients): \(line)")
        }
      }
    }
  }

  // MARK: Beside others

  private mutating func duel(_ builds: [Kimd], _ daemon: Daemon) throws(BenchFailure) {
    var rivals = Rivals()
    rivals.start(space, &unmeasured)
    defer { rivals.stop() }
    var old: Contest.Build?
    if builds.count > 1 {
      old = (builds[1], try Daemon.start(builds[1].binary, space, store: "old"))
    }
    defer { old?.daemon.stop() }
    var contest = Contest(
      (builds[0], daemon),
      old,
      rivals,
      quiet: quiet,
      seconds: plan.seconds
    )
    for round in 1...plan.rounds {
      Console.say("")
      Console.say("round \(round) of \(plan.rounds), a second:")
      contest.round()
    }
    ratios += contest.duel.ratios
    unmeasured += contest.duel.unmeasured
  }

  private func sweep(_ build: Kimd, _ daemon: Daemon) throws(BenchFailure) {
    for method in BenchMethod.allCases {
      Console.say("")
      Console.say(method.rawValue)
      Console.say(LoadResult.heading + "  others")
      for clients in plan.counts {
        let measured = try quiet.measure { () throws(BenchFailure) in
          try build.load(method, daemon, clients: clients, seconds: plan.seconds)
        }
        Console.say(measured.value.line + (measured.others * 100).text(0).rightAligned(6) + " %")
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
    add("kimctl status, start to exit", times, .atMost(15), unit: " ms", digits: 1)
  }

  private mutating func add(
    _ name: String,
    _ times: [Double],
    _ goal: Ratio.Goal,
    unit: String,
    digits: Int
  ) {
    guard let median = times.median, let least = times.min(), let most = times.max() else { return }
    ratios.append(
      Ratio(
        name: name,
        reached: median,
        unit: unit,
        digits: digits,
        goal: goal,
        spread: "\(least.text(digits)) to \(most.text(digits))"
      )
    )
  }

  private mutating func grow(_ build: Kimd) throws(BenchFailure) {
    Console.say("")
    let daemon = try Daemon.start(build.binary, space, store: "growth")
    defer { daemon.stop() }
    var growth = try Growth(daemon: daemon, quiet: quiet)
    for size in Self.sizes.filter({ $0 < plan.size }) + [plan.size] { try growth.grow(to: size) }
    Console.say("")
    for line in growth.table { Console.say(line) }
    ratios += growth.ratios
    unmeasured += growth.unmeasured
    try measureStart(daemon, build)
  }

  private mutating func measureStart(_ daemon: Daemon, _ build: Kimd) throws(BenchFailure) {
    daemon.stop()
    var ready: [Double] = []
    var answer: [Double] = []
    for round in 0..<5 {
      let again = try Daemon.start(build.binary, space, store: "growth")
      ready.append(again.secondsToReady)
      answer.append(again.secondsToAnswer)
      if round == 0 { try addMemory(again, "kimd idle, \(plan.size) cases", bound: 40) }
      again.stop()
    }
    add("start to READY, \(plan.size) cases", ready, .atMost(0.2), unit: " s", digits: 3)
    add("start to first answer, \(plan.size) cases", answer, .none, unit: " s", digits: 3)
  }
}
