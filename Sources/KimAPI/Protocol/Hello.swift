/// Who answers, and who asks.
public struct Hello: Codable, Sendable, Equatable {
  /// `kimd`.
  public var name: String
  /// Version.
  public var version: String
  /// What it was built from.
  public var build: String
  /// Version of kim-rpc.
  public var `protocol`: ProtocolVersion
  /// What it can do now.
  public var state: DaemonState
  /// What is wrong and what to do, where something is.
  public var problem: String?
  /// Who asks.
  public var you: You
  /// Bounds that it holds.
  public var limits: Limits
  /// Changes whenever the catalogue of methods does.
  public var schemaHash: String

  /// All fields; what is optional may be left out.
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
