import ArgumentParser
import KimAPI
import KimClient

/// `kimctl next`: calls the next ticket of today's session to the desk.
struct NextCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "next", abstract: Words.current[.aboutNext])
  }

  @Option(help: ArgumentHelp(Words.current[.helpSession])) var session: String?
  @Option(help: ArgumentHelp(Words.current[.helpSite])) var site: String?
  @Option(help: ArgumentHelp(Words.current[.helpDesk])) var desk: String?
  @OptionGroup var options: CommonOptions

  func run() throws {
    let desk = desk ?? SocketPath.variable("KIM_DESK") ?? ""
    guard !desk.isEmpty else { throw Stop.usage(options.words[.noDesk]) }
    let named = try session.map { "session=\($0)" } ?? "site=\(site ?? openSite())"
    try MethodRun(name: TicketCallNext.name, method: TicketCallNext.self, options: options)
      .run([named, "desk=\(desk)"])
  }

  /// The site of the only session that is open today.
  private func openSite() throws(Stop) -> String {
    let params: JSON = ["state": "open", "limit": 1000]
    let list = try Courier(options).call(SessionList.name, params)
    let today = OfficeTime.today().text
    let open = (list["items"]?.items ?? []).filter { $0["date"]?.text == today }
    guard let site = open.first?["site"]?.text else {
      throw Stop(
        status: 5,
        kind: "no_session",
        sentences: [options.words[.noSession]],
        hint: "kimctl session open …"
      )
    }
    guard open.count == 1 else {
      throw .usage(options.words[.manySessions], hint: "kimctl session list --state open")
    }
    return site
  }
}
