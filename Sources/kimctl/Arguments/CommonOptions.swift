import ArgumentParser
import KimAPI
import KimClient

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(name: [.short, .long], help: ArgumentHelp(Words.current[.helpOutput]))
  var output: OutputFormat = .table
  @Option(help: ArgumentHelp(Words.current[.helpSocket]))
  var socket: String?
  @Option(help: ArgumentHelp(Words.current[.helpTimeout]))
  var timeout: Int?
  @Option(help: ArgumentHelp(Words.current[.helpLang]))
  var lang: Language = .current
  @Flag(help: ArgumentHelp(Words.current[.helpDryRun]))
  var dryRun = false
  @Option(help: ArgumentHelp(Words.current[.helpKey]))
  var key: String?
  @Option(help: ArgumentHelp(Words.current[.helpAuditReason]))
  var auditReason: String?
  @Flag(help: ArgumentHelp(Words.current[.helpNoColor]))
  var noColor = false
  @Flag(help: ArgumentHelp(Words.current[.helpAsk]))
  var ask = false
  @Option(help: ArgumentHelp(Words.current[.helpFromFile]))
  var fromFile: String?

  var words: Words { Words(lang) }

  /// What is said about a request, checked before anything is sent.
  func meta(_ method: (any Method.Type)?, _ name: String) throws(Stop) -> RequestMeta {
    var meta = RequestMeta(lang: LanguageCode(lang.rawValue))
    if let key {
      guard let token = Token(key) else { throw .usage(words[.badKey]) }
      meta.idempotencyKey = token
    }
    if let auditReason {
      guard let label = Label(auditReason) else { throw .usage(words[.badReason]) }
      meta.reason = label
    }
    if dryRun {
      guard method.map({ $0 is any WriteMethod.Type }) ?? true else {
        throw .usage(words[.dryRunNotWrite, name])
      }
      meta.dryRun = true
    }
    return meta
  }

  /// How long to wait: what was asked, else half a minute, or an hour for what works long.
  func wait(for method: (any Method.Type)?) throws(Stop) -> Duration {
    guard let timeout else {
      return method.map { $0 is any LongMethod.Type } ?? false ? .seconds(3600) : .seconds(30)
    }
    guard (1...86_400).contains(timeout) else { throw .usage(words[.badTimeout]) }
    return .seconds(timeout)
  }

  /// A connection of these options.
  func connection(retries: Int = 8) -> Connection {
    Connection(ClientOptions(socketPath: socket, name: "kimctl", retries: retries))
  }
}
