/// Opens a case for a client.
public enum CaseOpen: WriteMethod {
  public static let name = "case.open"
  public static let permission = Permission.caseWrite
  public static let summary = "Opens a case for a client."

  public struct Params: Codable, Sendable, Equatable {
    /// Whose; at least `minimal`, with no open case.
    public var client: Named<Client>
    /// Where it is opened.
    public var municipality: Slug<Municipality>
    public var intakeSource: IntakeSource
    /// Who accompanies the client; absent: the caller.
    public var caseManager: Named<Staff>?

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

  public typealias Output = NumberedReceipt<Case>
}
