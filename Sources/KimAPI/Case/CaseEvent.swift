/// One thing that happened to a case or to what hangs on it: who did what when, no content.
public struct CaseEvent: Codable, Sendable, Equatable {
  /// Number of the audit entry.
  public var seq: Int
  /// When.
  public var at: Timestamp
  public var staff: Ref<Staff>?
  /// By which method.
  public var method: String
  /// By which relation.
  public var relation: RelationName?
  /// What was changed: the case itself, an appointment of it.
  public var topic: Topic
  /// Which one.
  public var subject: String
  /// Whether it came about or changed.
  public var op: ChangeOperation
  /// Which fields changed.
  public var fields: [String]

  public init(
    seq: Int,
    at: Timestamp,
    staff: Ref<Staff>? = nil,
    method: String,
    relation: RelationName? = nil,
    topic: Topic,
    subject: String,
    op: ChangeOperation,
    fields: [String]
  ) {
    self.seq = seq
    self.at = at
    self.staff = staff
    self.method = method
    self.relation = relation
    self.topic = topic
    self.subject = subject
    self.op = op
    self.fields = fields
  }
}
