import KimAPI
import KimClient

/// Takes one command to kimd and brings its answer back.
struct Courier {
  let connection: Connection
  let options: CommonOptions
  /// Why, for what is read on the way.
  let reason: Label?
  var words: Words { options.words }

  init(_ options: CommonOptions, retries: Int = 8, reason: Label? = nil) {
    self.options = options
    self.reason = reason
    connection = options.connection(retries: retries)
  }

  /// Calls a method; a failure is told for people.
  func call(
    _ name: String,
    _ params: JSON = [:],
    meta: RequestMeta = .init(),
    timeout: Duration? = nil
  ) throws(Stop) -> JSON {
    do throws(CallFailure) {
      return try connection.call(name, params: params, meta: meta, timeout: timeout)
    } catch {
      throw explain(error, name)
    }
  }

  private func explain(_ failure: CallFailure, _ name: String) -> Stop {
    let stop = Stop(failure, method: name, words: words)
    guard stop.kind == Fault.Kind.methodNotFound.rawValue else { return stop }
    let known = Catalog.methods.map { $0.name }
    guard known.contains(name) else {
      let sentence = words.mistyped(words[.unknownMethod, name], name, known)
      return .usage(sentence, hint: "kimctl describe")
    }
    var older = stop
    older.sentences = [words[.olderDaemon, version(), name, Release.version]]
    older.hint = words[.startHint]
    return older
  }

  /// What version answers; a question mark where it does not say.
  private func version() -> String {
    do throws(CallFailure) {
      return try connection.call(RpcHello.name)["version"]?.text ?? "?"
    } catch {
      return "?"
    }
  }

  /// Puts the revision where it is needed and missing: that of now.
  func resolve(_ params: inout Params) throws(Stop) {
    let needsRev = params.shape?.fields.contains { $0.name == "ifRev" && $0.isRequired } ?? false
    guard needsRev, params["ifRev"] == nil, let id = params["id"],
      let show = Self.show(for: params.method)
    else { return }
    params["ifRev"] = try call(show, ["id": id], meta: .init(reason: reason))["rev"]
  }

  /// The method that shows what another one changes, where it takes an id.
  static func show(for method: String) -> String? {
    let name = "\(method.prefix { $0 != "." }).show"
    let show = Catalog.methods.first { $0.name == name }
    return show?.paramsShape.fields.contains { $0.name == "id" } ?? false ? name : nil
  }

  // MARK: Lists

  /// The most entries that several pages are joined to.
  static let entriesMax = 100_000
  private static let pageMax = 1000

  /// Reads as many pages as `limit` asks for and joins them; other results as they are.
  func pages(
    _ name: String,
    _ params: JSON,
    limit: Int,
    meta: RequestMeta,
    timeout: Duration
  ) throws(Stop) -> JSON {
    var items: [JSON] = []
    var query = params.members ?? []
    while true {
      query.removeAll { $0.key == "limit" }
      query.append(.init("limit", .integer(Int64(min(limit - items.count, Self.pageMax)))))
      let page = try call(name, .object(query), meta: meta, timeout: timeout)
      items += page["items"]?.items ?? []
      guard let next = page["next"], items.count < limit else {
        let rest = (page.members ?? []).filter { $0.key != "items" }
        return .object([.init("items", .array(items))] + rest)
      }
      query.removeAll { $0.key == "cursor" }
      query.append(.init("cursor", next))
    }
  }
}
