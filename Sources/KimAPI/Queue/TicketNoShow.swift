/// Records that nobody came to the desk; the desk is free.
public enum TicketNoShow: WriteMethod {
  public static let name = "ticket.noShow"
  public static let permission = Permission.queueWrite
  public static let summary = "Records that nobody came to the desk; the desk is free."
  public typealias Params = TicketStep
  public typealias Output = Receipt<Ticket>
}
