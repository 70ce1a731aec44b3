/// Who answers, and who asks.
public struct Hello: Codable, Sendable, Equatable {
  /// `kimd`.
  public var name: String
  public var version: String
  /// What it was built from.
  public var build: String
  /// Version of kim-rpc.
  public var `protocol`: ProtocolVersion
  public var state: DaemonState
  public var problem: String?
  public var you: You
  public var limits: Limits
  /// Changes whenever the catalogue of methods does.
  public var schemaHash: String

  public init(
    name: String,
    version: String,
    build: String,
    `protocol`: ProtocolVersion,
    state: DaemonState,
    problem: String? = nil,
    you: You,
    limits: Limits,
    schemaHash: String
  ) {
    self.name = name
    self.version = version
    self.build = build
    self.`protocol` = `protocol`
    self.state = state
    self.problem = problem
    self.you = you
    self.limits = limits
    self.schemaHash = schemaHash
  }
}
