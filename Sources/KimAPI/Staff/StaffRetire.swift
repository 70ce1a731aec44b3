/// Ends the rights of a member of staff at once.
public enum StaffRetire: WriteMethod {
  public static let name = "staff.retire"
  public static let permission = Permission.staffWrite
  public static let summary = "Ends the rights of a member of staff at once."
  public typealias Params = Step<Staff>
  public typealias Output = Receipt<Staff>
}
