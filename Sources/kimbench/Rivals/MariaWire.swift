import Glibc

/// As much of MariaDB's protocol as a prepared insert needs, with as little work as can be: what is measured is the server.
final class MariaWire {
  enum Command: UInt8 {
    case query = 0x03
    case prepare = 0x16
    case execute = 0x17
  }

  /// CLIENT_LONG_PASSWORD, PROTOCOL_41, TRANSACTIONS, SECURE_CONNECTION, PLUGIN_AUTH.
  private static let capabilities: UInt32 = 0x1 | 0x200 | 0x2000 | 0x8000 | 0x80000
  private static let latin1: UInt8 = 8

  let descriptor: Int32
  private var input = [UInt8](repeating: 0, count: 65_536)
  private var start = 0
  private var filled = 0

  /// Connects and says hello; no password is asked for.
  init(_ socket: String) throws(BenchFailure) {
    descriptor = try UnixSocket.connect(socket)
    _ = try packet()
    var hello = Self.little(Self.capabilities) + Self.little(UInt32(1 << 24)) + [Self.latin1]
    hello += [UInt8](repeating: 0, count: 23)
    hello += Array("root\0\0mysql_native_password\0".utf8)
    try write(hello, sequence: 1)
    try done()
  }

  deinit { close(descriptor) }

  /// Runs a statement that gives no rows.
  func run(_ statement: String) throws(BenchFailure) {
    try send(.query, Array(statement.utf8))
    try done()
  }

  /// Prepares a statement without rows and gives its number.
  func prepare(_ statement: String) throws(BenchFailure) -> UInt32 {
    try send(.prepare, Array(statement.utf8))
    let reply = try packet()
    try Self.check(reply)
    guard reply.count >= 9 else { throw BenchFailure("MariaDB: a short reply") }
    let number = (1...4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32(reply[$1]) }
    // A description of each parameter, and an end.
    for _ in 0...(Int(reply[7]) | Int(reply[8]) << 8) { _ = try packet() }
    return number
  }

  /// Sends a prepared statement with its values; ``done()`` waits for the answer.
  func execute(_ statement: UInt32, _ values: [CaseRows.Value]) throws(BenchFailure) {
    var nulls = [UInt8](repeating: 0, count: (values.count + 7) / 8)
    var types: [UInt8] = []
    var bytes: [UInt8] = []
    for (index, value) in values.enumerated() {
      switch value {
      case .none:
        nulls[index / 8] |= 1 << UInt8(index % 8)
        types += [0x06, 0]
      case .integer(let value):
        types += [0x08, 0]
        bytes += Self.little(value)
      case .text(let value):
        types += [0xFE, 0]
        bytes.append(UInt8(value.utf8.count))
        bytes += value.utf8
      case .blob(let value):
        types += [0xFC, 0]
        bytes.append(UInt8(value.count))
        bytes += value
      }
    }
    let head = Self.little(statement) + [0] + Self.little(UInt32(1))
    try send(.execute, head + nulls + [1] + types + bytes)
  }

  func send(_ command: Command, _ body: [UInt8]) throws(BenchFailure) {
    try write([command.rawValue] + body, sequence: 0)
  }

  /// Waits until the last command is done.
  func done() throws(BenchFailure) { try Self.check(try packet()) }

  private static func check(_ reply: ArraySlice<UInt8>) throws(BenchFailure) {
    guard reply.first == 0 else {
      throw BenchFailure("MariaDB: \(String(decoding: reply.dropFirst(3), as: UTF8.self))")
    }
  }

  /// Lengths of our values stay below 251, where one byte tells them.
  private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private func write(_ body: [UInt8], sequence: UInt8) throws(BenchFailure) {
    let length = body.count
    let head = [
      UInt8(length & 0xFF), UInt8(length >> 8 & 0xFF), UInt8(length >> 16 & 0xFF), sequence,
    ]
    let bytes = head + body
    guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
      throw BenchFailure(system: "MariaDB: send", errno)
    }
  }

  /// The body of the next packet, with indices from 0.
  private func packet() throws(BenchFailure) -> ArraySlice<UInt8> {
    while true {
      if filled - start >= 4 {
        let length = Int(input[start]) | Int(input[start + 1]) << 8 | Int(input[start + 2]) << 16
        if filled - start >= 4 + length {
          let body = Array(input[start + 4..<start + 4 + length])
          start += 4 + length
          if start == filled { (start, filled) = (0, 0) }
          return body[...]
        }
      }
      guard filled < input.count else { throw BenchFailure("MariaDB: a packet is too long") }
      let count = input.withUnsafeMutableBytes { bytes in
        read(descriptor, bytes.baseAddress.map { $0 + filled }, bytes.count - filled)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw BenchFailure(system: "MariaDB: no answer", errno) }
      filled += count
    }
  }
}
