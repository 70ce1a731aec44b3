import ArgumentParser
import KimAPI

/// `kimctl describe [METHOD]`: the catalogue, without a daemon.
struct DescribeCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let words = Words.current
    return CommandConfiguration(
      commandName: "describe",
      abstract: words[.aboutDescribe],
      usage: "kimctl describe [\(words[.usageMethod])]"
    )
  }

  @Argument(help: .hidden) var method: String?
  @OptionGroup var options: CommonOptions

  func run() throws {
    let manual = Manual(words: options.words)
    let isJSON = options.output == .json
    guard let method else {
      let rows = Catalog.methods.map { [$0.name, $0.kind, options.words.summary(of: $0)] }
      let headers = [options.words[.usageMethod], "", ""]
      let lines = Table(headers: headers, rows: rows).lines()
      return Console.put(isJSON ? Catalog.methods.map { manual.json(of: $0).line } : lines)
    }
    guard let found = Catalog.methods.first(where: { $0.name == method }) else {
      let (words, known) = (options.words, Catalog.methods.map { $0.name })
      let sentence = words.mistyped(words[.unknownMethod, method], method, known)
      throw Stop.usage(sentence, hint: "kimctl describe")
    }
    Console.put(isJSON ? [manual.json(of: found).line] : manual.page(of: found))
  }
}
