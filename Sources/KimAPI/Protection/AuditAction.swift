/// What kind of act an audit entry records.
public enum AuditAction: String, Codable, CaseIterable, Sendable {
  /// Something was changed.
  case write
  /// Personal content was read.
  case read
  /// Somebody was refused.
  case refuse
  /// kimd did it itself.
  case daemon
}
