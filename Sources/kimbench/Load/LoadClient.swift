import Glibc

/// One client of a load, whoever serves it.
protocol LoadClient: AnyObject {
  /// Can be read when there is something to take.
  var descriptor: Int32 { get }
  /// Has ready what a second takes, as far as the last round told, or so many; false where that is all.
  func prepare(_ count: Int) throws(BenchFailure) -> Bool
  /// Learns from a round of so many nanoseconds how much it takes.
  func learn(from nanoseconds: UInt64)
  /// Sends the next request; false where none is left.
  func begin(at now: UInt64) throws(BenchFailure) -> Bool
  /// Takes what is there, and gives the nanoseconds of the whole; nil where it goes on.
  func end() throws(BenchFailure) -> UInt64?
  /// Leaves things as they were.
  func finish() throws(BenchFailure)
}

extension LoadClient {
  func prepare(_ count: Int) throws(BenchFailure) -> Bool { false }
  func learn(from nanoseconds: UInt64) {}
  func finish() throws(BenchFailure) {}
}

/// A client of kimd: its connection, and what it sends on it.
final class KimdClient: LoadClient {
  private static let preparedMax = 4096

  private let socket: RawSocket
  private var load: any Load
  private var began: UInt64 = 0
  private var answered = 0
  private var wanted = 64

  init(_ load: any Load, _ socket: RawSocket) {
    self.load = load
    self.socket = socket
  }

  var descriptor: Int32 { socket.descriptor }

  func prepare(_ count: Int) throws(BenchFailure) -> Bool {
    try load.prepare(min(count, wanted), socket)
    return count < wanted
  }

  func learn(from nanoseconds: UInt64) {
    let rate = Double(answered) / Double(max(1, nanoseconds)) * 1e9
    wanted = min(Self.preparedMax, max(32, Int(rate)))
    answered = 0
  }

  func begin(at now: UInt64) throws(BenchFailure) -> Bool {
    guard let line = load.next() else { return false }
    began = now
    try socket.begin(line)
    return true
  }

  func end() throws(BenchFailure) -> UInt64? {
    let reply = try socket.reply()
    let taken = Clock.nanoseconds() - began
    load.answered(reply)
    answered += 1
    return taken
  }

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
