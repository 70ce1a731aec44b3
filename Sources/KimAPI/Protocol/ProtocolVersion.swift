/// Version of kim-rpc: within a major one, things are only added.
public struct ProtocolVersion: Codable, Sendable, Equatable {
  /// Changes when a client would break.
  public var major: Int
  /// Changes when something is added.
  public var minor: Int

  public init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }
}
