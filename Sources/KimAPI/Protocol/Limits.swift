/// Bounds that kimd holds.
public struct Limits: Codable, Sendable, Equatable {
  /// Bytes of a request line with its line feed.
  public var lineBytesMax: Int
  /// Bytes of a reply line.
  public var replyBytesMax: Int
  /// Nesting of arrays and objects.
  public var depthMax: Int
  /// Requests of a batch.
  public var batchMax: Int
  /// Unanswered requests of a connection.
  public var inFlightMax: Int
  /// Connections of a user.
  public var connectionsPerUidMax: Int
  /// Bytes of replies that a client has not read.
  public var unreadReplyBytesMax: Int
  /// Seconds to finish a started line.
  public var lineSecondsMax: Int
  /// Seconds that a client may not read.
  public var writeStallSecondsMax: Int

  public init(
    lineBytesMax: Int,
    replyBytesMax: Int,
    depthMax: Int,
    batchMax: Int,
    inFlightMax: Int,
    connectionsPerUidMax: Int,
    unreadReplyBytesMax: Int,
    lineSecondsMax: Int,
    writeStallSecondsMax: Int
  ) {
    self.lineBytesMax = lineBytesMax
    self.replyBytesMax = replyBytesMax
    self.depthMax = depthMax
    self.batchMax = batchMax
    self.inFlightMax = inFlightMax
    self.connectionsPerUidMax = connectionsPerUidMax
    self.unreadReplyBytesMax = unreadReplyBytesMax
    self.lineSecondsMax = lineSecondsMax
    self.writeStallSecondsMax = writeStallSecondsMax
  }
}
