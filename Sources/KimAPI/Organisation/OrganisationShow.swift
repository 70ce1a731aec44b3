/// Shows the organisation of the office.
public enum OrganisationShow: ReadMethod {
  /// `organisation.show`.
  public static let name = "organisation.show"
  /// See ``Permission/organisationRead``.
  public static let permission = Permission.organisationRead
  /// One sentence.
  public static let summary = "Shows the organisation of the office."

  /// None.
  public typealias Params = NoParams

  /// What is stored; on an empty store every list is empty.
  public typealias Output = Organisation
}
