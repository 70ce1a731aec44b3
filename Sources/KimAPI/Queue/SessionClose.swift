/// Stops issuing tickets; those that wait are still called.
public enum SessionClose: WriteMethod {
  public static let name = "session.close"
  public static let permission = Permission.queueWrite
  public static let summary = "Stops issuing tickets; those that wait are still called."
  public typealias Params = SessionStep
  public typealias Output = Receipt<Session>
}
