/// Takes back a ticket that has not been served.
public enum TicketCancel: WriteMethod {
  public static let name = "ticket.cancel"
  public static let permission = Permission.queueWrite
  public static let summary = "Takes back a ticket that has not been served."
  public typealias Params = TicketStep
  public typealias Output = Receipt<Ticket>
}
