import KimClient

/// The languages that kimctl speaks.
enum Language: String, CaseIterable, Sendable {
  case de
  case en

  /// The language of this process: `--lang`, else what the environment says.
  static let current = choose(CommandLine.arguments, environment: SocketPath.variable)

  /// German where the first variable that is set says so, else English.
  static func choose(_ arguments: [String], environment: (String) -> String?) -> Language {
    for (index, word) in arguments.enumerated() {
      if word == "--" { break }
      if word.hasPrefix("--lang="), let named = Language(rawValue: String(word.dropFirst(7))) {
        return named
      }
      if word == "--lang", index + 1 < arguments.count,
        let named = Language(rawValue: arguments[index + 1])
      {
        return named
      }
    }
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      if let value = environment(name), !value.isEmpty { return value.hasPrefix("de") ? .de : .en }
    }
    return .en
  }
}
