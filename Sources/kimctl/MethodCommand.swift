import ArgumentParser
import KimAPI

/// The verb of a method, made from its declaration alone: a new method needs no file here.
struct MethodCommand<M: Method>: ParsableCommand {
  static var configuration: CommandConfiguration {
    let words = Words.current
    let (noun, verb) = Nouns.split(M.name)
    // A shape costs a little to read off, and every verb of a noun is asked for its configuration.
    let abstract = words.summary(of: M.self)
    guard Invocation.wantsHelp else {
      return CommandConfiguration(commandName: verb, abstract: abstract)
    }
    return CommandConfiguration(
      commandName: verb,
      abstract: abstract,
      usage: Manual(words: words).usage(of: M.self, as: "kimctl \(noun) \(verb)"),
      discussion: Manual(words: words).params(of: M.self).joined(separator: "\n")
    )
  }

  @OptionGroup var options: CommonOptions
  @Argument(parsing: .allUnrecognized, help: .hidden) var words: [String] = []

  func run() throws {
    try MethodRun(name: M.name, method: M.self, options: options).run(words)
  }
}

/// All verbs of a noun; `First` is the first method that has it, and stands for the noun.
struct NounCommand<First: Method>: ParsableCommand {
  static var configuration: CommandConfiguration {
    let noun = Nouns.split(First.name).noun
    return CommandConfiguration(
      commandName: noun,
      abstract: Words.current.summary(ofNoun: noun),
      subcommands: Invocation.concerns(noun) ? Nouns.methods(of: noun).map(Nouns.command) : []
    )
  }
}

/// What of the command line decides how much of the tree of commands is built.
enum Invocation {
  private static let words = Array(CommandLine.arguments.dropFirst())

  /// Whether a page of help or a completion script may be asked for.
  static let wantsHelp = words.contains { ["-h", "--help", "help"].contains($0) } || isGeneral

  /// Whether this noun may be meant.
  static func concerns(_ noun: String) -> Bool { words.first == noun || isGeneral }

  private static let isGeneral = words.first.map { $0.hasPrefix("-") || $0 == "help" } ?? true
}

/// The nouns of the catalogue as commands.
enum Nouns {
  /// `case.close` is the verb `close` of the noun `case`.
  static func split(_ name: String) -> (noun: String, verb: String) {
    let parts = name.split(separator: ".", maxSplits: 1)
    return (String(parts.first ?? ""), String(parts.last ?? ""))
  }

  /// The protocol's own methods are no work of an office.
  static let hidden = "rpc"

  static func methods(of noun: String) -> [any Method.Type] {
    Catalog.methods.filter { split($0.name).noun == noun }
  }

  /// The nouns, each with its first method, in the order of the alphabet.
  static var all: [(noun: String, first: any Method.Type)] {
    var seen: Set<String> = [hidden]
    return Catalog.methods.compactMap { method in
      let noun = split(method.name).noun
      return seen.insert(noun).inserted ? (noun, method) : nil
    }
  }

  static var commands: [any ParsableCommand.Type] {
    all.map { _, method in group(method) }
  }

  static func command(_ method: any Method.Type) -> any ParsableCommand.Type { verb(method) }

  private static func verb<M: Method>(_ method: M.Type) -> any ParsableCommand.Type {
    MethodCommand<M>.self
  }

  private static func group<M: Method>(_ method: M.Type) -> any ParsableCommand.Type {
    NounCommand<M>.self
  }

  /// A sentence about a mistyped noun or verb; nil where the words begin a command.
  static func mistake(_ arguments: [String], _ topLevel: [String], _ words: Words) -> Stop? {
    guard let noun = arguments.first, !noun.hasPrefix("-"), !topLevel.contains(noun) else {
      return nil
    }
    let nouns = all.map(\.noun)
    guard nouns.contains(noun) else {
      let sentence = words.mistyped(words[.unknownNoun, noun], noun, nouns + topLevel)
      return .usage(sentence, hint: "kimctl --help")
    }
    guard arguments.count > 1, !arguments[1].hasPrefix("-") else { return nil }
    let verbs = methods(of: noun).map { split($0.name).verb }
    guard !verbs.contains(arguments[1]) else { return nil }
    let sentence = words[.unknownVerb, noun, arguments[1]]
    return .usage(
      words.mistyped(sentence, arguments[1], verbs),
      hint: "kimctl \(noun) --help"
    )
  }
}
