import Glibc

/// A program that we started; whoever forgets to stop it does so by letting go of it.
final class Child {
  let pid: pid_t
  private var status: Int32?

  private init(pid: pid_t) { self.pid = pid }

  deinit {
    guard status == nil else { return }
    kill(pid, SIGKILL)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
  }

  /// Where a child writes to.
  enum Output {
    case nowhere
    case file(String)
    case descriptor(Int32)
  }

  /// Starts a program, found in the search path; variables are added to ours.
  static func start(
    _ words: [String],
    output: Output = .nowhere,
    variables: [String: String] = [:]
  ) throws(BenchFailure) -> Child {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    switch output {
    case .nowhere: posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    case .file(let path):
      posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, 1)
    }
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var arguments = words.map { strdup($0) }
    arguments.append(nil)
    var environment = environment(adding: variables).map { strdup($0) }
    environment.append(nil)
    defer { for word in arguments + environment { free(word) } }
    var pid = pid_t()
    let code = posix_spawnp(&pid, words[0], &actions, nil, arguments, environment)
    guard code == 0 else { throw BenchFailure(system: words[0], code) }
    return Child(pid: pid)
  }

  /// Runs a program to its end and gives what it wrote; failing when it fails.
  static func run(
    _ words: [String],
    variables: [String: String] = [:]
  ) throws(BenchFailure) -> String {
    let (source, sink) = try Files.pipe()
    defer { close(source) }
    let started = Result { () throws(BenchFailure) in
      try start(words, output: .descriptor(sink), variables: variables)
    }
    close(sink)
    let child = try started.get()
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(source, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += piece.prefix(count)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard child.wait() == 0 else {
      throw BenchFailure("\(words[0]) failed: \(text.prefix(600))")
    }
    return text
  }

  /// Its wait status; 0 is success.
  @discardableResult
  func wait() -> Int32 {
    if let status { return status }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    self.status = status
    return status
  }

  /// Whether it has ended by itself.
  var isOver: Bool {
    if status != nil { return true }
    var status: Int32 = 0
    guard waitpid(pid, &status, WNOHANG) == pid else { return false }
    self.status = status
    return true
  }

  /// Asks it to stop, and makes it where it does not.
  func stop(_ signal: Int32 = SIGTERM, seconds: Double = 60) {
    guard !isOver else { return }
    kill(pid, signal)
    guard !Clock.wait(seconds: seconds, until: { isOver }) else { return }
    kill(pid, SIGKILL)
    wait()
  }

  /// Memory that it holds, in MB of a million bytes.
  func residentMegabytes() throws(BenchFailure) -> Double {
    let text = try Files.text("/proc/\(pid)/status")
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    guard let field = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first,
      let kibibytes = Double(field)
    else { throw BenchFailure("/proc says no VmRSS") }
    return kibibytes * 1024 / 1e6
  }

  /// Our environment without what systemd told us alone.
  private static func environment(adding variables: [String: String]) -> [String] {
    let left = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID"]
    var lines: [String] = []
    var entry = environ
    while let line = entry.pointee {
      let text = String(cString: line)
      let name = text.prefix { $0 != "=" }
      if !left.contains(String(name)), variables[String(name)] == nil { lines.append(text) }
      entry += 1
    }
    return lines + variables.map { "\($0)=\($1)" }
  }
}
