import KimAPI

/// One request as JSON-RPC 2.0 has it, before anybody asked whether it may be done.
struct Incoming: Sendable {
  /// Nil: a notification, which is never answered.
  let id: RequestID?
  let method: String
  /// The params without `_meta`.
  let params: JSON
  let meta: RequestMeta
  private let metaFlaws: [Shape.Flaw]
  private let isParamsObject: Bool

  /// Why something is no request, and the id to say it to where there was one.
  struct Refusal: Error {
    let fault: Fault
    let id: RequestID?
  }

  init(_ json: JSON) throws(Refusal) {
    guard case .object(let members) = json else { throw Self.refusal("a request is an object") }
    var id: RequestID?
    if let given = json["id"] {
      guard let known = RequestID(given) else {
        throw Self.refusal("id is a string of at most 128 bytes or a whole number")
      }
      id = known
    }
    guard json["jsonrpc"]?.text == "2.0" else { throw Self.refusal("jsonrpc is \"2.0\"", id) }
    guard let method = json["method"]?.text else { throw Self.refusal("method is a string", id) }
    guard members.allSatisfy({ Self.isKnown($0.key) }) else {
      throw Self.refusal("a request holds jsonrpc, id, method and params", id)
    }
    self.id = id
    self.method = method
    switch json["params"] {
    case nil: (params, isParamsObject) = (.object([]), true)
    case .object(let given)?:
      (params, isParamsObject) = (JSON.object(given).without("_meta"), true)
    case .array?: (params, isParamsObject) = (.object([]), false)
    default: throw Self.refusal("params is an object", id)
    }
    (meta, metaFlaws) = Self.meta(json["params"]?["_meta"])
  }

  private static func isKnown(_ key: String) -> Bool {
    switch key {
    case "jsonrpc", "id", "method", "params": true
    default: false
    }
  }

  private static func refusal(_ reason: String, _ id: RequestID? = nil) -> Refusal {
    .init(fault: Fault(.invalidRequest, reason), id: id)
  }

  private static func meta(_ json: JSON?) -> (RequestMeta, [Shape.Flaw]) {
    guard let json else { return (RequestMeta(), []) }
    let flaws = RequestMeta.shape.flaws(in: json)
    guard flaws.isEmpty, let meta = try? JSONValueDecoder.decode(RequestMeta.self, from: json)
    else {
      let told = flaws.map {
        Shape.Flaw(
          path: "_meta" + ($0.path.isEmpty ? "" : "." + $0.path),
          kind: $0.kind,
          expected: $0.expected
        )
      }
      return (RequestMeta(), told)
    }
    return (meta, [])
  }

  /// Whether nothing at all was handed in.
  var isBare: Bool { params == .object([]) && metaFlaws.isEmpty && isParamsObject }

  /// The request of a route, decoded; everything that is wrong with the params is told at once.
  func call(of route: Route) throws -> Route.Call {
    guard isParamsObject else {
      throw Self.invalid([
        .init(path: "", kind: "wrong_type", expected: "params by name: an object")
      ])
    }
    let flaws = metaFlaws + route.params.flaws(in: params)
    guard flaws.isEmpty else { throw Self.invalid(flaws) }
    do {
      return try route.prepare(params)
    } catch is DecodingError {
      throw Self.invalid([.init(path: "", kind: "wrong_value", expected: route.params.expected)])
    }
  }

  private static func invalid(_ flaws: [Shape.Flaw]) -> Fault {
    let faults = flaws.map { flaw -> JSON in
      [
        "path": .string(flaw.path), "kind": .string(flaw.kind), "expected": .string(flaw.expected),
      ]
    }
    let first = flaws.first.map { "\($0.path): \($0.kind), expected \($0.expected)" } ?? ""
    return Fault(.invalidParams, first, [.init("faults", .array(faults))])
  }
}

extension JSON {
  /// The value with the keys of every object in one order, so that equal params have equal bytes.
  var sorted: JSON {
    switch self {
    case .array(let items): .array(items.map(\.sorted))
    case .object(let members):
      .object(members.map { .init($0.key, $0.value.sorted) }.sorted { $0.key < $1.key })
    default: self
    }
  }
}
