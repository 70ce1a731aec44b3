/// A build of kimd under load, driven by the kimbench that was built beside it: another build may speak otherwise.
struct Kimd {
  /// How tables call it.
  let name: String
  let binary: String
  private let driver: String

  /// The kimd of a path.
  init(_ name: String, _ binary: String) throws(BenchFailure) {
    guard Files.isExecutable(binary) else { throw BenchFailure("there is no \(binary)") }
    self.name = name
    self.binary = binary
    let beside = binary.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let driver = (beside + ["kimbench"]).joined(separator: "/")
    self.driver = Files.isExecutable(driver) ? driver : Files.ownPath()
  }

  /// Puts load on a daemon of this build.
  func load(
    _ method: BenchMethod,
    _ daemon: Daemon,
    clients: Int,
    seconds: Double
  ) throws(BenchFailure) -> Figures {
    try Figures(
      Child.run([
        driver, "load", "--socket", daemon.socket, "--method", method.rawValue,
        "--clients", "\(clients)", "--seconds", "\(seconds)",
      ])
    )
  }

  /// Opens cases on a daemon that was just started.
  func fresh(clients: Int, cases: Int) throws(BenchFailure) -> Figures {
    try Figures(Child.run(fresh(clients, cases)))
  }

  /// Counts what a case costs the disk, in a sentence.
  func count(clients: Int, cases: Int) throws(BenchFailure) -> String {
    let text = try Child.run(fresh(clients, cases) + ["--count"])
    guard let line = text.split(separator: "\n").last(where: { $0.hasPrefix("a case: ") }) else {
      throw BenchFailure("\(name) counted nothing")
    }
    return String(line)
  }

  private func fresh(_ clients: Int, _ cases: Int) -> [String] {
    [driver, "fresh", "--kimd", binary, "--clients", "\(clients)", "--cases", "\(cases)"]
  }
}

/// What a run of load printed.
struct Figures {
  let line: String
  let rate: Double

  init(_ text: String) throws(BenchFailure) {
    let lines = text.split(separator: "\n")
    guard let heading = lines.firstIndex(where: { $0 == LoadResult.heading }),
      heading + 1 < lines.count,
      let rate = lines[heading + 1].split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { throw BenchFailure("no figures: \(text.suffix(300))") }
    line = String(lines[heading + 1])
    self.rate = rate
  }
}
