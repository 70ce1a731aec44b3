/// What a consent allows.
public enum ConsentPurpose: String, Codable, CaseIterable, Sendable {
  /// Work on the case.
  case caseWork = "case_work"
  /// Messages to the address given.
  case contactByChannel = "contact_by_channel"
  /// Use in a pseudonymised case reconstruction.
  case reconstructionPseudonymised = "reconstruction_pseudonymised"
  /// Delivery to the database of the Land.
  case statisticsNamedDbKim = "statistics_named_db_kim"
  /// Evaluation and research.
  case evaluationResearch = "evaluation_research"
}
