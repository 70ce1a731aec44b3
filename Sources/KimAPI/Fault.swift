/// An error as it stands in a reply: its kind is the contract, its code belongs to the kind, its message may change.
///
/// No fault ever holds personal data.
public struct Fault: Error, Sendable, Equatable {
  /// What went wrong, for programs.
  public let kind: Kind
  /// What went wrong, in short English for people who read logs.
  public let message: String
  /// What else a program needs to react, in the order of writing.
  public let details: [JSON.Member]

  public init(_ kind: Kind, _ message: String, _ details: [JSON.Member] = []) {
    self.kind = kind
    self.message = message
    self.details = details
  }

  /// The kinds of errors of kim-rpc.
  public enum Kind: String, Sendable, CaseIterable, Codable {
    /// The line is no JSON text that two readers would read alike.
    case parseError = "parse_error"
    /// The JSON is no request of JSON-RPC 2.0.
    case invalidRequest = "invalid_request"
    /// No method of that name.
    case methodNotFound = "method_not_found"
    /// The params are not what the method takes; `faults` lists all that is wrong.
    case invalidParams = "invalid_params"
    /// A defect of kimd; `reference` finds it in the journal.
    case `internal`
    /// Too much waits already.
    case overloaded
    /// kimd is about to stop.
    case draining
    /// kimd is starting or migrating.
    case notReady = "not_ready"
    /// The line is longer than `lineBytesMax`.
    case lineTooLong = "line_too_long"
    /// The caller, or all together, hold too many connections.
    case tooManyConnections = "too_many_connections"
    /// The caller's roles do not allow the method.
    case forbidden
    /// There is no such thing, or none that the caller may know of.
    case notFound = "not_found"
    /// Somebody changed it since; see `current`.
    case staleRevision = "stale_revision"
    /// The time or place is taken; see `alternatives`.
    case slotTaken = "slot_taken"
    /// The idempotency key was used with other params.
    case idempotencyMismatch = "idempotency_mismatch"
    /// The cursor belongs to another filter.
    case cursorMismatch = "cursor_mismatch"
    /// The change feed no longer reaches back so far.
    case seqTooOld = "seq_too_old"
    /// The desk serves a ticket; see `ticket`.
    case deskBusy = "desk_busy"
    /// Nobody waits.
    case queueEmpty = "queue_empty"
    /// The client has an open case; see `case`.
    case caseExists = "case_exists"
    /// There is such a thing already.
    case alreadyExists = "already_exists"
    /// A value that no rule allows; see `field`.
    case invalidValue = "invalid_value"
    /// The state forbids it; see `state` and `allowed`.
    case invalidState = "invalid_state"
    /// A consent is missing; see `missing`.
    case consentMissing = "consent_missing"
    /// A release from confidentiality is missing; see `missing`.
    case releaseMissing = "release_missing"
    /// A second person must approve.
    case approvalRequired = "approval_required"
    /// The disk failed; whether something was kept is uncertain until kimd has restarted.
    case storageFailed = "storage_failed"
    /// The disk is nearly full; only reads are answered.
    case storageLow = "storage_low"
    /// What is stored cannot be trusted.
    case dataDamaged = "data_damaged"
  }
}

extension Fault.Kind {
  /// The number of JSON-RPC that belongs to the kind.
  public var code: Int {
    switch self {
    case .parseError: -32700
    case .invalidRequest: -32600
    case .methodNotFound: -32601
    case .invalidParams: -32602
    case .internal: -32603
    case .overloaded: -32000
    case .draining: -32001
    case .notReady: -32002
    case .lineTooLong: -32003
    case .tooManyConnections: -32006
    case .forbidden: 1403
    case .notFound: 1404
    case .staleRevision: 1409
    case .slotTaken: 1410
    case .idempotencyMismatch: 1411
    case .cursorMismatch: 1413
    case .seqTooOld: 1414
    case .deskBusy: 1415
    case .queueEmpty: 1416
    case .caseExists: 1417
    case .alreadyExists: 1418
    case .invalidValue: 1422
    case .invalidState: 1423
    case .consentMissing: 1424
    case .releaseMissing: 1425
    case .approvalRequired: 1428
    case .storageFailed: 1503
    case .storageLow: 1507
    case .dataDamaged: 1508
    }
  }

  /// Whether the same request may succeed a moment later without anybody acting.
  public var isRetryable: Bool {
    switch self {
    case .overloaded, .draining, .notReady, .tooManyConnections: true
    default: false
    }
  }

  /// The exit status of a command that met it.
  public var exitStatus: Int32 {
    switch self {
    case .methodNotFound, .invalidParams, .lineTooLong: 2
    case .forbidden: 4
    case .notFound: 5
    case .staleRevision, .slotTaken, .idempotencyMismatch, .cursorMismatch, .seqTooOld, .deskBusy,
      .queueEmpty, .caseExists, .alreadyExists:
      6
    case .invalidValue, .invalidState, .consentMissing, .releaseMissing: 7
    case .overloaded, .draining, .notReady, .tooManyConnections, .storageFailed, .storageLow,
      .dataDamaged:
      10
    case .approvalRequired: 11
    case .parseError, .invalidRequest, .internal: 70
    }
  }
}

extension Fault {
  /// There is no such thing, or none that the caller may know of: the same bytes for both.
  public static func notFound(_ what: String) -> Fault {
    .init(.notFound, "no such \(what)", [.init("what", .string(what))])
  }

  /// A value that no rule allows.
  public static func invalidValue(_ field: String, _ rule: String) -> Fault {
    .init(
      .invalidValue,
      "\(field): \(rule)",
      [.init("field", .string(field)), .init("rule", .string(rule))]
    )
  }

  /// The state forbids it; these methods it would take.
  public static func invalidState(_ state: String, allowed: [String]) -> Fault {
    .init(
      .invalidState,
      "not allowed in state \(state)",
      [
        .init("state", .string(state)),
        .init("allowed", .array(allowed.map { ["method": .string($0)] })),
      ]
    )
  }

  /// The error object of a reply.
  public var json: JSON {
    var data: [JSON.Member] = [.init("kind", .string(kind.rawValue))]
    if kind.isRetryable, !details.contains(where: { $0.key == "retryAfterMs" }) {
      data.append(.init("retryAfterMs", 200))
    }
    return .object([
      .init("code", .integer(Int64(kind.code))), .init("message", .string(message)),
      .init("data", .object(data + details)),
    ])
  }

  /// Reads the error object of a reply; a kind that this version does not know is nil.
  public init?(_ json: JSON) {
    guard let name = json["data"]?["kind"]?.text, let kind = Kind(rawValue: name) else {
      return nil
    }
    let details = (json["data"]?.members ?? []).filter { $0.key != "kind" }
    self.init(kind, json["message"]?.text ?? name, details)
  }
}
