import KimAPI

extension Desk {
  /// Whether a reply line is as the catalogue publishes it.
  ///
  /// Builds for tests assert it of every reply, so that no message of any test, in Swift, Python or shell, goes unchecked;
  /// what comes in is checked against its shape in every build.
  func isAsPublished(_ line: [UInt8]?, _ method: String) -> Bool {
    guard let line else { return true }
    guard let reply = try? StrictJSON.parse(line), reply["jsonrpc"]?.text == "2.0",
      reply["id"] != nil
    else { return false }
    switch (reply["result"], reply["error"]) {
    case (let result?, nil): return routes[method].map { isAsPublished(result, $0) } ?? false
    case (nil, let error?): return Fault(error) != nil
    default: return false
    }
  }

  private func isAsPublished(_ result: JSON, _ route: Route) -> Bool {
    let meta = result["_meta"].map { ResultMeta.shape.flaws(in: $0) } ?? []
    return route.output.flaws(in: result.without("_meta")).isEmpty && meta.isEmpty
  }
}
