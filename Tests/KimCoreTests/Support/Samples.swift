@testable import KimAPI

/// Params that have the right shape and name nothing that there is.
enum Samples {
  /// What the types themselves give as samples; a backup goes nowhere.
  static func params(of method: any KimAPI.Method.Type) throws -> JSON {
    let sample = try sample(method)
    return .object(
      (sample.members ?? []).map { $0.key == "to" ? .init("to", "/nonexistent/a") : $0 }
    )
  }

  private static func sample<M: KimAPI.Method>(_ method: M.Type) throws -> JSON {
    try StrictJSON.parse(JSONText.encode(Probe.sample(of: M.Params.self)))
  }
}
