/// Takes back a ticket that has not been served.
public enum TicketCancel: WriteMethod {
  /// `ticket.cancel`.
  public static let name = "ticket.cancel"
  /// See ``Permission/queueWrite``.
  public static let permission = Permission.queueWrite
  /// One sentence.
  public static let summary = "Takes back a ticket that has not been served."

  /// Which ticket.
  public typealias Params = TicketStep

  /// `cancelled`.
  public typealias Output = Receipt<Ticket>
}
