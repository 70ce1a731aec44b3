import KimAPI
import KimTestSupport
import Testing

extension Office {
  /// The reply to a raw line that must be answered.
  func wire(
    _ text: String,
    as person: Person = .manager,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> JSON {
    let line = try #require(await line(text, as: person), sourceLocation: sourceLocation)
    #expect(!line.utf8.contains(0x0A) && !line.utf8.contains(0x0D), sourceLocation: sourceLocation)
    return try StrictJSON.parse(line)
  }
}

extension JSON {
  /// The kind of the error in this reply.
  var errorKind: String? { self["error"]?["data"]?["kind"]?.text }

  /// `path kind` of each fault that `invalid_params` tells.
  var faults: [String] {
    (self["error"]?["data"]?["faults"]?.items ?? []).map {
      "\($0["path"]?.text ?? "?") \($0["kind"]?.text ?? "?")"
    }
  }
}
