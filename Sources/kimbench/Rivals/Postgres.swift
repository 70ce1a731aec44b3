import Glibc

/// PostgreSQL with a store of its own on the same disk, as durable as kimd: every commit is synced.
final class Postgres {
  private static let binaries = "/usr/lib/postgresql/15/bin"
  private let child: Child
  private let sockets: String
  private let script: String
  private var runs = 0

  /// Why it cannot run here; nil where it can.
  static var missing: String? {
    guard ["postgres", "pgbench"].allSatisfy({ Files.isExecutable("\(binaries)/\($0)") }) else {
      return "PostgreSQL 15 is not installed: sudo apt-get install postgresql"
    }
    return nil
  }

  /// Makes a cluster and starts its server.
  init(_ space: Workspace) throws(BenchFailure) {
    let data = space.disk + "/postgres"
    sockets = space.sockets + "/postgres"
    script = space.disk + "/case-rows.sql"
    try Files.makeDirectory(data, mode: 0o700)
    try Files.makeDirectory(sockets)
    var prefix: [String] = []
    if getuid() == 0 {
      // It refuses to run as root.
      guard let entry = getpwnam("postgres") else {
        throw BenchFailure("there is no user postgres")
      }
      chown(data, entry.pointee.pw_uid, entry.pointee.pw_gid)
      chown(sockets, entry.pointee.pw_uid, entry.pointee.pw_gid)
      prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
    }
    let own = ["-D", data]
    let fresh = ["-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C"]
    _ = try Child.run(prefix + [Self.binaries + "/initdb"] + fresh + own)
    let settings = [
      "listen_addresses=", "unix_socket_directories=\(sockets)", "fsync=on",
      "synchronous_commit=on", "shared_buffers=128MB",
    ]
    child = try Child.start(
      prefix + [Self.binaries + "/postgres"] + own + settings.flatMap { ["-c", $0] },
      output: .file(space.disk + "/postgres.log")
    )
    try Files.write(CaseRows.pgbench, to: script)
    let ready = Clock.wait(seconds: 30) { (try? psql("SELECT 1")) != nil }
    guard ready else { throw BenchFailure("PostgreSQL does not answer") }
    for statement in CaseRows.tables(CaseRows.postgres) { try psql(statement) }
  }

  @discardableResult
  private func psql(_ statement: String) throws(BenchFailure) -> String {
    try Child.run(
      [Self.binaries + "/psql", "-h", sockets, "-U", "bench", "-qAtc", statement, "postgres"]
    )
  }

  /// Transactions a second of the same rows.
  func measure(clients: Int, seconds: Double) throws(BenchFailure) -> Double {
    runs += 1
    let text = try Child.run(
      [
        Self.binaries + "/pgbench", "-h", sockets, "-U", "bench", "-n", "-M", "prepared",
        "-f", script, "-c", "\(clients)", "-j", "\(min(clients, 2))",
        "-T", "\(max(1, Int(seconds.rounded())))",
        // Ids of this run; no transaction of another has them.
        "-D", "base=\(runs * 100_000_000_000)", "-D", "n=0", "postgres",
      ]
    )
    let line = text.split(separator: "\n").first { $0.hasPrefix("tps = ") }
    guard let field = line?.dropFirst("tps = ".count).split(separator: " ").first,
      let rate = Double(field)
    else { throw BenchFailure("pgbench says no tps: \(text.suffix(300))") }
    return rate
  }

  func stop() { child.stop(SIGINT, seconds: 30) }
}
