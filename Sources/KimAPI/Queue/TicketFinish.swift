/// Records that the consultation is over; the desk is free.
public enum TicketFinish: WriteMethod {
  /// `ticket.finish`.
  public static let name = "ticket.finish"
  /// See ``Permission/queueWrite``.
  public static let permission = Permission.queueWrite
  /// One sentence.
  public static let summary = "Records that the consultation is over; the desk is free."

  /// Which ticket.
  public typealias Params = TicketStep

  /// `served`.
  public typealias Output = Receipt<Ticket>
}
