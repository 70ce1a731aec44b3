/// Where a ticket stands.
public enum TicketState: String, Codable, CaseIterable, Sendable {
  /// Wartet.
  case waiting
  /// Aufgerufen.
  case called
  /// In Beratung.
  case inService = "in_service"
  /// Beraten.
  case served
  /// Nicht erschienen.
  case noShow = "no_show"
  /// Zurückgenommen.
  case cancelled
  /// Nicht mehr aufgerufen, when the session was settled.
  case expired
}
