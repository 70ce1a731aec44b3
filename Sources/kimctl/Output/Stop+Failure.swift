import KimAPI
import KimClient

import func Glibc.strerror

extension Stop {
  /// What to tell when a call failed.
  init(_ failure: CallFailure, method: String, words: Words) {
    switch failure {
    case .fault(let fault): self.init(fault, method: method, words: words)
    case .unknownFault(let kind, let message, let data):
      self.init(
        status: 70,
        kind: kind,
        sentences: [words[.unknownKind, kind, message]],
        hint: nil,
        data: data
      )
    case .transport(let error): self.init(error, words: words)
    }
  }

  private init(_ fault: Fault, method: String, words: Words) {
    var sentences = [words.sentence(for: fault.kind)]
    let details = Dictionary(
      fault.details.map { ($0.key, $0.value) },
      uniquingKeysWith: { first, _ in first }
    )
    sentences += (details["faults"]?.items ?? []).map { fault in
      let (path, expected) = (fault["path"]?.text ?? "", fault["expected"]?.text ?? "")
      let kind = fault["kind"]?.text ?? ""
      let flaw = Shape.Flaw(path: path, kind: kind, expected: expected)
      return words.sentence(about: flaw, at: path, of: method, expected: expected)
    }
    switch fault.kind {
    case .invalidValue, .internal, .storageFailed, .storageLow, .dataDamaged, .forbidden, .notReady:
      sentences.append(fault.message)
    default: break
    }
    let told: [(String, Phrase)] = [
      ("allowed", .allowed), ("alternatives", .alternatives), ("changedFields", .changedFields),
      ("current", .currentRev), ("reference", .reference), ("problem", .problem),
    ]
    for (key, phrase) in told {
      if let value = details[key], value != .array([]) {
        sentences.append(words[phrase, Self.text(value)])
      }
    }
    self.init(
      status: fault.kind.exitStatus,
      kind: fault.kind.rawValue,
      sentences: sentences,
      hint: Self.hint(for: fault.kind, method, words),
      data: .object(fault.details)
    )
  }

  private static func text(_ value: JSON) -> String {
    // A method as it is typed here: noun, verb.
    if let method = value["method"]?.text { return method.replacing(".", with: " ") }
    return switch value {
    case .string(let text): text
    case .array(let items): items.map(text).joined(separator: ", ")
    case .object(let members): members.map { text($0.value) }.joined(separator: " ")
    default: value.line
    }
  }

  private static func hint(for kind: Fault.Kind, _ method: String, _ words: Words) -> String? {
    switch kind {
    case .invalidParams: words[.describeHint, method]
    case .overloaded, .draining, .notReady, .tooManyConnections: words[.retryHint]
    case .storageFailed, .storageLow, .dataDamaged: "kimctl status"
    case .forbidden: "kimctl whoami"
    case .internal: "journalctl -u kimd -n 50"
    case .staleRevision: method.split(separator: ".").first.map { "kimctl \($0) show …" }
    default: nil
    }
  }

  private init(_ error: ClientError, words: Words) {
    let (kind, status, sentence) = Self.describe(error, words)
    self.init(
      status: status,
      kind: kind,
      sentences: [sentence],
      hint: Self.hint(for: error, words)
    )
    if case .unknownOutcome(let key, let cause) = error {
      sentences = [Self.describe(cause, words).2, words[.unknownOutcome, "--key \(key)"]]
      data = ["idempotencyKey": .string(key)]
    }
  }

  private static func describe(_ error: ClientError, _ words: Words) -> (String, Int32, String) {
    switch error {
    case .noSocket(let path): ("no_socket", 3, words[.noSocket, path])
    case .notASocket(let path): ("not_a_socket", 3, words[.notASocket, path])
    case .pathTooLong(let path):
      ("path_too_long", 2, words[.pathTooLong, String(path.utf8.count)])
    case .denied(let path): ("denied", 4, words[.denied, path])
    case .refused(let path): ("refused", 3, words[.refused, path])
    case .impostor(let uid): ("impostor", 3, words[.impostor, String(uid)])
    case .silent: ("silent", 8, words[.silent])
    case .connectionLost: ("connection_lost", 3, words[.connectionLost])
    case .malformedRequest: ("malformed_request", 2, words[.malformedRequest])
    case .requestTooLong: ("request_too_long", 2, words[.requestTooLong])
    case .replyTooLong: ("reply_too_long", 70, words[.replyTooLong])
    case .malformedReply: ("malformed_reply", 70, words[.malformedReply])
    case .system(let operation, let number):
      ("system", 3, words[.systemError, operation, String(cString: strerror(number))])
    case .unknownOutcome(_, let cause): ("unknown_outcome", describe(cause, words).1, "")
    }
  }

  private static func hint(for error: ClientError, _ words: Words) -> String? {
    switch error {
    case .noSocket, .notASocket: words[.socketHint]
    case .denied: words[.groupHint]
    case .refused: words[.startHint]
    case .silent, .connectionLost, .impostor, .unknownOutcome: words[.serviceHint]
    default: nil
    }
  }
}
