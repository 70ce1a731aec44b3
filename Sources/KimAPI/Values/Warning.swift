/// What people should know though it was done.
public enum Warning: String, Codable, CaseIterable, Sendable {
  /// The master key lies in a file beside the data: for development only.
  case masterKeyInFile = "master_key_in_file"
  /// Somebody left whose open cases have nobody now.
  case openCasesWithoutCaseManager = "open_cases_without_case_manager"
  /// The site has no open hours on the day of the session.
  case outsideOpenHours = "outside_open_hours"
  /// Somebody who may be the same person is registered already.
  case possibleDuplicate = "possible_duplicate"
  /// A role that works at a place was given without one: it reaches nothing.
  case roleWithoutPlace = "role_without_place"
  /// A reminder's address does not open; it was set aside.
  case recipientUnreadable = "recipient_unreadable"
}
