/// A thing that people call by something shorter than its id.
public protocol Nameable: Sendable {
  /// What identifies it.
  associatedtype Key: StringValue = ID<Self>
  /// What people call it by.
  associatedtype Name: StringValue
  /// Under which key a reference bears the name: `number` or `login`; nil where the id is the name.
  static var nameKey: String? { get }
}

extension Nameable {
  public static var nameKey: String? { "number" }
}
extension Nameable where Key == Name {
  public static var nameKey: String? { nil }
}

extension Case: Nameable { public typealias Name = Number<Case> }
extension Client: Nameable { public typealias Name = Number<Client> }
extension Appointment: Nameable { public typealias Name = Number<Appointment> }
extension Ticket: Nameable { public typealias Name = TicketNumber }
extension Staff: Nameable {
  public typealias Name = Token
  public static var nameKey: String? { "login" }
}
extension Site: Nameable {
  public typealias Key = Slug<Site>
  public typealias Name = Slug<Site>
}
extension ServiceType: Nameable {
  public typealias Key = Slug<ServiceType>
  public typealias Name = Slug<ServiceType>
}
extension Municipality: Nameable {
  public typealias Key = Slug<Municipality>
  public typealias Name = Slug<Municipality>
}

/// A thing as its caller names it: by its id, or by what people call it.
public enum Named<Of: Nameable>: StringValue {
  /// The id.
  case id(Of.Key)
  /// The number or login.
  case name(Of.Name)

  public init?(_ text: String) {
    if let id = Of.Key(text) {
      self = .id(id)
    } else if let name = Of.Name(text) {
      self = .name(name)
    } else {
      return nil
    }
  }

  public var text: String {
    switch self {
    case .id(let id): id.text
    case .name(let name): name.text
    }
  }

  public static var format: String { "named-\(Of.self)" }
  public static var expected: String { Of.Name.expected + ", or an id" }
  public static var of: String? { Shape.TypeName(Of.self).text }
  /// What is wrong with a text that is no id: of a number its check digit.
  public static func flaw(in text: String) -> Shape.Flaw? {
    guard Self(text) == nil else { return nil }
    let flaw = Of.Name.flaw(in: text)
    guard let flaw, flaw.kind == "check_digit" else {
      return .init(path: "", kind: "wrong_value", expected: expected)
    }
    return flaw
  }
  public static var sample: Self { .id(.sample) }
}

/// What an answer says of another thing: its id, what people call it by, and a label to show.
///
/// The label of a person is a name only where the asker may read it; else it is the number.
public struct Ref<Of: Nameable>: Codable, Sendable, Equatable {
  /// Identity.
  public var id: Of.Key
  /// The number or login; absent where the id is the name.
  public var name: Of.Name?
  /// What a screen shows.
  public var label: Label

  public init(id: Of.Key, name: Of.Name? = nil, label: Label) {
    self.id = id
    self.name = name
    self.label = label
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads `id`, `number` or `login`, `label`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    id = try container.decode(Of.Key.self, forKey: Key("id"))
    name = try Of.nameKey.flatMap { try container.decodeIfPresent(Of.Name.self, forKey: Key($0)) }
    label = try container.decode(Label.self, forKey: Key("label"))
  }

  /// Writes `id`, `number` or `login`, `label`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: Key("id"))
    if let key = Of.nameKey { try container.encodeIfPresent(name, forKey: Key(key)) }
    try container.encode(label, forKey: Key("label"))
  }
}

/// Params that name one thing, by `id`, which takes a number as well, or by `number`.
public struct Which<Of: Nameable>: Codable, Sendable, Equatable {
  /// Which, by id or by what people call it.
  public var id: Named<Of>?
  /// Which, by what people call it.
  public var number: Of.Name?

  public init(id: Named<Of>? = nil, number: Of.Name? = nil) {
    self.id = id
    self.number = number
  }

  /// What an id identifies.
  public init(id: Of.Key) { self.init(id: .id(id)) }
}

/// Params of a step that needs nothing else: which thing, and the revision that the caller saw.
public struct Step<Of: Nameable>: Codable, Sendable, Equatable {
  /// Which.
  public var id: Named<Of>
  /// The revision that the caller saw.
  public var ifRev: Int

  public init(id: Named<Of>, ifRev: Int) {
    self.id = id
    self.ifRev = ifRev
  }

  /// A step of what an id identifies.
  public init(id: Of.Key, ifRev: Int) { self.init(id: .id(id), ifRev: ifRev) }
}
