/// Where a session stands.
public enum SessionState: String, Codable, CaseIterable, Sendable {
  /// Tickets are issued and called.
  case open
  /// No more tickets are issued; those that wait are still called.
  case closed
  /// Over: every ticket is in a final state.
  case settled
}
