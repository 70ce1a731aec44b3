/// Who cancelled an appointment.
public enum CancelledBy: String, Codable, CaseIterable, Sendable {
  /// The client.
  case client
  /// The office.
  case office
}
