/// Where the master key comes from.
public enum MasterKeySource: String, Codable, CaseIterable, Sendable {
  /// A credential of systemd.
  case credential
  /// A file beside the data: for development.
  case file
}
