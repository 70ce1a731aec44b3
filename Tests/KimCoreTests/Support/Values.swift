import KimAPI
import KimTestSupport
import Testing

/// A value of the wire out of its text; a test that misspells one fails.
func valid<Value: StringValue>(_ text: String) throws -> Value {
  try #require(Value(text), "\(text) is \(Value.expected)")
}

/// A personal value out of its text.
func personal<Value: StringValue>(_ text: String) throws -> Personal<Value> {
  Personal(try valid(text))
}

/// All pages of a list; each is asked for with the cursor of the one before.
func pages<Item>(_ ask: (Token?) async throws -> Page<Item>) async throws -> [[Item]] {
  var pages: [[Item]] = []
  var cursor: Token?
  repeat {
    let page = try await ask(cursor)
    pages.append(page.items)
    cursor = page.next
  } while cursor != nil && pages.count < 50
  return pages
}

extension Fault {
  /// One of the details.
  subscript(key: String) -> JSON? { details.first { $0.key == key }?.value }

  /// Texts of a detail that is a list.
  func texts(_ key: String) -> [String] { self[key]?.items?.compactMap(\.text) ?? [] }
}

extension ID {
  /// An id that nobody has.
  static var nobody: Self { ID(high: 0x0192_0000_0000_7000, low: 0x8000_0000_0000_0001) }
}

extension String {
  /// The bytes of an id as SQL writes them.
  var hexadecimal: String { replacing("-", with: "") }
}
