import ArgumentParser
import KimAPI
import KimClient

/// `kimctl status`: how kimd is; exit status 0 only where it is ready.
struct StatusCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "status", abstract: Words.current[.aboutStatus])
  }

  @OptionGroup var options: CommonOptions

  func run() throws {
    // A state is told at once, not waited for.
    let courier = Courier(options, retries: 0)
    let timeout = try options.wait(for: DaemonStatus.self)
    let answer = Printout(words: options.words, options: options, method: DaemonStatus.self)
    let status = try status(courier, answer, timeout)
    guard status["state"] != "ready" else { return }
    if let problem = status["problem"]?.text {
      Console.note(options.words[.problem, Printable.line(problem)])
    }
    throw ExitCode(1)
  }

  private func status(
    _ courier: Courier,
    _ answer: Printout,
    _ timeout: Duration
  ) throws(Stop) -> JSON {
    let outcome: Result<JSON, CallFailure>
    do throws(CallFailure) {
      outcome = .success(try courier.connection.call(DaemonStatus.name, timeout: timeout))
    } catch {
      outcome = .failure(error)
    }
    switch outcome {
    case .success(let status):
      try answer.put(status)
      return status
    case .failure(.fault(let fault)): return try hello(courier, fault, answer, timeout)
    case .failure(let failure):
      throw Stop(failure, method: DaemonStatus.name, words: options.words)
    }
  }

  /// What everybody may know.
  private func hello(
    _ courier: Courier,
    _ fault: Fault,
    _ answer: Printout,
    _ timeout: Duration
  ) throws(Stop) -> JSON {
    let hello = try courier.call(RpcHello.name, timeout: timeout)
    let keys = ["state", "problem", "name", "version"]
    let shown = JSON.object((hello.members ?? []).filter { keys.contains($0.key) })
    try answer.put(shown)
    if fault.kind == .forbidden {
      let state = options.words.label(of: hello["state"]?.text ?? "?", as: .init(DaemonState.self))
      Console.note(options.words[.noRights, Printable.line(state)])
    }
    return hello
  }
}
