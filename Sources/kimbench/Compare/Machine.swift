import Glibc

/// What else the machine does: a busy one says little.
enum Machine {
  /// Cores and the load of the last minute.
  static var load: String {
    var loads = [0.0, 0.0, 0.0]
    guard getloadavg(&loads, 3) == 3 else { return "the load of this machine is unknown" }
    let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    return "\(cores) cores, load of the last minute \(loads[0].text(2))"
  }
}

/// What the processors have done up to a moment, in the kernel's ticks.
struct Usage {
  /// All ticks that there were.
  private let whole: Int
  /// Those of other programs, and those that other machines took; not those of the kernel for all.
  private let others: Int

  /// As of now: `ours` is what we and all that we started have done.
  static func now() throws(BenchFailure) -> Usage {
    let line = try Files.text("/proc/stat").prefix { $0 != "\n" }
    let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Int($0) }
    guard ticks.count == 8 else { throw BenchFailure("/proc/stat says nothing of processors") }
    // user, nice, system and steal; idle, waiting and interrupts are nobody's.
    let busy = ticks[0] + ticks[1] + ticks[2] + ticks[7]
    return Usage(whole: ticks.reduce(0, +), others: busy - ours())
  }

  /// The share of the machine that others used since another moment.
  func others(since start: Usage) -> Double {
    let share = Double(others - start.others) / Double(max(1, whole - start.whole))
    return min(1, max(0, share))
  }

  private struct Process {
    let parent: Int
    let ticks: Int

    init?(_ pid: Int) {
      guard let text = try? Files.text("/proc/\(pid)/stat") else { return nil }
      // The name may hold anything; what follows its last bracket is numbers.
      guard let end = text.lastIndex(of: ")") else { return nil }
      let fields = text[text.index(after: end)...].split(separator: " ")
      guard fields.count > 14, let parent = Int(fields[1]) else { return nil }
      self.parent = parent
      // Its own user and system ticks, and those of its children that have ended.
      ticks = fields[11...14].compactMap { Int($0) }.reduce(0, +)
    }
  }

  /// The ticks of this program, of everything below it, and of the kernel's own threads.
  private static func ours() -> Int {
    var processes: [Int: Process] = [:]
    for name in Files.names("/proc") {
      guard let pid = Int(name), let process = Process(pid) else { continue }
      processes[pid] = process
    }
    let roots: Set<Int> = [Int(getpid()), 2]
    var sum = 0
    for (pid, process) in processes {
      var at = pid
      while !roots.contains(at), let parent = processes[at]?.parent, parent != at { at = parent }
      if roots.contains(at) { sum += process.ticks }
    }
    return sum
  }
}

/// Measures, and again where others used too much of the machine meanwhile.
struct Quiet {
  private static let attempts = 3
  /// The share of the machine that others may use.
  let othersMax: Double

  struct Measured<Value> {
    let value: Value
    /// The share of the machine that others used.
    let others: Double
    /// Whether it can be compared.
    let isQuiet: Bool
  }

  /// The quietest of some attempts; the first quiet one is the last.
  func measure<Value>(
    _ body: () throws(BenchFailure) -> Value
  ) throws(BenchFailure) -> Measured<Value> {
    var best: Measured<Value>?
    for _ in 0..<Self.attempts {
      let start = try Usage.now()
      let value = try body()
      let others = try Usage.now().others(since: start)
      let found = Measured(value: value, others: others, isQuiet: others <= othersMax)
      if found.others < best?.others ?? 2 { best = found }
      if found.isQuiet { break }
    }
    guard let best else { throw BenchFailure("nothing was measured") }
    return best
  }
}

extension Quiet.Measured {
  var note: String {
    "others \((others * 100).text(0)) %" + (isQuiet ? "" : ": not compared")
  }
}
