import Glibc

/// A blocking connection as cheap as it can be: what is measured is the daemon, not its client.
final class RawSocket {
  /// Where the digits of the id stand in each request, see ``Requests``.
  static let idOffset = Array("{\"jsonrpc\":\"2.0\",\"id\":\"".utf8).count
  static let idDigits = 8
  /// What follows the key of a write, to the end of its line.
  private static let keyTail = Array("\"}}}\n".utf8)
  private static let keyDigits = 32
  private static let timeDigits = 19
  /// How many requests may be under way at once, see `Limits.inFlightMax`.
  static let window = 32

  let descriptor: Int32
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1_048_576, alignment: 16)
  private var start = 0
  private var filled = 0
  private var count = 0

  /// Connects; as somebody else where we are root, and nothing else runs meanwhile that would be them, too.
  init(_ path: String, as uid: UInt32? = nil) throws(BenchFailure) {
    if let uid, geteuid() == 0 {
      chmod(path, 0o666)
      seteuid(uid)
      defer { seteuid(0) }
      descriptor = try UnixSocket.connect(path)
    } else {
      descriptor = try UnixSocket.connect(path)
    }
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(
      descriptor,
      SOL_SOCKET,
      SO_RCVTIMEO,
      &limit,
      socklen_t(MemoryLayout<timeval>.size)
    )
  }

  deinit {
    close(descriptor)
    output.deallocate()
    input.deallocate()
  }

  /// Sends one request and waits for its reply, which is valid until the next call.
  func ask(_ line: [UInt8]) throws(BenchFailure) -> UnsafeRawBufferPointer {
    try begin(line)
    return try reply()
  }

  /// Sends one request whose reply is read later.
  func begin(_ line: [UInt8]) throws(BenchFailure) { try send(put(line, at: 0)) }

  /// Sends many requests, a window at a time, and reads their replies in order.
  func pipeline(
    _ lines: [[UInt8]],
    _ each: (UnsafeRawBufferPointer) throws(BenchFailure) -> Void = { _ in }
  ) throws(BenchFailure) {
    var next = 0
    while next < lines.count {
      var length = 0
      var sent = 0
      while next < lines.count, sent < Self.window, length + lines[next].count <= output.count {
        length += put(lines[next], at: length)
        next += 1
        sent += 1
      }
      guard sent > 0 else { throw BenchFailure("a request is longer than \(output.count) bytes") }
      try send(length)
      for _ in 0..<sent { try each(try reply()) }
    }
  }

  /// Sends many requests and gives the ids that their results begin with.
  func ids(_ lines: [[UInt8]]) throws(BenchFailure) -> [String] {
    var ids: [String] = []
    try pipeline(lines) { reply throws(BenchFailure) in
      guard let id = Bytes.resultID(reply) else { throw BenchFailure("a result without an id") }
      ids.append(id)
    }
    return ids
  }

  private func put(_ line: [UInt8], at offset: Int) -> Int {
    guard offset + line.count <= output.count else { return 0 }
    line.withUnsafeBytes { output[offset...].copyBytes(from: $0) }
    count += 1
    write(UInt64(count), digits: Self.idDigits, endingAt: offset + Self.idOffset + Self.idDigits)
    if line.suffix(Self.keyTail.count) == Self.keyTail[...] {
      // A key is made when its request is sent, and begins with the time: so do those of KimClient.
      let end = offset + line.count - Self.keyTail.count
      let timeEnd = end - Self.keyDigits + Self.timeDigits
      write(Clock.instant(), digits: Self.timeDigits, endingAt: timeEnd)
    }
    return line.count
  }

  private func write(_ number: UInt64, digits: Int, endingAt end: Int) {
    var rest = number
    for at in stride(from: end - 1, through: end - digits, by: -1) {
      output[at] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }

  private func send(_ length: Int) throws(BenchFailure) {
    var sent = 0
    while sent < length {
      let start = output.baseAddress.map { $0 + sent }
      let done = Glibc.send(descriptor, start, length - sent, Int32(MSG_NOSIGNAL))
      if done < 0, errno == EINTR { continue }
      guard done > 0 else { throw BenchFailure(system: "send", errno) }
      sent += done
    }
  }

  /// The next reply, waited for; it is valid until the next call.
  func reply() throws(BenchFailure) -> UnsafeRawBufferPointer {
    var scanned = start
    while true {
      if let end = lineEnd(from: scanned) {
        let line = UnsafeRawBufferPointer(rebasing: input[start..<end])
        start = end + 1
        if start == filled { (start, filled) = (0, 0) }
        guard !Bytes.contains(line, Bytes.error) else {
          throw BenchFailure("refused: \(String(decoding: line.prefix(400), as: UTF8.self))")
        }
        return line
      }
      scanned = filled
      try fill(&scanned)
    }
  }

  private func lineEnd(from index: Int) -> Int? {
    guard index < filled, let base = input.baseAddress,
      let found = memchr(base + index, Int32(UInt8(ascii: "\n")), filled - index)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  private func fill(_ scanned: inout Int) throws(BenchFailure) {
    if filled == input.count, start > 0 {
      input.copyMemory(from: .init(rebasing: input[start..<filled]))
      scanned -= start
      filled -= start
      start = 0
    }
    guard filled < input.count else { throw BenchFailure("a reply is longer than 1 MiB") }
    let count = read(descriptor, input.baseAddress.map { $0 + filled }, input.count - filled)
    if count < 0, errno == EINTR { return }
    guard count != 0 else { throw BenchFailure("the connection ended") }
    guard count > 0 else { throw BenchFailure(system: "no answer", errno) }
    filled += count
  }
}

/// Looks for bytes in replies; nothing is decoded while it is measured.
enum Bytes {
  static let error = Array("\"error\"".utf8)
  private static let resultID = Array("\"result\":{\"id\":\"".utf8)

  static func contains(_ line: UnsafeRawBufferPointer, _ part: [UInt8]) -> Bool {
    find(part, in: line) != nil
  }

  /// The id that a result begins with.
  static func resultID(_ line: UnsafeRawBufferPointer) -> String? {
    guard let at = find(resultID, in: line), at + resultID.count + 36 <= line.count else {
      return nil
    }
    let id = line[(at + resultID.count)..<(at + resultID.count + 36)]
    return String(decoding: id, as: UTF8.self)
  }

  private static func find(_ part: [UInt8], in line: UnsafeRawBufferPointer) -> Int? {
    guard let base = line.baseAddress, line.count >= part.count else { return nil }
    for at in 0...(line.count - part.count)
    where line[at] == part[0] && memcmp(base + at, part, part.count) == 0 {
      return at
    }
    return nil
  }
}
