import Glibc

/// One client of a load: its connection, and what it sends on it.
final class LoadClient {
  private static let preparedMax = 4096

  let socket: RawSocket
  private var load: any Load
  private var began: UInt64 = 0
  private var answered = 0
  private var wanted = 64

  init(_ load: any Load, _ path: String) throws(BenchFailure) {
    self.load = load
    socket = try RawSocket(path)
  }

  /// Has ready what a second takes, as far as the last round told, or so many; false where that is all.
  func prepare(_ count: Int) throws(BenchFailure) -> Bool {
    try load.prepare(min(count, wanted), socket)
    return count < wanted
  }

  /// Learns from a round of so many nanoseconds how much it takes.
  func learn(from nanoseconds: UInt64) {
    let rate = Double(answered) / Double(max(1, nanoseconds)) * 1e9
    wanted = min(Self.preparedMax, max(32, Int(rate)))
    answered = 0
  }

  /// Sends the next request; false where none is left.
  func begin(at now: UInt64) throws(BenchFailure) -> Bool {
    guard let line = load.next() else { return false }
    began = now
    try socket.begin(line)
    return true
  }

  /// Takes the reply, which is there, and gives the nanoseconds that it took.
  func end() throws(BenchFailure) -> UInt64 {
    let reply = try socket.reply()
    let taken = Clock.nanoseconds() - began
    load.answered(reply)
    answered += 1
    return taken
  }

  /// Leaves things as they were.
  func finish() throws(BenchFailure) { try load.finish(socket) }
}

/// Waits for the first of some descriptors that can be read.
struct Readable {
  private var polled: [pollfd]

  init(_ descriptors: [Int32]) {
    polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  }

  /// Places of the readable ones.
  mutating func wait() throws(BenchFailure) -> [Int] {
    // A read of the only one waits just as well, and costs one call less.
    guard polled.count > 1 else { return [0] }
    while poll(&polled, nfds_t(polled.count), 60_000) <= 0 {
      guard errno == EINTR else { throw BenchFailure("no answer for a minute") }
    }
    return polled.indices.filter { polled[$0].revents != 0 }
  }
}
