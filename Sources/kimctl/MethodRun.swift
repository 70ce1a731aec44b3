import KimAPI
import KimClient

/// One method from its words to its output: what every verb and `call` do.
struct MethodRun {
  let name: String
  /// nil where this kimctl does not know the method; the daemon may be newer.
  let method: (any Method.Type)?
  let options: CommonOptions

  private var words: Words { options.words }

  func run(_ arguments: [String]) throws(Stop) {
    let meta = try options.meta(method, name)
    var timeout = try options.wait(for: method)
    let courier = Courier(options, reason: meta.reason)
    var params = try params(arguments)
    try ask(&params, courier)
    if let wait = params["timeoutMs"]?.integer, options.timeout == nil {
      timeout = .milliseconds(min(max(wait, 0), 86_400_000)) + .seconds(10)
    }
    let limit = try takeLimit(&params)
    try courier.resolve(&params)
    try params.check()
    let result =
      if let limit {
        try courier.pages(name, params.json, limit: limit, meta: meta, timeout: timeout)
      } else {
        try courier.call(name, params.json, meta: meta, timeout: timeout)
      }
    try Printout(words: words, options: options, method: method, isDryRun: meta.dryRun ?? false)
      .put(result, limit: limit)
    if name == WatchOpen.name { try WatchFollow(courier: courier).run() }
  }

  private func params(_ arguments: [String]) throws(Stop) -> Params {
    let source = Source(words: words)
    var params = Params(method: name, shape: method?.paramsShape, words: words)
    if isPaged(params) { params.limitMax = Int64(Courier.entriesMax) }
    params.takesPersonal = SocketPath.variable("KIM_ALLOW_ARGV") == "1"
    params.readFile = { path throws(Stop) in try source.file(path) }
    params.readInput = { () throws(Stop) in try source.input() }
    if let file = options.fromFile { try params.merge(try source.params(file), from: file) }
    try params.read(arguments)
    return params
  }

  /// Asks for what is personal and missing, after all that could stop the command without it.
  private func ask(_ params: inout Params, _ courier: Courier) throws(Stop) {
    try stopForMissing(params.missing.filter { !$0.shape.isPersonal })
    let fields = (params.shape?.fields ?? []).filter {
      $0.shape.isPersonal && params[$0.name] == nil && ($0.isRequired || options.ask)
    }
    guard let first = fields.first else { return }
    guard let talk = Talk.terminal() ?? (options.ask ? Talk.lines() : nil) else {
      throw Stop(
        status: 2,
        kind: "personal",
        sentences: [words[.personalMissing, first.name], words[.personalHint]]
      )
    }
    try params.check(isComplete: false)
    // Nobody shall type all that for a kimd that is not there.
    if talk.isTerminal { _ = try courier.call(RpcHello.name) }
    let isWrite = method.map { $0 is any WriteMethod.Type } ?? false
    try Dialogue(words: words, talk: talk)
      .run(&params, fields, isConfirmed: isWrite && (options.ask || fields.count > 1))
  }

  private func stopForMissing(_ missing: [Shape.Field]) throws(Stop) {
    guard !missing.isEmpty else { return }
    throw Stop(
      status: 2,
      kind: "usage",
      sentences: missing.map { words[.missingField, $0.name, words.expected($0.shape)] },
      hint: words[.describeHint, name]
    )
  }

  private func isPaged(_ params: Params) -> Bool {
    let names = params.shape?.fields.map(\.name) ?? []
    return names.contains("limit") && names.contains("cursor")
  }

  /// How many entries are wanted of a list that has pages; nil for every other method.
  private func takeLimit(_ params: inout Params) throws(Stop) -> Int? {
    guard isPaged(params) else { return nil }
    guard let wanted = params["limit"] else { return 100 }
    guard let limit = wanted.integer, (1...Int64(Courier.entriesMax)).contains(limit) else {
      throw .usage(words[.badLimit])
    }
    params["limit"] = nil
    return Int(limit)
  }
}
