/// One change: keys and names of fields, never content.
public struct ChangeEvent: Codable, Sendable, Equatable {
  /// Number in the change feed.
  public var seq: Int
  /// What kind of thing.
  public var topic: Topic
  /// What happened to it.
  public var op: ChangeOperation
  /// Which one.
  public var id: String
  /// Its revision afterwards.
  public var rev: Int
  /// Which fields changed.
  public var fields: [String]

  /// All fields; what is optional may be left out.
  public init(seq: Int, topic: Topic, op: ChangeOperation, id: String, rev: Int, fields: [String]) {
    self.seq = seq
    self.topic = topic
    self.op = op
    self.id = id
    self.rev = rev
    self.fields = fields
  }
}
