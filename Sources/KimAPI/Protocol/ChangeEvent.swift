/// One change: keys and names of fields, never content.
public struct ChangeEvent: Codable, Sendable, Equatable {
  /// Number in the change feed.
  public var seq: Int
  public var topic: Topic
  /// What happened to it.
  public var op: ChangeOperation
  /// Which one.
  public var id: String
  public var rev: Int
  public var fields: [String]

  public init(seq: Int, topic: Topic, op: ChangeOperation, id: String, rev: Int, fields: [String]) {
    self.seq = seq
    self.topic = topic
    self.op = op
    self.id = id
    self.rev = rev
    self.fields = fields
  }
}
