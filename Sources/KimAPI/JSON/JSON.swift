/// A JSON value as the protocol knows it: order of keys kept, integers apart from other numbers.
public enum JSON: Sendable, Equatable {
  /// The literal `null`.
  case null
  /// A truth value.
  case boolean(Bool)
  /// A whole number of 64 bits.
  case integer(Int64)
  /// Any other number, as it was written; no method of kim-rpc takes one.
  case number(String)
  /// A string of Unicode scalars.
  case string(String)
  /// A list of values.
  case array([JSON])
  /// An object; keys are unique and stand in the order in which they were written.
  case object([Member])

  /// One key of an object with its value.
  public struct Member: Sendable, Equatable {
    /// The key, escapes resolved.
    public var key: String
    /// The value under the key.
    public var value: JSON

    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }
}

extension JSON {
  /// The value under a key of an object, nil where there is none or this is no object.
  public subscript(_ key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The object without the member of a key; of anything else an empty object.
  public func without(_ key: String) -> JSON {
    .object((members ?? []).filter { $0.key != key })
  }

  /// The element of an array, nil where there is none.
  public subscript(_ index: Int) -> JSON? {
    guard case .array(let items) = self, items.indices.contains(index) else { return nil }
    return items[index]
  }

  /// The string that this is, or nil.
  public var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The whole number that this is, or nil.
  public var integer: Int64? {
    if case .integer(let value) = self { value } else { nil }
  }

  /// The truth value that this is, or nil.
  public var boolean: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  /// The elements of the array that this is, or nil.
  public var items: [JSON]? {
    if case .array(let items) = self { items } else { nil }
  }

  /// The members of the object that this is, or nil.
  public var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// A list.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// An object with its keys in the order of writing.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}

extension JSON: Codable {
  /// Takes the value as it stands; only the decoder of this module can give it.
  public init(from decoder: any Decoder) throws {
    guard let decoder = decoder as? JSONValueDecoder else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "JSON reads from JSON alone")
      )
    }
    self = decoder.value
  }

  /// Writes the value as it stands; only the encoder of this module can take it.
  public func encode(to encoder: any Encoder) throws {
    guard let encoder = encoder as? JSONTextEncoder else {
      throw EncodingError.invalidValue(
        self,
        .init(codingPath: encoder.codingPath, debugDescription: "JSON writes to JSON alone")
      )
    }
    encoder.sink.write(self)
  }
}
