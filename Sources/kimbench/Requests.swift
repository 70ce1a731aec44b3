/// The lines that clients send; the id has a fixed place and width, so that sending one writes eight digits anew.
struct Requests: Sendable {
  /// Sixteen hexadecimal digits of this run: its keys are those of no other.
  let run: String
  private let client: String
  private var count: UInt64 = 0

  init(run: String, client: Int) {
    self.run = run
    self.client = Self.hex(UInt64(client), 4)
  }

  static func line(_ method: String, _ params: String) -> [UInt8] {
    let head = "{\"jsonrpc\":\"2.0\",\"id\":\"00000000\",\"method\":\""
    return Array("\(head)\(method)\",\"params\":{\(params)}}\n".utf8)
  }

  /// A write with a key of its own, as real clients send it.
  mutating func write(_ method: String, _ params: String) -> [UInt8] {
    count += 1
    let key = run + client + Self.hex(count, 12)
    return Self.line(method, "\(params),\"_meta\":{\"idempotencyKey\":\"\(key)\"}")
  }

  static func randomRun() -> String {
    var generator = SystemRandomNumberGenerator()
    return hex(generator.next(), 16)
  }

  private static func hex(_ value: UInt64, _ digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
