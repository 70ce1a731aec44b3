/// One line of a display board: no name, no reason.
public struct BoardCall: Codable, Sendable, Equatable {
  public var number: TicketNumber
  /// Where to go.
  public var desk: Label
  /// Since when.
  public var since: Timestamp

  public init(number: TicketNumber, desk: Label, since: Timestamp) {
    self.number = number
    self.desk = desk
    self.since = since
  }
}
