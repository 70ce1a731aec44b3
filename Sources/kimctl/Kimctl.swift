import ArgumentParser
import KimAPI

import func Glibc._exit

/// The command line of kimd.
@main
struct Kimctl: ParsableCommand {
  static let topLevel: [any ParsableCommand.Type] = [
    StatusCommand.self, WhoamiCommand.self, NextCommand.self, CallCommand.self,
    DescribeCommand.self, VersionCommand.self,
  ]

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "kimctl",
      abstract: Words.current[.about],
      version: Release.version,
      subcommands: topLevel + Nouns.commands
    )
  }

  static func main() { _exit(run(Array(CommandLine.arguments.dropFirst()))) }

  /// Runs a command line; the exit status follows `protocol.md`.
  static func run(_ arguments: [String]) -> Int32 {
    let arguments = ordered(arguments)
    do {
      let names = topLevel.compactMap { $0.configuration.commandName } + ["help"]
      if let stop = Nouns.mistake(arguments, names, .current) { throw stop }
      var command = try parseAsRoot(arguments)
      try command.run()
      return 0
    } catch let stop as Stop {
      report(stop, asJSON: wantsJSON(arguments))
      return stop.status
    } catch {
      return tell(error)
    }
  }

  private static func report(_ stop: Stop, asJSON: Bool) {
    if asJSON { return Console.note(Printable.json(stop.json.line)) }
    for line in stop.lines(.current) { Console.note(line) }
  }

  /// What ArgumentParser has to say: help to standard output, usage to standard error.
  private static func tell(_ error: any Error) -> Int32 {
    let status = exitCode(for: error)
    let message = fullMessage(for: error)
    if !message.isEmpty {
      if status.isSuccess { Console.put([message]) } else { Console.note(message) }
    }
    // Its usage status, 64, is 2 here.
    return status == .validationFailure ? 2 : status.rawValue
  }

  /// Options that stand before the command are put behind it, where they are looked for.
  static func ordered(_ arguments: [String]) -> [String] {
    let valued = ["-o", "--output", "--socket", "--timeout", "--lang", "--key", "--audit-reason"]
    let flags = ["--dry-run", "--no-color", "--ask"]
    var rest = arguments[...]
    var leading: [String] = []
    while let word = rest.first {
      if valued.contains(word), rest.count > 1 {
        leading += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if flags.contains(word) || valued.contains(where: { word.hasPrefix($0 + "=") }) {
        leading.append(word)
        rest = rest.dropFirst()
      } else {
        break
      }
    }
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return rest[..<end] + leading + rest[end...]
  }

  /// Whether errors are for programs too.
  static func wantsJSON(_ arguments: [String]) -> Bool {
    let pairs = zip(arguments, arguments.dropFirst())
    return pairs.contains { ["-o", "--output"].contains($0) && $1 == "json" }
      || arguments.contains("--output=json")
  }
}
