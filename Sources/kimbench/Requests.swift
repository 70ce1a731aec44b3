/// The lines that clients send; id and key have a fixed place and width, so that sending one writes some digits anew.
struct Requests: Sendable {
  /// What sets this client's keys apart from those that are sent in the same nanosecond: thirteen digits.
  private let tail: String

  init(client: Int) {
    tail = Self.digits(client, 4) + Self.digits(Int.random(in: 0..<1_000_000_000), 9)
  }

  static func line(_ method: String, _ params: String) -> [UInt8] {
    let head = "{\"jsonrpc\":\"2.0\",\"id\":\"00000000\",\"method\":\""
    return Array("\(head)\(method)\",\"params\":{\(params)}}\n".utf8)
  }

  /// A write with a key of its own, as real clients send it.
  func write(_ method: String, _ params: String) -> [UInt8] {
    let key = String(repeating: "0", count: 19) + tail
    return Self.line(method, "\(params),\"_meta\":{\"idempotencyKey\":\"\(key)\"}")
  }

  private static func digits(_ value: Int, _ count: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }
}
