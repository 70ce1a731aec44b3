/// Records that nobody came to the desk; the desk is free.
public enum TicketNoShow: WriteMethod {
  /// `ticket.noShow`.
  public static let name = "ticket.noShow"
  /// See ``Permission/queueWrite``.
  public static let permission = Permission.queueWrite
  /// One sentence.
  public static let summary = "Records that nobody came to the desk; the desk is free."

  /// Which ticket.
  public typealias Params = TicketStep

  /// `no_show`.
  public typealias Output = Receipt<Ticket>
}
