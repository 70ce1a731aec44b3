/// Finds clients of one's own scope by beginnings or sounds of their names.
///
/// A blind index is searched: no name lies readable on the disk.
public enum ClientFind: ReadMethod {
  public static let name = "client.find"
  public static let permission = Permission.clientRead
  public static let summary =
    "Finds clients of one's own scope by beginnings or sounds of their names."

  public struct Params: Codable, Sendable, Equatable {
    /// Names or their beginnings from two letters, in any order.
    public var query: Personal<Label>
    public var limit: PageLimit?

    public init(query: Personal<Label>, limit: PageLimit? = nil) {
      self.query = query
      self.limit = limit
    }
  }

  /// The best first: whole names, beginnings, then what sounds alike.
  public typealias Output = Page<Client>
}
