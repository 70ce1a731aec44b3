/// Where kimd listens and how long a caller waits; every wait has an end.
public struct ClientOptions: Sendable {
  /// Path of the socket.
  public var socketPath: String
  /// What the ids of requests begin with, for those who read logs.
  public var name: String
  /// How long to wait for a connection.
  public var connectTimeout: Duration
  /// How long to wait for an answer, all retries included.
  public var callTimeout: Duration
  /// How often a request is sent again at most.
  public var retries: Int

  /// Options; the socket is found by ``SocketPath/resolve(explicit:environment:)`` where none is named.
  public init(
    socketPath: String? = nil,
    name: String = "kimclient",
    connectTimeout: Duration = .seconds(2),
    callTimeout: Duration = .seconds(30),
    retries: Int = 8
  ) {
    self.socketPath = SocketPath.resolve(explicit: socketPath)
    self.name = name
    self.connectTimeout = connectTimeout
    self.callTimeout = callTimeout
    self.retries = retries
  }
}
