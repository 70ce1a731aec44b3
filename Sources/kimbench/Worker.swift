import Glibc

/// A thread of the system: what blocks here blocks nobody else.
struct Worker {
  private final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private let thread: pthread_t

  /// Starts at once.
  init(_ body: @escaping @Sendable () -> Void) throws(BenchFailure) {
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(body))
    let code = pthread_create(
      &thread,
      nil,
      { raw in
        if let raw { Unmanaged<Box>.fromOpaque(raw).takeRetainedValue().body() }
        return nil
      },
      box.toOpaque()
    )
    guard code == 0 else {
      box.release()
      throw BenchFailure(system: "pthread_create", code)
    }
    self.thread = thread
  }

  /// Waits for its end.
  func join() { pthread_join(thread, nil) }
}

/// Counts what one thread gives and another takes; taking waits.
struct Semaphore: Sendable {
  // The two ends of a pipe: a byte is what is given.
  private let source: Int32
  private let sink: Int32

  init() throws(BenchFailure) {
    (source, sink) = try Files.pipe()
  }

  func give(_ count: Int = 1) {
    let bytes = [UInt8](repeating: 0, count: count)
    _ = write(sink, bytes, count)
  }

  func take(_ count: Int = 1) {
    var byte: UInt8 = 0
    for _ in 0..<count {
      while read(source, &byte, 1) != 1, errno == EINTR {}
    }
  }

  func close() {
    _ = Glibc.close(source)
    _ = Glibc.close(sink)
  }
}

/// Brings threads to the same line and lets them go together, again and again.
struct Gate: Sendable {
  private let arrived: Semaphore
  // Two, used in turn: a fast thread must not take at the next line what a slow one has not taken at this.
  private let go: (Semaphore, Semaphore)
  private let threads: Int

  init(threads: Int) throws(BenchFailure) {
    self.threads = threads
    arrived = try Semaphore()
    go = (try Semaphore(), try Semaphore())
  }

  /// A thread says that it is at the line, and waits.
  func pass(_ line: Line) {
    arrived.give()
    semaphore(line).take()
  }

  /// Waits until all are at the line.
  func gather() { arrived.take(threads) }

  /// Lets all go.
  func open(_ line: Line) { semaphore(line).give(threads) }

  func close() {
    arrived.close()
    go.0.close()
    go.1.close()
  }

  enum Line { case start, end }

  private func semaphore(_ line: Line) -> Semaphore { line == .start ? go.0 : go.1 }
}
