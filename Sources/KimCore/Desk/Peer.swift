/// The other end of a connection, as the kernel and the user database know it.
package struct Peer: Sendable {
  /// User id of the process that connected.
  package let uid: UInt32
  /// Login name that the system knows for it.
  package let login: String?
  /// Where notifications of a watch go; nil where there is no connection.
  package let connection: (any WatchConnection)?

  package init(uid: UInt32, login: String?, connection: (any WatchConnection)? = nil) {
    self.uid = uid
    self.login = login
    self.connection = connection
  }
}

/// A connection that takes notifications at the pace at which its peer reads.
package protocol WatchConnection: AnyObject, Sendable {
  /// Sends one line, between replies.
  func push(_ line: [UInt8])
  /// Calls back once when the peer has read enough; at once where it has.
  func whenWritable(_ body: @escaping @Sendable () -> Void)
}
