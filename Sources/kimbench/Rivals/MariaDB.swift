import Glibc
import Synchronization

/// MariaDB with a store of its own on the same disk, as durable as kimd: its log is synced at every commit.
final class MariaDB {
  private static let server = "/usr/sbin/mariadbd"
  private let child: Child
  private let socket: String
  private let number = Number()

  /// The number of the last transaction, whichever client made it.
  final class Number: Sendable {
    private let last = Atomic<Int64>(0)
    func next() -> Int64 { last.add(1, ordering: .relaxed).newValue }
  }

  /// Why it cannot run here; nil where it can.
  static var missing: String? {
    Files.isExecutable(server)
      ? nil : "MariaDB is not installed: sudo apt-get install mariadb-server-core"
  }

  /// Starts a server on an empty directory; without tables of rights it lets everybody in who reaches its socket.
  init(_ space: Workspace) throws(BenchFailure) {
    let data = space.disk + "/mariadb"
    socket = space.sockets + "/mariadb"
    try Files.makeDirectory(data, mode: 0o700)
    guard let entry = getpwuid(getuid()) else { throw BenchFailure("the system knows no such uid") }
    child = try Child.start(
      [
        Self.server, "--no-defaults", "--user=\(String(cString: entry.pointee.pw_name))",
        "--datadir=\(data)", "--socket=\(socket)", "--pid-file=\(data)/pid", "--skip-networking",
        "--skip-grant-tables", "--skip-log-bin", "--innodb-flush-log-at-trx-commit=1",
        "--innodb-buffer-pool-size=128M", "--innodb-stats-persistent=OFF",
        "--sql-mode=ANSI_QUOTES", "--character-set-server=latin1",
        "--collation-server=latin1_bin",
      ],
      output: .file(space.disk + "/mariadb.log")
    )
    let ready = Clock.wait(seconds: 60) { (try? UnixSocket.probe(socket)) != nil }
    guard ready else {
      let log = (try? Files.text(space.disk + "/mariadb.log")) ?? ""
      throw BenchFailure("MariaDB does not answer: \(log.suffix(600))")
    }
    let wire = try MariaWire(socket)
    for statement in ["CREATE DATABASE bench", "USE bench"] + CaseRows.tables(CaseRows.maria) {
      try wire.run(statement)
    }
  }

  /// Transactions a second of the same rows, driven by the threads that drive kimd.
  func measure(clients: Int, seconds: Double) throws(BenchFailure) -> Double {
    let (socket, number) = (socket, number)
    return try LoadRun.measure("MariaDB", .seconds(seconds), clients: clients) {
      _ throws(BenchFailure) in try MariaClient(socket, number)
    }.rate
  }

  func stop() { child.stop() }
}

/// One client: its prepared inserts and a commit, each when the one before is answered, as `pgbench` does.
final class MariaClient: LoadClient {
  private let wire: MariaWire
  private let number: MariaDB.Number
  private var statements: [UInt32] = []
  private var values: [[CaseRows.Value]] = []
  private var sent = 0
  private var began: UInt64 = 0

  init(_ socket: String, _ number: MariaDB.Number) throws(BenchFailure) {
    self.number = number
    wire = try MariaWire(socket)
    // Then a transaction needs no word to begin.
    for statement in ["USE bench", "SET autocommit=0"] { try wire.run(statement) }
    for insert in CaseRows.inserts { statements.append(try wire.prepare(insert)) }
  }

  var descriptor: Int32 { wire.descriptor }

  func begin(at now: UInt64) throws(BenchFailure) -> Bool {
    began = now
    values = CaseRows.values(number.next())
    sent = 0
    try send()
    return true
  }

  func end() throws(BenchFailure) -> UInt64? {
    try wire.done()
    if sent <= statements.count {
      try send()
      return nil
    }
    return Clock.nanoseconds() - began
  }

  private func send() throws(BenchFailure) {
    if sent < statements.count {
      try wire.execute(statements[sent], values[sent])
    } else {
      try wire.send(.query, Array("COMMIT".utf8))
    }
    sent += 1
  }
}
