import KimAPI
import Synchronization

/// Puts reply lines together; the text of a result is made by its handler and only framed here.
enum ReplyLine {
  /// The line that answers a request; nil for a notification.
  static func line(_ outcome: Result<Answer, Fault>, for incoming: Incoming) -> [UInt8]? {
    guard let id = incoming.id else { return nil }
    switch outcome {
    case .success(let answer): return result(answer, id: id)
    case .failure(let fault): return self.fault(fault, id: id)
    }
  }

  /// An error line; the id is null where none could be read.
  static func fault(_ fault: Fault, id: RequestID?) -> [UInt8] {
    head(id?.json ?? .null) + Array("\"error\":".utf8) + JSONText.encode(fault.json)
      + [UInt8(ascii: "}")]
  }

  /// A notification line of a watch.
  static func notification(_ method: String, _ params: JSON) -> [UInt8] {
    let message: JSON = ["jsonrpc": "2.0", "method": .string(method), "params": params]
    return JSONText.encode(message)
  }

  private static func result(_ answer: Answer, id: RequestID) -> [UInt8] {
    var line = head(id.json)
    line += "\"result\":".utf8
    guard let meta = answer.meta else {
      line += answer.result
      line.append(UInt8(ascii: "}"))
      return line
    }
    line += answer.result.dropLast()
    if answer.result.count > 2 { line.append(UInt8(ascii: ",")) }
    line += "\"_meta\":".utf8
    line += text(meta)
    line += "}}".utf8
    return line
  }

  private static func head(_ id: JSON) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(512)
    line += "{\"jsonrpc\":\"2.0\",\"id\":".utf8
    if case .integer(let number) = id {
      line += String(number).utf8
    } else {
      line += JSONText.encode(id)
    }
    line.append(UInt8(ascii: ","))
    return line
  }

  private static func text(_ meta: ResultMeta) -> [UInt8] {
    var members: [JSON.Member] = []
    if let seq = meta.seq { members.append(.init("seq", .integer(Int64(seq)))) }
    members.append(.init("replayed", .boolean(meta.replayed)))
    members.append(.init("warnings", .array(meta.warnings.map { .string($0.rawValue) })))
    return JSONText.encode(.object(members))
  }
}

/// Gathers the replies to a batch; one line, in the order of the batch, none where all were notifications.
final class BatchReply: Sendable {
  /// Bytes of a reply line, those of a batch included.
  static let bytesMax = 4 << 20

  private struct State {
    var lines: [[UInt8]?]
    var missing: Int
    var bytes = 0
  }

  private let state: Mutex<State>
  private let reply: @Sendable ([UInt8]?) -> Void

  init(count: Int, reply: @escaping @Sendable ([UInt8]?) -> Void) {
    state = Mutex(State(lines: Array(repeating: nil, count: count), missing: count))
    self.reply = reply
  }

  func put(_ line: [UInt8]?, at index: Int, orIfTooLong short: @autoclosure () -> [UInt8]) {
    let whole = state.withLock { state -> [[UInt8]?]? in
      // A thousand bytes are kept for each reply to come, so that even their refusals fit.
      let isTooLong =
        state.bytes + (line?.count ?? 0) + state.missing * 1000 > Self.bytesMax
      let kept = isTooLong && line != nil ? short() : line
      state.lines[index] = kept
      state.bytes += kept?.count ?? 0
      state.missing -= 1
      return state.missing == 0 ? state.lines : nil
    }
    guard let lines = whole?.compactMap({ $0 }) else { return }
    guard !lines.isEmpty else { return reply(nil) }
    reply(
      [UInt8(ascii: "[")] + Array(lines.joined(separator: [UInt8(ascii: ",")]))
        + [UInt8(ascii: "]")]
    )
  }
}
