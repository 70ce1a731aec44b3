import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// Lines as they go over the socket.
extension Fixture {
  /// The raw reply line of a call: for answers that must be alike to the byte.
  func reply<M: KimAPI.Method>(
    _ method: M.Type,
    _ params: M.Params,
    as person: Person
  ) async throws -> String {
    let request: JSON = [
      "jsonrpc": "2.0", "id": 1, "method": .string(M.name),
      "params": try StrictJSON.parse(JSONText.encode(params)),
    ]
    return try #require(await office.line(request.line, as: person))
  }

  /// The raw reply line of a method.
  func reply(_ method: String, _ params: JSON, as person: Person = .manager) async throws -> String
  {
    let request: JSON = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": params]
    return try #require(await office.line(request.line, as: person))
  }

  /// Asks for an id that nobody has and for one that the caller may not know of: the replies are
  /// the same bytes.
  func expectAlike(
    _ method: String,
    hidden: String,
    key: String = "id",
    unknown: String = "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b",
    with others: [JSON.Member] = [],
    as person: Person,
    at place: SourceLocation = #_sourceLocation
  ) async throws {
    let toUnknown = try await reply(
      method,
      .object([.init(key, .string(unknown))] + others),
      as: person
    )
    let toHidden = try await reply(
      method,
      .object([.init(key, .string(hidden))] + others),
      as: person
    )
    #expect(toUnknown.contains("\"kind\":\"not_found\""), sourceLocation: place)
    #expect(toUnknown == toHidden, sourceLocation: place)
  }

  /// Sends a request on a connection and gives the whole reply.
  func send<M: KimAPI.Method>(
    _ method: M.Type,
    _ params: M.Params,
    as person: Person = .manager,
    on connection: FakeConnection
  ) async throws -> JSON {
    let request: JSON = [
      "jsonrpc": "2.0", "id": 1, "method": .string(M.name),
      "params": try StrictJSON.parse(JSONText.encode(params)),
    ]
    let line = await office.line(Array(request.line.utf8), as: person, on: connection)
    return try StrictJSON.parse(#require(line))
  }

  /// Opens a watch and gives its number and where it begins.
  @discardableResult
  func watch(
    _ topics: [Topic],
    since: Int? = nil,
    as person: Person = .manager,
    on connection: FakeConnection
  ) async throws -> WatchOpen.Output {
    let reply = try await send(
      WatchOpen.self,
      .init(topics: topics, since: since),
      as: person,
      on: connection
    )
    if let error = reply["error"] { throw try #require(Fault(error)) }
    return try JSONValueDecoder.decode(WatchOpen.Output.self, from: #require(reply["result"]))
  }
}
