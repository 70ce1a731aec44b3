import KimAPI

struct ChangeRecord: Codable, Sendable {
  var seq: Int
  var at: Timestamp
  var topic: Topic
  var op: ChangeOperation
  var subject: String
  var rev: Int
  var fields: String
}

extension ChangeEvent {
  init(_ row: ChangeRecord) {
    self.init(
      seq: row.seq,
      topic: row.topic,
      op: row.op,
      id: row.subject,
      rev: row.rev,
      fields: row.fields.split(separator: ",").map(String.init)
    )
  }
}
