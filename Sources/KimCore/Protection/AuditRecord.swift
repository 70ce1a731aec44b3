import FoundationEssentials
import KimAPI

struct AuditRecord: Record {
  static let table = "audit"
  var id: Int64 { seq }
  var seq: Int64
  var at: Timestamp
  var uid: Int64
  var staff: ID<Staff>?
  var method: String
  var action: AuditAction
  var outcome: String
  var subjectKind: String?
  var subject: String?
  var fields: String
  var reason: Data?
  var commitment: Data?
  var hash: Data
  var count: Int
}

extension AuditEntry {
  init(_ row: AuditRecord) {
    self.init(
      seq: Int(row.seq),
      at: row.at,
      uid: Int(row.uid),
      staff: row.staff,
      method: row.method,
      action: row.action,
      outcome: row.outcome,
      count: row.count,
      subjectKind: row.subjectKind,
      subject: row.subject,
      fields: row.fields.split(separator: ",").map(String.init)
    )
  }
}

struct AuditHeadRecord: Codable, Sendable {
  var seq: Int64
  var hash: Data
}
