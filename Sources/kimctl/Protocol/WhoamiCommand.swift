import ArgumentParser
import KimAPI

/// `kimctl whoami`: what the kernel and the store say about the caller.
struct WhoamiCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "whoami", abstract: Words.current[.aboutWhoami])
  }

  @OptionGroup var options: CommonOptions

  func run() throws {
    let hello = try Courier(options).call(RpcHello.name)
    let you = hello["you"] ?? [:]
    guard options.output == .table else {
      let id = you["staff"].map { [JSON.Member("id", $0)] } ?? []
      let shown = options.output == .id ? JSON.object(id) : you
      return try Printout(words: options.words, options: options, method: nil).put(shown)
    }
    let shape = RpcHello.outputShape.fields.first { $0.name == "you" }?.shape ?? .any
    Console.put(Render(words: options.words).lines(you, shape))
  }
}
