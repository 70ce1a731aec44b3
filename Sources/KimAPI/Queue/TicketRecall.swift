/// Calls a ticket once more to the same desk.
public enum TicketRecall: WriteMethod {
  public static let name = "ticket.recall"
  public static let permission = Permission.queueWrite
  public static let summary = "Calls a ticket once more to the same desk."
  public typealias Params = TicketStep
  public typealias Output = Receipt<Ticket>
}
