/// One thing that happened to a case: who did what when, no content.
public struct CaseEvent: Codable, Sendable, Equatable {
  /// Number of the audit entry.
  public var seq: Int
  /// When.
  public var at: Timestamp
  /// Who.
  public var staff: ID<Staff>?
  /// By which method.
  public var method: String
  /// Which fields changed.
  public var fields: [String]

  /// All fields; what is optional may be left out.
  public init(seq: Int, at: Timestamp, staff: ID<Staff>? = nil, method: String, fields: [String]) {
    self.seq = seq
    self.at = at
    self.staff = staff
    self.method = method
    self.fields = fields
  }
}
