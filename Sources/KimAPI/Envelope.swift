/// The reserved key `_meta` of params: what is said about a request rather than in it.
public struct RequestMeta: Codable, Sendable, Equatable {
  /// Makes a write safe to repeat: the same key never has two effects.
  public var idempotencyKey: Token?
  /// Does everything, answers as if done, and takes it all back.
  public var dryRun: Bool?
  /// Why; recorded in the audit entry, sealed.
  public var reason: Label?
  /// The language of the person who asks.
  public var lang: LanguageCode?

  public init(
    idempotencyKey: Token? = nil,
    dryRun: Bool? = nil,
    reason: Label? = nil,
    lang: LanguageCode? = nil
  ) {
    self.idempotencyKey = idempotencyKey
    self.dryRun = dryRun
    self.reason = reason
    self.lang = lang
  }

  /// The shape of `_meta`.
  public static let shape = Probe.shape(of: Self.self)
}

/// The reserved key `_meta` of the result of a write.
public struct ResultMeta: Codable, Sendable, Equatable {
  /// The change feed's number of this write; absent in a dry run.
  public var seq: Int?
  /// Whether this is the stored answer to an earlier request with the same key.
  public var replayed: Bool
  /// What people should know though it was done.
  public var warnings: [Warning]

  public init(seq: Int?, replayed: Bool, warnings: [Warning]) {
    self.seq = seq
    self.replayed = replayed
    self.warnings = warnings
  }

  /// The shape of `_meta`.
  public static let shape = Probe.shape(of: Self.self)
}

/// The id of a request: what the caller wrote comes back.
public enum RequestID: Sendable, Equatable {
  /// A string of at most 128 bytes.
  case string(String)
  /// A whole number.
  case integer(Int64)

  /// Reads an id; nil where it is none.
  public init?(_ json: JSON) {
    switch json {
    case .string(let text) where text.utf8.count <= 128: self = .string(text)
    case .integer(let number): self = .integer(number)
    default: return nil
    }
  }

  /// The id as it stands in a message.
  public var json: JSON {
    switch self {
    case .string(let text): .string(text)
    case .integer(let number): .integer(number)
    }
  }
}
