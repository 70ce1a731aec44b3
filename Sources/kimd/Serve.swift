import ArgumentParser
import Glibc
import KimCore
import Logging
import ServiceLifecycle
import Systemd
import UnixSignals

/// Serves until it is told to stop.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serves until SIGTERM or SIGINT (the default)."
  )

  @Option(help: "Directory of the store. Default: $STATE_DIRECTORY, else .kim here.")
  var state: String?

  @Option(help: "Path of the socket. Default: the one of systemd, else kimd.sock in the state.")
  var socket: String?

  @Option(help: "Free space in MiB below which only reads are answered.")
  var reserveMib: Int = 256

  @Option(help: "Least important level that is logged: debug, info, notice, warning, error.")
  var logLevel: String = "info"

  func validate() throws {
    guard (0...1_048_576).contains(reserveMib) else {
      throw ValidationError("--reserve-mib takes 0 to 1048576.")
    }
    guard Logger.Level(rawValue: logLevel) != nil else {
      throw ValidationError("--log-level takes debug, info, notice, warning or error.")
    }
  }

  func run() async throws {
    signal(SIGPIPE, SIG_IGN)
    umask(0o077)
    var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
    let level = Logger.Level(rawValue: logLevel) ?? .info
    LoggingSystem.bootstrap { _ in JournalHandler(logLevel: level) }
    let logger = Logger(label: "kimd")
    let office = try OfficeService(
      state: StatePath.absolute(state ?? StatePath.standard),
      socket: socket.map(StatePath.absolute),
      reserveBytes: reserveMib << 20,
      logger: logger
    )
    let group = ServiceGroup(
      configuration: .init(
        services: [
          .init(service: office, successTerminationBehavior: .gracefullyShutdownGroup),
          .init(
            service: Heartbeat(office: office, logger: logger),
            successTerminationBehavior: .ignore
          ),
        ],
        gracefulShutdownSignals: [.sigterm, .sigint],
        logger: logger
      )
    )
    do {
      try await group.run()
    } catch let failure as StartFailure {
      logger.critical("\(failure.sentence)")
      throw ExitCode(1)
    }
  }
}

/// Why kimd does not even begin to serve.
struct StartFailure: Error {
  let sentence: String
}

/// Where the store lies when nobody says it.
enum StatePath {
  /// The state directory of systemd, or `.kim` in the working directory.
  static var standard: String {
    guard let given = getenv("STATE_DIRECTORY").map({ String(cString: $0) }), !given.isEmpty else {
      return ".kim"
    }
    return String(given.prefix { $0 != ":" })
  }

  /// The path from the root, so that it stays true whatever the working directory becomes.
  static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let here = getcwd(nil, 0) else { return path }
    defer { free(here) }
    return String(cString: here) + "/" + path
  }
}
