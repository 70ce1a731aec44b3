/// A method that a client may call.
///
/// One conforming type a method, one file a type; everything else follows from it.
///
/// A conforming type states also what kind it is: ``ReadMethod``, ``WriteMethod``, ``InstantMethod`` or ``LongMethod``.
public protocol Method: Sendable {
  /// What the caller hands in, by name.
  associatedtype Params: Codable & Sendable
  /// What the caller gets; always an object.
  associatedtype Output: Codable & Sendable
  /// The name on the wire: noun, dot, verb.
  static var name: String { get }
  /// The right that a caller needs; without one nothing is even decoded.
  static var permission: Permission { get }
  /// One English sentence.
  static var summary: String { get }
}

/// A method that reads the store and changes nothing.
public protocol ReadMethod: Method {}

/// A method that changes the store: it takes an idempotency key and can be tried as a dry run.
public protocol WriteMethod: Method {}

/// A method that needs nothing of the store: answered at once.
public protocol InstantMethod: Method {}

/// A method that waits or works for long beside the store: a backup, a watch.
public protocol LongMethod: Method {}

/// Params of a method that takes none.
public struct NoParams: Codable, Sendable, Equatable {
  public init() {}
}

extension Method {
  /// What the params look like.
  public static var paramsShape: Shape { Probe.shape(of: Params.self) }
  /// What the output looks like.
  public static var outputShape: Shape { Probe.shape(of: Output.self) }
  /// `read`, `write`, `instant` or `long`.
  public static var kind: String {
    if self is any WriteMethod.Type { return "write" }
    if self is any ReadMethod.Type { return "read" }
    return self is any InstantMethod.Type ? "instant" : "long"
  }
}
