/// What stands behind the socket and gives the lines their meaning.
///
/// All of it is called on the one event loop thread and must not block it.
package protocol LineService: Sendable {
  /// Answers one complete line, which comes without its end.
  ///
  /// `reply` is called exactly once, from any thread; nil sends nothing. Replies leave in the
  /// order of the lines, whatever the order of the calls.
  func answer(
    _ line: [UInt8],
    on connection: Connection,
    reply: @escaping @Sendable ([UInt8]?) -> Void
  )

  /// The line (without `\n`) that answers a line over the limit.
  var lineTooLong: [UInt8] { get }

  /// The line (without `\n`) for a peer that is turned away because there are too many.
  var tooManyConnections: [UInt8] { get }

  /// A peer is there; its lines follow.
  func opened(_ connection: Connection)

  /// The peer is gone; what is still in flight is answered to nobody.
  func closed(_ connection: Connection)
}
