import FoundationEssentials
import KimAPI

struct AuditRecord: Record {
  static let table = "audit"
  var id: Int64 { seq }
  var seq: Int64
  var format: Int
  var at: Timestamp
  var uid: Int64
  var staff: ID<Staff>?
  var method: String
  var action: AuditAction
  var outcome: String
  var relation: RelationName?
  var subjectKind: String?
  var subject: String?
  var client: ID<Client>?
  var `case`: ID<Case>?
  var op: ChangeOperation?
  var rev: Int?
  var fields: String
  var count: Int
  var reason: Data?
  var commitment: Data?
  var hash: Data

  init(_ draft: AuditDraft, seq: Int64) {
    self.seq = seq
    format = AuditChain.format
    at = draft.at
    uid = Int64(draft.uid)
    staff = draft.staff
    method = draft.method
    action = draft.action
    outcome = draft.outcome
    relation = draft.relation
    subjectKind = draft.subject?.kind
    subject = draft.subject?.id
    client = draft.subject?.client
    `case` = draft.subject?.case
    op = draft.op
    rev = draft.rev
    fields = draft.fields.joined(separator: ",")
    count = draft.count
    hash = Data()
  }

  static let insertSQL = """
    INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,relation,subjectKind,subject,
      client,"case",op,rev,fields,count,reason,commitment,hash)
    VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
    """

  /// In the order of the statement; every write makes some, so they are not gathered by Codable.
  var values: [Value] {
    [
      seq.column, format.column, at.column, uid.column, staff?.column ?? .null, method.column,
      action.column, outcome.column, relation?.column ?? .null, subjectKind?.column ?? .null,
      subject?.column ?? .null, client?.column ?? .null, `case`?.column ?? .null,
      op?.column ?? .null, rev?.column ?? .null, fields.column, count.column,
      reason?.column ?? .null, commitment?.column ?? .null, hash.column,
    ]
  }
}
