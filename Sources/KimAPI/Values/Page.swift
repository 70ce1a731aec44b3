/// How many entries a page of a list holds: 1 to 1,000, 100 where nothing is said.
public struct PageLimit: Codable, Hashable, Sendable, Shaped {
  /// The number of entries.
  public let count: Int

  /// A page of so many entries; nil outside 1 to 1,000.
  public init?(_ count: Int) {
    guard (1...1000).contains(count) else { return nil }
    self.count = count
  }

  private init(known count: Int) { self.count = count }

  /// 100 entries.
  public static var standard: Self { .init(known: 100) }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Self(try container.decode(Int.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "1 to 1000")
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(count)
  }

  public static var shape: Shape { .integer(1...1000) }
  public static var sample: Self { .standard }
}

/// A page of a list.
public struct Page<Item: Codable & Sendable>: Codable, Sendable {
  /// The entries, in the order that the method states.
  public var items: [Item]
  /// The `cursor` for the page after this one; absent on the last.
  public var next: Token?

  public init(items: [Item], next: Token? = nil) {
    self.items = items
    self.next = next
  }
}

/// Params of a list that is narrowed by state alone.
public struct ByState<Of: Stateful>: Codable, Sendable, Equatable {
  /// Only in this state.
  public var state: Of.State?
  /// Entries a page.
  public var limit: PageLimit?
  /// `next` of the page before.
  public var cursor: Token?

  public init(state: Of.State? = nil, limit: PageLimit? = nil, cursor: Token? = nil) {
    self.state = state
    self.limit = limit
    self.cursor = cursor
  }
}
