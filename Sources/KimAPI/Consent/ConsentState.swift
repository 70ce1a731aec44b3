/// Whether a consent is in force.
public enum ConsentState: String, Codable, CaseIterable, Sendable {
  /// In force.
  case given
  /// Taken back by the client.
  case withdrawn
}
