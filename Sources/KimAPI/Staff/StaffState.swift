/// Whether a member of staff still works here.
public enum StaffState: String, Codable, CaseIterable, Sendable {
  /// Works here.
  case active
  /// Has left; keeps its entries, may call nothing.
  case retired
}
