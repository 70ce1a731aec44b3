/// Records that the consultation is over; the desk is free.
public enum TicketFinish: WriteMethod {
  public static let name = "ticket.finish"
  public static let permission = Permission.queueWrite
  public static let summary = "Records that the consultation is over; the desk is free."
  public typealias Params = TicketStep
  public typealias Output = Receipt<Ticket>
}
