/// The bounds of one server; a value below 1 counts as 1.
package struct SocketLimits: Sendable, Equatable {
  /// Bytes of a request line, its `\n` among them.
  package let lineBytesMax: Int
  /// Open connections of one uid.
  package let connectionsPerUidMax: Int
  /// Open connections of all.
  package let connectionsMax: Int
  /// Requests of one connection that are started and not yet answered in their order.
  package let inFlightMax: Int
  /// Bytes that a peer has not read before its further requests wait.
  package let unreadReplyBytesMax: Int
  /// Seconds to finish a started line.
  package let lineSecondsMax: Int
  /// Seconds without progress of a write.
  package let writeStallSecondsMax: Int
  /// Empty lines in a row.
  package let emptyLinesMax: Int

  package init(
    lineBytesMax: Int = 1_048_576,
    connectionsPerUidMax: Int = 64,
    connectionsMax: Int = 2048,
    inFlightMax: Int = 32,
    unreadReplyBytesMax: Int = 1_048_576,
    lineSecondsMax: Int = 10,
    writeStallSecondsMax: Int = 30,
    emptyLinesMax: Int = 100
  ) {
    self.lineBytesMax = max(1, lineBytesMax)
    self.connectionsPerUidMax = max(1, connectionsPerUidMax)
    self.connectionsMax = max(1, connectionsMax)
    self.inFlightMax = max(1, inFlightMax)
    self.unreadReplyBytesMax = max(1, unreadReplyBytesMax)
    self.lineSecondsMax = max(1, lineSecondsMax)
    self.writeStallSecondsMax = max(1, writeStallSecondsMax)
    self.emptyLinesMax = max(1, emptyLinesMax)
  }
}
