import KimAPI
import KimClient

/// Writes a result in the format that was asked for.
struct Printout {
  let words: Words
  let options: CommonOptions
  let method: (any Method.Type)?
  var isDryRun = false

  func put(_ result: JSON, limit: Int? = nil) throws(Stop) {
    let meta = result["_meta"]
    let plain = result.without("_meta")
    switch options.output {
    case .json: Console.put([Printable.json(plain.line)])
    case .id: Console.put(try ids(plain))
    case .table: Console.put(render.lines(plain, method?.outputShape ?? .any))
    }
    note(plain, meta, limit)
  }

  private var render: Render {
    Render(
      words: words,
      isTerminal: Console.isOutputTerminal,
      isBold: Console.mayBeBold(options.noColor, environment: SocketPath.variable)
    )
  }

  private func ids(_ result: JSON) throws(Stop) -> [String] {
    let found = result["items"]?.items.map { $0.compactMap { $0["id"]?.text } }
    let ids = found ?? result["id"]?.text.map { [$0] } ?? []
    if ids.isEmpty, !(result["items"]?.items?.isEmpty ?? false) { throw .usage(words[.noID]) }
    return ids.map(Printable.line)
  }

  /// What is said beside the data, to people alone.
  private func note(_ result: JSON, _ meta: JSON?, _ limit: Int?) {
    if options.output != .json {
      if result["items"]?.items?.isEmpty ?? false { Console.note(words[.nothingFound]) }
      if result["next"]?.text != nil, let limit {
        let hint = words[.limitHint, String(min(limit * 10, Courier.entriesMax))]
        Console.note(words[.more, hint])
      }
    }
    for warning in meta?["warnings"]?.items ?? [] {
      guard let word = warning.text else { continue }
      Console.note(
        words[.warning, Printable.line(words.label(of: word, as: .init(KimAPI.Warning.self)))]
      )
    }
    if meta?["replayed"]?.boolean ?? false { Console.note(words[.replayed]) }
    if isDryRun { Console.note(words[.wasDryRun]) }
  }
}
