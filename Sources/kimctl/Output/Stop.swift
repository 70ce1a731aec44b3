import KimAPI

/// Why a command ends without a result: sentences for people, an object for programs, an exit status for shells.
struct Stop: Error, Equatable {
  var status: Int32
  var kind: String
  var sentences: [String]
  /// One command to type.
  var hint: String?
  /// What kimd sent beside its message.
  var data: JSON = .null

  /// Something about the command line: exit status 2.
  static func usage(_ sentence: String, hint: String? = nil) -> Stop {
    Stop(status: 2, kind: "usage", sentences: [sentence], hint: hint)
  }

  /// Status of a command that was not confirmed, and of one that was broken off.
  static let (unconfirmed, brokenOff): (Int32, Int32) = (9, 130)

  /// Whether somebody wanted it to end so, which is no error.
  var isWanted: Bool { status == Self.unconfirmed || status == Self.brokenOff }

  /// What people read.
  func lines(_ words: Words) -> [String] {
    let sentence = sentences.first ?? ""
    let first = isWanted ? sentence : words[.error, sentence]
    let rest = sentences.dropFirst().map { "  " + $0 }
    let way = hint.map { [words[.tryThis, $0]] } ?? []
    return ([first] + rest + way).map(Printable.line)
  }

  /// What programs read.
  var json: JSON {
    var members: [JSON.Member] = [
      .init("kind", .string(kind)), .init("message", .string(sentences.joined(separator: " "))),
      .init("exitStatus", .integer(Int64(status))),
    ]
    if data != .null { members.append(.init("data", data)) }
    return ["error": .object(members)]
  }
}
