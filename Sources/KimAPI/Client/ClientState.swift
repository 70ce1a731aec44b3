/// How much is known of a client.
public enum ClientState: String, Codable, CaseIterable, Sendable {
  /// Nothing that names them: a first contact before consent.
  case anonymous
  /// A name.
  case minimal
  /// Both names and a date of birth.
  case registered
}
