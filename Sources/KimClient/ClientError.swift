public import KimAPI

/// Why no answer of kimd could be had; none of these comes from kimd itself.
public indirect enum ClientError: Error, Sendable, Equatable {
  /// There is nothing at the path.
  case noSocket(path: String)
  /// What is at the path is no stream socket.
  case notASocket(path: String)
  /// The kernel takes socket paths of at most 107 bytes.
  case pathTooLong(path: String)
  /// The kernel lets us not reach the socket.
  case denied(path: String)
  /// The socket is there and nobody listens.
  case refused(path: String)
  /// Somebody listens who is neither root nor we nor the owner of the directory.
  case impostor(uid: UInt32)
  /// No answer before the deadline.
  case silent
  /// The connection ended before the answer.
  case connectionLost
  /// The params are no object.
  case malformedRequest
  /// The request is longer than kimd reads.
  case requestTooLong
  /// The reply is longer than kim-rpc allows.
  case replyTooLong
  /// The reply is no reply of kim-rpc, or none that this version understands.
  case malformedReply
  /// The system refused an operation for a reason of its own.
  case system(operation: String, errno: Int32)
  /// A write was sent and its answer lost: the same key asks again without doing it twice.
  case unknownOutcome(key: String, because: ClientError)
}

/// How a call can fail: refused by kimd, or not answered at all.
public enum CallFailure: Error, Sendable, Equatable {
  /// kimd refused, for a reason of the contract.
  case fault(Fault)
  /// kimd refused, for a reason that this version does not know; kept as it came.
  case unknownFault(kind: String, message: String, data: JSON)
  /// There was no answer.
  case transport(ClientError)
}

extension CallFailure {
  /// Reads the error object of a reply.
  init(error: JSON) {
    if let fault = Fault(error) {
      self = .fault(fault)
    } else {
      let kind = error["data"]?["kind"]?.text ?? "code \(error["code"]?.integer ?? 0)"
      let message = error["message"]?.text ?? ""
      self = .unknownFault(kind: kind, message: message, data: error["data"] ?? .null)
    }
  }

  /// How long kimd asks to wait before the same request; nil where waiting is of no use.
  var retryAfter: Duration? {
    let told: JSON?
    switch self {
    case .fault(let fault) where fault.kind.isRetryable:
      told = fault.details.first { $0.key == "retryAfterMs" }?.value ?? 0
    case .unknownFault(_, _, let data): told = data["retryAfterMs"]
    default: told = nil
    }
    guard let milliseconds = told?.integer else { return nil }
    return .milliseconds(min(max(milliseconds, 0), 60_000))
  }

  /// Whether kimd closes the connection with this answer.
  var endsConnection: Bool {
    guard case .fault(let fault) = self else { return false }
    return fault.kind == .draining || fault.kind == .tooManyConnections
  }
}
