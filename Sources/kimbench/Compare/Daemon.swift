import Glibc

/// A kimd that we started, with the moments at which it was ready.
final class Daemon {
  let socket: String
  let child: Child
  /// Seconds from its start to READY=1.
  let secondsToReady: Double
  /// Seconds from its start to the first answer.
  let secondsToAnswer: Double

  private init(socket: String, child: Child, ready: Double, answer: Double) {
    self.socket = socket
    self.child = child
    secondsToReady = ready
    secondsToAnswer = answer
  }

  /// Starts kimd and waits until it answers.
  static func start(_ binary: String, _ space: Workspace) throws(BenchFailure) -> Daemon {
    let socket = space.sockets + "/kim"
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
        binary, "--state", space.disk + "/state", "--socket", socket, "--log-level", "notice",
      ],
      output: .file(space.disk + "/kimd.log"),
      variables: ["NOTIFY_SOCKET": notify]
    )
    do throws(BenchFailure) {
      try awaitReady(descriptor, child)
      let ready = Clock.nanoseconds()
      _ = try RawSocket(socket).ask(Requests.line("rpc.hello", ""))
      let answer = Clock.nanoseconds()
      return Daemon(
        socket: socket,
        child: child,
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

/// Fills a store with clients who have a case each, over some connections at once.
enum Filler {
  private static let connections = 8
  private static let batch = 256

  static func fill(_ socket: String, cases: Int) throws(BenchFailure) {
    let filling = Filling(left: cases)
    var workers: [Worker] = []
    for client in 0..<connections {
      workers.append(
        try Worker {
          do throws(BenchFailure) {
            try fill(socket, client, filling)
          } catch {
            filling.fail(error)
          }
        }
      )
    }
    for worker in workers { worker.join() }
    if let failure = filling.failure { throw failure }
  }

  private static func fill(
    _ path: String,
    _ client: Int,
    _ filling: Filling
  ) throws(BenchFailure) {
    let socket = try RawSocket(path)
    var load = CaseOpenLoad(requests: Requests(run: Requests.randomRun(), client: client))
    while case let count = filling.take(batch), count > 0 {
      try load.prepare(count, socket)
      var lines: [[UInt8]] = []
      while let line = load.next() { lines.append(line) }
      try socket.pipeline(lines)
    }
  }
}
