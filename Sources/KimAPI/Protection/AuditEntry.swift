/// One entry of the audit chain: ids and codes, no content.
public struct AuditEntry: Codable, Sendable, Equatable {
  /// Its place in the chain, from 1.
  public var seq: Int
  /// Format in which it enters the chain's hash.
  public var format: Int
  public var at: Timestamp
  /// User id of the caller, as the kernel told it.
  public var uid: Int
  public var staff: Ref<Staff>?
  /// What was asked for.
  public var method: String
  public var action: AuditAction
  /// `ok`, or the kind of the refusal.
  public var outcome: String
  /// By which relation to the subject.
  public var relation: RelationName?
  /// How many equal refusals it tells of; 1 for every other entry.
  public var count: Int
  /// What kind of thing was changed or read.
  public var subjectKind: String?
  public var subject: String?
  /// The client whom it concerns, by number.
  public var client: Ref<Client>?
  /// The case that it concerns, by number.
  public var `case`: Ref<Case>?
  /// Which fields.
  public var fields: [String]
  /// Whether the caller gave a reason.
  public var hasReason: Bool

  public init(
    seq: Int,
    format: Int,
    at: Timestamp,
    uid: Int,
    staff: Ref<Staff>? = nil,
    method: String,
    action: AuditAction,
    outcome: String,
    relation: RelationName? = nil,
    count: Int,
    subjectKind: String? = nil,
    subject: String? = nil,
    client: Ref<Client>? = nil,
    case: Ref<Case>? = nil,
    fields: [String],
    hasReason: Bool
  ) {
    self.seq = seq
    self.format = format
    self.at = at
    self.uid = uid
    self.staff = staff
    self.method = method
    self.action = action
    self.outcome = outcome
    self.relation = relation
    self.count = count
    self.subjectKind = subjectKind
    self.subject = subject
    self.client = client
    self.case = `case`
    self.fields = fields
    self.hasReason = hasReason
  }
}
