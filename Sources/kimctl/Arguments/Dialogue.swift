import KimAPI

/// Asks for values one by one, so that none of them stands on a command line.
struct Dialogue {
  let words: Words
  let talk: Talk

  /// Asks for each field in turn; before something is written, what was answered is shown and may be changed.
  func run(_ params: inout Params, _ fields: [Shape.Field], isConfirmed: Bool) throws(Stop) {
    for field in fields { params[field.name] = try answer(field, nil, params) }
    guard isConfirmed, talk.isTerminal else { return }
    while let index = try wish(after: shown(params, fields), fields.count) {
      let field = fields[index]
      params[field.name] = try answer(field, params[field.name], params)
    }
  }

  // MARK: One answer

  /// Asks until the answer is right; nothing typed leaves what stands.
  private func answer(
    _ field: Shape.Field,
    _ old: JSON?,
    _ params: Params
  ) throws(Stop) -> JSON? {
    let label = words.label(of: field.name)
    let isClearable = if case .clearable = field.shape { true } else { false }
    let mayEmpty = isClearable || (old != nil && !field.isRequired)
    let expected = words.expected(Params.core(field.shape))
    while true {
      talk.tell(words[mayEmpty ? .askAgain : .askFor, label, expected])
      switch talk.next() {
      case .end: throw end(before: label)
      case .noText: try refuse(words[.notText, label], params)
      case .text("") where old == nil && field.isRequired:
        try refuse(words[.answerNeeded, label], params)
      case .text(""): return old
      case .text("-") where mayEmpty: return isClearable ? .null : nil
      case .text(let text):
        do throws(Stop) {
          return try params.convert(text, field.shape, label)
        } catch {
          // An arrow key types what nobody sees.
          let isKey = text.unicodeScalars.contains(where: Control.isControl)
          try refuse(isKey ? words[.noKeys, label] : error.sentences.first ?? "", params)
        }
      }
    }
  }

  /// Explains what is wrong to somebody who can answer again; nobody else can.
  private func refuse(_ sentence: String, _ params: Params) throws(Stop) {
    guard talk.isTerminal else {
      throw .usage(sentence, hint: words[.describeHint, params.method])
    }
    // What was typed ahead was meant for other questions.
    talk.forget()
    talk.tell(Printable.line(sentence) + "\n")
  }

  private func end(before label: String) -> Stop {
    talk.isTerminal ? end(Stop.brokenOff) : .usage(words[.inputEnded, label])
  }

  private func end(_ status: Int32) -> Stop {
    // The shell shall not have what was typed ahead.
    talk.forget()
    if status == Stop.brokenOff { talk.tell("\n") }
    return Stop(status: status, kind: "cancelled", sentences: [words[.nothingSent]])
  }

  // MARK: All answers

  /// The answers as they would be written, numbered.
  private func shown(_ params: Params, _ fields: [Shape.Field]) -> [String] {
    let labels = fields.map { words.label(of: $0.name) + ":" }
    let width = labels.map(Width.of).max() ?? 0
    let render = Render(words: words, isTerminal: true)
    return fields.indices.flatMap { index in
      let value =
        switch params[fields[index].name] {
        case nil: ["–"]
        case .null: [words[.emptied]]
        case .some(let value): render.text(value, fields[index].shape)
        }
      let head = "  \(index + 1)  " + Width.pad(labels[index], to: width) + " "
      let hanging = String(repeating: " ", count: Width.of(head))
      return value.enumerated().map { $0.offset == 0 ? head + $0.element : hanging + $0.element }
    }
  }

  /// Which answer is to be changed; nil where all shall be written.
  private func wish(after lines: [String], _ count: Int) throws(Stop) -> Int? {
    talk.tell("\n" + lines.map { $0 + "\n" }.joined())
    while true {
      // Nobody confirms what they have not seen.
      talk.forget()
      talk.tell(words[.confirm, String(count)])
      switch talk.next() {
      case .end: throw end(Stop.brokenOff)
      case .noText: break
      case .text(let text):
        switch text.lowercased() {
        case "", "j", "ja", "y", "yes": return nil
        case "n", "nein", "no": throw end(Stop.unconfirmed)
        default:
          if let number = Int(text), (1...count).contains(number) { return number - 1 }
        }
      }
      talk.tell(words[.confirmUnclear, String(count)] + "\n")
    }
  }
}
