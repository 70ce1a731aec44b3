/// Opens a case for a client.
public enum CaseOpen: WriteMethod {
  /// `case.open`.
  public static let name = "case.open"
  /// See ``Permission/caseWrite``.
  public static let permission = Permission.caseWrite
  /// One sentence.
  public static let summary = "Opens a case for a client."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Whose; at least `minimal`, with no open case.
    public var client: Named<Client>
    /// Where it is opened.
    public var municipality: Slug<Municipality>
    /// How the client came.
    public var intakeSource: IntakeSource
    /// Who accompanies the client; absent: the caller.
    public var caseManager: Named<Staff>?

    /// All fields; what is optional may be left out.
    public init(
      client: Named<Client>,
      municipality: Slug<Municipality>,
      intakeSource: IntakeSource,
      caseManager: Named<Staff>? = nil
    ) {
      self.client = client
      self.municipality = municipality
      self.intakeSource = intakeSource
      self.caseManager = caseManager
    }
  }

  /// What the caller gets.
  public struct Output: Codable, Sendable, Equatable {
    /// Identity.
    public var id: ID<Case>
    /// The number that people say.
    public var number: Number<Case>
    /// Revision, 1.
    public var rev: Int
    /// `intake`.
    public var state: CaseState

    /// All fields; what is optional may be left out.
    public init(id: ID<Case>, number: Number<Case>, rev: Int, state: CaseState) {
      self.id = id
      self.number = number
      self.rev = rev
      self.state = state
    }
  }
}
