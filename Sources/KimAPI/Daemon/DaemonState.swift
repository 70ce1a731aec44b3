/// What kimd can do at the moment.
public enum DaemonState: String, Codable, CaseIterable, Sendable {
  /// Starts.
  case starting
  /// Brings the store to this version.
  case migrating
  /// Everything.
  case ready
  /// Reads; the disk is nearly full.
  case readonly
  /// Only says what is wrong.
  case degraded
  /// Stops.
  case draining
}
