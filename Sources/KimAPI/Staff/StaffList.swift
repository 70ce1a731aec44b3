/// Lists the staff by login.
public enum StaffList: ReadMethod {
  public static let name = "staff.list"
  public static let permission = Permission.staffRead
  public static let summary = "Lists the staff by login."
  /// Without a state the active ones.
  public typealias Params = ByState<Staff>
  public typealias Output = Page<Staff>
}
