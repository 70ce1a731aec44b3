/// Ends the rights of a member of staff at once.
public enum StaffRetire: WriteMethod {
  /// `staff.retire`.
  public static let name = "staff.retire"
  /// See ``Permission/staffWrite``.
  public static let permission = Permission.staffWrite
  /// One sentence.
  public static let summary = "Ends the rights of a member of staff at once."

  /// Who.
  public typealias Params = Step<Staff>

  /// `retired`.
  public typealias Output = Receipt<Staff>
}
