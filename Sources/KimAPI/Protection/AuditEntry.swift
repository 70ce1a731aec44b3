/// One entry of the audit chain: ids and codes, no content.
public struct AuditEntry: Codable, Sendable, Equatable {
  /// Number, without gaps.
  public var seq: Int
  /// When.
  public var at: Timestamp
  /// Who, as the kernel said.
  public var uid: Int
  /// Who, as the store knew.
  public var staff: ID<Staff>?
  /// By which method.
  public var method: String
  /// What kind of act.
  public var action: AuditAction
  /// `ok`, or the kind of the fault that refused it.
  public var outcome: String
  /// How often, where equal refusals of a minute were counted.
  public var count: Int
  /// What was touched.
  public var subjectKind: String?
  /// Id of what was touched.
  public var subject: String?
  /// Which fields were changed or read.
  public var fields: [String]

  /// All fields; what is optional may be left out.
  public init(
    seq: Int,
    at: Timestamp,
    uid: Int,
    staff: ID<Staff>? = nil,
    method: String,
    action: AuditAction,
    outcome: String,
    count: Int,
    subjectKind: String? = nil,
    subject: String? = nil,
    fields: [String]
  ) {
    self.seq = seq
    self.at = at
    self.uid = uid
    self.staff = staff
    self.method = method
    self.action = action
    self.outcome = outcome
    self.count = count
    self.subjectKind = subjectKind
    self.subject = subject
    self.fields = fields
  }
}
