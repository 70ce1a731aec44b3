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
    let session = try session ?? openSession()
    try MethodRun(name: TicketCallNext.name, method: TicketCallNext.self, options: options)
      .run(["session=\(session)", "desk=\(desk)"])
  }

  /// The only session that is open today.
  private func openSession() throws(Stop) -> String {
    var params: [JSON.Member] = [.init("state", "open"), .init("limit", 1000)]
    if let site { params.append(.init("site", .string(site))) }
    let list = try Courier(options).call(SessionList.name, .object(params))
    let today = OfficeTime.today().text
    let open = (list["items"]?.items ?? []).filter { $0["date"]?.text == today }
    guard let id = open.first?["id"]?.text else {
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
    return id
  }
}
