/// A bare echo as a server beside kimd: in C where there is a compiler, else our own.
final class Echo {
  let name: String
  private let child: Child
  private let socket: String

  init(_ space: Workspace) throws(BenchFailure) {
    socket = space.sockets + "/echo"
    var words = [Files.ownPath(), "echo", "--socket", socket]
    var name = "echo in Swift"
    if let compiler = Files.program("cc") {
      let source = space.disk + "/echo.c"
      try Files.write(CEcho.source, to: source)
      let binary = space.disk + "/echo"
      _ = try Child.run([compiler, "-O2", "-pthread", "-o", binary, source])
      words = [binary, socket]
      name = "echo in C"
    }
    self.name = name
    child = try Child.start(words)
    let isThere = Clock.wait(seconds: 10) { (try? UnixSocket.probe(socket)) != nil }
    guard isThere else { throw BenchFailure("the echo does not listen") }
  }

  /// Lines a second, with the same bytes that kimd is greeted with.
  func measure(seconds: Double) throws(BenchFailure) -> Double {
    let socket = socket
    return try LoadRun.measure("echo", .seconds(seconds), clients: 1) {
      _ throws(BenchFailure) in
      KimdClient(
        SteadyLoad(lines: [Requests.line("rpc.hello", "")]),
        try RawSocket(socket)
      )
    }.rate
  }

  func stop() { child.stop() }
}
