public import KimAPI

/// A connection to kimd that is made when it is needed and made anew when it is lost.
///
/// It blocks its caller, never longer than its deadlines, and belongs to one thread.
public final class Connection {
  /// How many notifications are kept until somebody asks for them; the oldest go first.
  public static let notificationsMax = 1024

  /// Where it connects and how long it waits.
  public let options: ClientOptions
  /// How many notifications were let go because nobody asked for them.
  public private(set) var droppedNotifications = 0
  private var wire: Wire?
  private var count = 0
  private var notifications: [JSON] = []

  /// A connection; nothing is connected yet.
  public init(_ options: ClientOptions = .init()) { self.options = options }

  /// Connects now rather than with the first call.
  public func connect() throws(ClientError) { _ = try connected(options.connectTimeout) }

  /// Ends the connection; the next call makes another.
  public func close() { wire = nil }

  /// Calls a method.
  public func call<M: Method>(
    _ method: M.Type,
    _ params: M.Params,
    meta: RequestMeta = .init(),
    timeout: Duration? = nil
  ) throws(CallFailure) -> M.Output {
    try answer(method, params, meta: meta, timeout: timeout).output
  }

  /// Calls a method and keeps what is said about the result.
  public func answer<M: Method>(
    _ method: M.Type,
    _ params: M.Params,
    meta: RequestMeta = .init(),
    timeout: Duration? = nil
  ) throws(CallFailure) -> Answer<M.Output> {
    let result = try send(
      M.name,
      M.self,
      try Self.text(params),
      Request.members(of: meta),
      timeout ?? options.callTimeout
    )
    do {
      return Answer(
        output: try JSONValueDecoder.decode(M.Output.self, from: result),
        meta: try result["_meta"].map { try JSONValueDecoder.decode(ResultMeta.self, from: $0) }
      )
    } catch {
      throw .transport(.malformedReply)
    }
  }

  /// Calls a method by name; the result is as it came, `_meta` included.
  ///
  /// A method that this version does not know is sent all the same: the daemon may be newer.
  public func call(
    _ name: String,
    params: JSON = [:],
    meta: RequestMeta = .init(),
    timeout: Duration? = nil
  ) throws(CallFailure) -> JSON {
    var members = params.members ?? []
    var own = members.first { $0.key == "_meta" }?.value.members ?? []
    members.removeAll { $0.key == "_meta" }
    for entry in Request.members(of: meta) {
      own.removeAll { $0.key == entry.key }
      own.append(entry)
    }
    return try send(
      name,
      Catalog.methods.first { $0.name == name },
      JSONText.encode(params.members == nil ? params : .object(members)),
      own,
      timeout ?? options.callTimeout
    )
  }

  /// The next notification of this connection, such as a `watch.event`; nil where none came in time.
  public func nextNotification(within timeout: Duration) throws(ClientError) -> JSON? {
    if !notifications.isEmpty { return notifications.removeFirst() }
    guard let wire else { throw .connectionLost }
    do throws(ClientError) {
      return try Self.parse(try wire.line(until: Deadline(after: timeout)))
    } catch {
      if error == .silent { return nil }
      self.wire = nil
      throw error
    }
  }
}

/// A result with what is said about it.
public struct Answer<Output: Sendable>: Sendable {
  /// The result.
  public let output: Output
  /// What is said about it; writes alone have it.
  public let meta: ResultMeta?
}

extension Connection {
  private func send(
    _ name: String,
    _ method: (any Method.Type)?,
    _ params: [UInt8],
    _ meta: [JSON.Member],
    _ timeout: Duration
  ) throws(CallFailure) -> JSON {
    count += 1
    let request: Request
    do throws(ClientError) {
      let id = "\(options.name):\(name)#\(count)"
      request = try .init(id: id, name: name, method: method, params: params, meta: meta)
    } catch {
      throw .transport(error)
    }
    return try exchange(request, until: Deadline(after: timeout))
  }

  private static func text(_ params: some Encodable) throws(CallFailure) -> [UInt8] {
    do {
      return try JSONText.encode(params)
    } catch {
      throw .transport(.malformedRequest)
    }
  }

  private static func parse(_ line: [UInt8]) throws(ClientError) -> JSON {
    do {
      return try StrictJSON.parse(line)
    } catch {
      throw .malformedReply
    }
  }

  private func connected(_ timeout: Duration) throws(ClientError) -> Wire {
    if let wire { return wire }
    let fresh = try Wire.connect(to: options.socketPath, within: timeout)
    wire = fresh
    return fresh
  }

  /// Sends until it is answered, refused for good, or too late.
  private func exchange(_ request: Request, until deadline: Deadline) throws(CallFailure) -> JSON {
    var generator = SystemRandomNumberGenerator()
    // Whether some attempt was sent and never answered.
    var isOpen = false
    var attempt = 0
    while true {
      var sent = false
      let failure: CallFailure
      do throws(ClientError) {
        let reply = try attemptOnce(request, deadline, &sent)
        if let result = reply["result"] { return result }
        failure = CallFailure(error: reply["error"] ?? .null)
        if failure.endsConnection { wire = nil }
      } catch {
        wire = nil
        failure = .transport(error)
        isOpen = isOpen || sent
      }
      var pause = Backoff.pause(attempt: attempt, using: &generator)
      if let told = failure.retryAfter { pause = max(pause, told) }
      guard attempt < options.retries, pause < deadline.remaining,
        mayRetry(request, after: failure, attempt, sent)
      else { throw Self.final(failure, of: request, isOpen) }
      attempt += 1
      Deadline.pause(pause)
    }
  }

  private func mayRetry(
    _ request: Request,
    after failure: CallFailure,
    _ attempt: Int,
    _ sent: Bool
  ) -> Bool {
    switch failure {
    case .fault, .unknownFault: failure.retryAfter != nil
    case .transport(.connectionLost): !sent || request.isRepeatable
    // Whoever answered a moment ago is being restarted.
    case .transport(.refused), .transport(.noSocket): attempt > 0
    case .transport: false
    }
  }

  /// A write that may have been done says so.
  private static func final(
    _ failure: CallFailure,
    of request: Request,
    _ isOpen: Bool
  ) -> CallFailure {
    guard isOpen, let key = request.key else { return failure }
    switch failure {
    case .transport(let cause): return .transport(.unknownOutcome(key: key, because: cause))
    case _ where failure.retryAfter != nil:
      return .transport(.unknownOutcome(key: key, because: .connectionLost))
    case .fault, .unknownFault: return failure
    }
  }

  /// One request and its reply, which has a result or an error.
  private func attemptOnce(
    _ request: Request,
    _ deadline: Deadline,
    _ sent: inout Bool
  ) throws(ClientError) -> JSON {
    let wire = try connected(min(options.connectTimeout, deadline.remaining))
    do throws(ClientError) {
      try wire.send(request.line, until: deadline, sent: &sent)
    } catch {
      // Whoever closes at once may have said why; the reading below finds it or fails alike.
      guard error == .connectionLost else { throw error }
    }
    let reply = try reply(to: request, from: wire, deadline)
    guard reply["result"]?.members != nil || reply["error"]?.members != nil else {
      throw .malformedReply
    }
    return reply
  }

  /// The answer to a request; notifications that come before it are kept.
  private func reply(
    to request: Request,
    from wire: Wire,
    _ deadline: Deadline
  ) throws(ClientError) -> JSON {
    while true {
      let message = try Self.parse(try wire.line(until: deadline))
      guard message["jsonrpc"] == "2.0" else { throw .malformedReply }
      switch message["id"] {
      case .string(request.id), .null: return message
      case nil where message["method"]?.text != nil: keep(message)
      default: throw .malformedReply
      }
    }
  }

  private func keep(_ notification: JSON) {
    if notifications.count == Self.notificationsMax {
      notifications.removeFirst()
      droppedNotifications += 1
    }
    notifications.append(notification)
  }
}
