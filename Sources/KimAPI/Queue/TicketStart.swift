/// Records that the person called has come to the desk.
public enum TicketStart: WriteMethod {
  /// `ticket.start`.
  public static let name = "ticket.start"
  /// See ``Permission/queueWrite``.
  public static let permission = Permission.queueWrite
  /// One sentence.
  public static let summary = "Records that the person called has come to the desk."

  /// Which ticket.
  public typealias Params = TicketStep

  /// `in_service`.
  public typealias Output = Receipt<Ticket>
}
