/// Shows the organisation of the office.
public enum OrganisationShow: ReadMethod {
  public static let name = "organisation.show"
  public static let permission = Permission.organisationRead
  public static let summary = "Shows the organisation of the office."
  public typealias Params = NoParams
  /// What is stored; on an empty store every list is empty.
  public typealias Output = Organisation
}
