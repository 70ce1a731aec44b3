/// How a client came to the office.
public enum IntakeSource: String, Codable, CaseIterable, Sendable {
  /// On their own.
  case onTheirOwn = "self"
  /// From a regular service (Regeldienst).
  case regularService = "regular_service"
  /// Ausländerbehörde.
  case abh
  /// Einbürgerungsbehörde.
  case ebh
  /// Jobcenter.
  case jobcenter
  /// Jugendamt.
  case youthOffice = "youth_office"
  /// Schule.
  case school
  /// Wohlfahrtsverband.
  case welfare
  /// Ehrenamt.
  case volunteer
  /// Aufsuchend.
  case outreach
  /// Anders.
  case other
}
