/// Finds clients of one's own scope by beginnings or sounds of their names.
///
/// A blind index is searched: no name lies readable on the disk.
public enum ClientFind: ReadMethod {
  /// `client.find`.
  public static let name = "client.find"
  /// See ``Permission/clientRead``.
  public static let permission = Permission.clientRead
  /// One sentence.
  public static let summary =
    "Finds clients of one's own scope by beginnings or sounds of their names."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Names or their beginnings from two letters, in any order.
    public var query: Personal<Label>
    /// At most so many.
    public var limit: PageLimit?

    /// All fields; what is optional may be left out.
    public init(query: Personal<Label>, limit: PageLimit? = nil) {
      self.query = query
      self.limit = limit
    }
  }

  /// The best first: whole names, beginnings, then what sounds alike.
  public typealias Output = Page<Client>
}
