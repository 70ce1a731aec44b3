/// Records that the person called has come to the desk.
public enum TicketStart: WriteMethod {
  public static let name = "ticket.start"
  public static let permission = Permission.queueWrite
  public static let summary = "Records that the person called has come to the desk."
  public typealias Params = TicketStep
  public typealias Output = Receipt<Ticket>
}
