import ArgumentParser
import KimAPI

/// `kimctl describe [METHOD | TYPE]`: the catalogue, without a daemon.
struct DescribeCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let words = Words.current
    return CommandConfiguration(
      commandName: "describe",
      abstract: words[.aboutDescribe],
      usage: "kimctl describe [\(words[.usageMethod]) | \(words[.usageType])]"
    )
  }

  @Argument(help: .hidden) var name: String?
  @OptionGroup var options: CommonOptions

  func run() throws {
    let words = options.words
    let manual = Manual(words: words)
    let isJSON = options.output == .json
    guard let name else {
      let rows = Catalog.methods.map { [$0.name, $0.kind, words.summary(of: $0)] }
      let lines = Table(headers: [words[.usageMethod], "", ""], rows: rows).lines()
      return Console.put(isJSON ? Catalog.methods.map { $0.openRPC.line } : lines)
    }
    if let method = Catalog.methods.first(where: { $0.name == name }) {
      return Console.put(isJSON ? [method.openRPC.line] : manual.page(of: method))
    }
    let types = SharedTypes(of: Catalog.methods).shapes
    guard let shape = types[name] else {
      let known = Catalog.methods.map { $0.name } + types.keys.sorted()
      let sentence = words.mistyped(words[.unknownName, name], name, known)
      throw Stop.usage(sentence, hint: "kimctl describe")
    }
    Console.put(isJSON ? [shape.definition.line] : manual.page(of: name, shape))
  }
}
