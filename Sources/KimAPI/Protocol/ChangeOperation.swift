/// What happened to a thing.
public enum ChangeOperation: String, Codable, CaseIterable, Sendable {
  /// It is new.
  case insert
  /// It changed.
  case update
  /// It is gone.
  case delete
}
