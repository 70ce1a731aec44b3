import Glibc

/// A kimd that we started, with the moments at which it was ready.
final class Daemon {
  let socket: String
  let child: Child
  /// The log of its store.
  let log: String
  /// Seconds from its start to READY=1.
  let secondsToReady: Double
  /// Seconds from its start to the first answer.
  let secondsToAnswer: Double

  private init(socket: String, child: Child, log: String, ready: Double, answer: Double) {
    self.socket = socket
    self.log = log
    self.child = child
    secondsToReady = ready
    secondsToAnswer = answer
  }

  /// Starts kimd and waits until it answers.
  static func start(
    _ binary: String,
    _ space: Workspace,
    store: String = "state",
    variables: [String: String] = [:]
  ) throws(BenchFailure) -> Daemon {
    let socket = space.sockets + "/" + store
    let notify = space.sockets + "/notify"
    let descriptor = try UnixSocket.datagrams(notify)
    defer {
      close(descriptor)
      unlink(notify)
    }
    var limit = timeval(tv_sec: 1, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let begin = Clock.nanoseconds()
    let child = try Child.start(
      [
        binary, "--state", space.disk + "/" + store, "--socket", socket, "--log-level", "notice",
      ],
      output: .file(space.disk + "/kimd.log"),
      variables: variables.merging(["NOTIFY_SOCKET": notify]) { $1 }
    )
    do throws(BenchFailure) {
      try awaitReady(descriptor, child)
      let ready = Clock.nanoseconds()
      _ = try RawSocket(socket).ask(Requests.line("rpc.hello", ""))
      let answer = Clock.nanoseconds()
      return Daemon(
        socket: socket,
        child: child,
        log: space.disk + "/" + store + "/kim.db-wal",
        ready: Double(ready - begin) / 1e9,
        answer: Double(answer - begin) / 1e9
      )
    } catch {
      let log = try Files.text(space.disk + "/kimd.log")
      throw BenchFailure("kimd: \(error) \(log.suffix(600))")
    }
  }

  private static func awaitReady(_ descriptor: Int32, _ child: Child) throws(BenchFailure) {
    var piece = [UInt8](repeating: 0, count: 4096)
    for _ in 0..<60 {
      while true {
        let count = recv(descriptor, &piece, piece.count, 0)
        guard count > 0 else { break }
        let message = String(decoding: piece.prefix(count), as: UTF8.self)
        if message.split(separator: "\n").contains("READY=1") { return }
      }
      guard !child.isOver else { throw BenchFailure("it ended before it was ready.") }
    }
    throw BenchFailure("it is not ready after a minute.")
  }

  func stop() { child.stop() }
}
