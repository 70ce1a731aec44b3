import ArgumentParser
import Glibc
import KimAPI
import KimCore
import KimSocket
import Logging
import Systemd

/// Names an administrator where the last one is lost.
struct RecoverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Names a head of the office (kim_lead) where the last one is lost.",
    discussion: """
      An operator adds no staff once there is a kim_lead. Where none is left, stop kimd and run this as its user, with the
      master key. It is written to the journal and to the audit chain, with the reason. Then start kimd; the new kim_lead
      retires whoever is lost.
      """
  )

  @Option(help: "Login name of the new administrator.")
  var login: String

  @Option(help: "Name for colleagues.")
  var name: String

  @Option(help: "Why the last administrator is lost; it stands, sealed, in the audit entry.")
  var reason: String

  @Option(help: "User id. Default: the one of the login.")
  var uid: Int?

  @Option(help: "Directory of the store. Default: $STATE_DIRECTORY, else .kim here.")
  var state: String?

  func run() async throws {
    umask(0o077)
    guard let login = Token(login) else {
      throw ValidationError("--login takes \(Token.expected).")
    }
    guard let name = Label(name) else { throw ValidationError("--name takes \(Label.expected).") }
    guard let reason = Label(reason) else {
      throw ValidationError("--reason takes \(Label.expected).")
    }
    LoggingSystem.bootstrap { _ in JournalHandler(logLevel: .notice, sink: .journal) }
    let logger = Logger(label: "kimd")
    do {
      let uid = try await StaffRecovery.run(
        .init(login: login, name: name, uid: uid, reason: reason),
        directory: StatePath.absolute(state ?? StatePath.standard),
        credential: try Credentials.read(OfficeService.credential, bytesMax: 4096),
        environment: .system,
        facts: DaemonFacts(
          environment: .system,
          limits: Limits(SocketLimits()),
          logger: logger
        ),
        logger: logger
      )
      let told = "\(login.text) (uid \(uid)) is now kim_lead: recovered, not approved"
      logger.critical("\(told)", metadata: JournalEvent.administratorRecovered.metadata)
      Output.line(told)
    } catch let problem as StoreProblem {
      Output.error("kimd: \(problem.sentence)")
      throw ExitCode(1)
    } catch let fault as Fault {
      Output.error("kimd: \(fault.message)")
      throw ExitCode(fault.kind.exitStatus)
    }
  }
}
