/// Target group (concept paper §4).
public enum TargetGroup: String, Codable, CaseIterable, Sendable {
  /// Geflüchtete.
  case refugee
  /// Neu Zugewanderte.
  case newlyArrived = "newly_arrived"
  /// Länger hier Lebende mit nachholendem Bedarf.
  case longSettledCatchUp = "long_settled_catch_up"
  /// Zugewanderte aus Südosteuropa.
  case southEastEurope = "south_east_europe"
  /// Andere.
  case other
}
