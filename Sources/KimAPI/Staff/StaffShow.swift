/// Shows a member of staff.
public enum StaffShow: ReadMethod {
  public static let name = "staff.show"
  public static let permission = Permission.staffRead
  public static let summary = "Shows a member of staff."

  public struct Params: Codable, Sendable, Equatable {
    public var id: Named<Staff>

    public init(id: Named<Staff>) { self.id = id }
  }

  public typealias Output = Staff
}
