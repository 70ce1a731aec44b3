package import KimAPI
package import KimCore
import Synchronization

/// What a call gave: its output and what was said about it.
package struct Answered<Output: Sendable>: Sendable {
  package let output: Output
  /// Nil for methods that are no writes.
  package let meta: ResultMeta?
}

extension Office {
  /// Calls a method as somebody; throws the ``Fault`` that it was answered with.
  @discardableResult
  package func call<M: Method>(
    _ method: M.Type,
    _ params: M.Params,
    as person: Person = .manager,
    meta: RequestMeta? = nil
  ) async throws -> M.Output {
    try await ask(method, params, as: person, meta: meta).output
  }

  /// Calls a method without params as somebody.
  @discardableResult
  package func call<M: Method>(
    _ method: M.Type,
    as person: Person = .manager
  ) async throws -> M.Output where M.Params == NoParams {
    try await call(method, NoParams(), as: person)
  }

  /// Calls a method as somebody and gives what was said about the result too.
  package func ask<M: Method>(
    _ method: M.Type,
    _ params: M.Params,
    as person: Person = .manager,
    meta: RequestMeta? = nil
  ) async throws -> Answered<M.Output> {
    let given = try StrictJSON.parse(JSONText.encode(params))
    var members = given.members ?? []
    if let meta { members.append(.init("_meta", try StrictJSON.parse(JSONText.encode(meta)))) }
    let request: JSON = [
      "jsonrpc": "2.0", "id": 1, "method": .string(M.name), "params": .object(members),
    ]
    Self.called.withLock { _ = $0.insert(M.name) }
    let reply = try await StrictJSON.parse(required(line(request.line, as: person)))
    if let error = reply["error"] { throw try required(Fault(error), "a known fault") }
    let result = try required(reply["result"], "result")
    let bare = result.without("_meta")
    return Answered(
      output: try JSONValueDecoder.decode(M.Output.self, from: bare),
      meta: try result["_meta"].map { try JSONValueDecoder.decode(ResultMeta.self, from: $0) }
    )
  }

  /// Sends one raw line as somebody and gives the raw reply line; nil where nothing was to be answered.
  package func line(_ text: String, as person: Person = .manager) async -> String? {
    await line(Array(text.utf8), as: person)
  }

  /// Sends the bytes of one raw line as somebody.
  package func line(
    _ bytes: [UInt8],
    as person: Person = .manager,
    on connection: (any WatchConnection)? = nil
  ) async -> String? {
    let peer = Peer(uid: person.uid, login: nil, connection: connection)
    return await withCheckedContinuation { continuation in
      desk.answer(bytes, from: peer) { reply in
        continuation.resume(returning: reply.map { String(decoding: $0, as: UTF8.self) })
      }
    }
  }

  /// The methods that any office of this process was asked for.
  package static var methodsCalled: Set<String> { called.withLock { $0 } }
  private static let called = Mutex<Set<String>>([])
}

/// The fault of a call, or nil where it was answered.
package func fault<Output>(of call: () async throws -> Output) async throws -> Fault? {
  do {
    _ = try await call()
    return nil
  } catch let fault as Fault {
    return fault
  }
}
