/// What a member of staff does here (domain table of roles; concept paper §6.1 to §7).
public enum Role: String, Codable, CaseIterable, Sendable {
  /// Case Manager/in.
  case caseManager = "case_manager"
  /// Koordinierende Stelle (Baustein 1).
  case coordinator
  /// Koordinierende Stelle der Stadt.
  case coordinatorCity = "coordinator_city"
  /// Assistenz (Baustein 1).
  case assistant
  /// Geschäftsführung KIM, Sachgebietsleitung.
  case kimLead = "kim_lead"
  /// Empfang, Regeldienst.
  case frontDesk = "front_desk"
  /// Ausländer- oder Einbürgerungsbehörde (Baustein 3).
  case authorityB3 = "authority_b3"
  /// Mitglied der Lenkungsgruppe.
  case steeringMember = "steering_member"
  /// Mitglied einer Arbeitsgruppe oder eines Qualitätszirkels.
  case groupMember = "group_member"
  /// Anstellungsträger-Kommune.
  case employerView = "employer_view"
  /// Datenschutzbeauftragte/r.
  case dpo
  /// Technik; also uid 0 and the daemon's own uid.
  case `operator`
  /// Automat, der Erinnerungen verschickt.
  case automation
}
