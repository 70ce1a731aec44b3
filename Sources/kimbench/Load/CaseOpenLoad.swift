/// Opens cases, each of a client who was registered just before.
struct CaseOpenLoad: Load {
  static let municipality = Office.municipality(0)
  private var requests: Requests
  private var ready: [[UInt8]] = []

  init(requests: Requests) { self.requests = requests }

  mutating func prepare(_ count: Int, _ socket: RawSocket) throws(BenchFailure) {
    guard ready.count < count else { return }
    var lines: [[UInt8]] = []
    for _ in ready.count..<count { lines.append(Self.registration) }
    var clients: [String] = []
    try socket.pipeline(lines) { reply throws(BenchFailure) in
      guard let id = Bytes.resultID(reply) else { throw BenchFailure("client.register: no id") }
      clients.append(id)
    }
    for client in clients { ready.append(request(client)) }
  }

  mutating func next() -> [UInt8]? { ready.popLast() }

  private mutating func request(_ client: String) -> [UInt8] {
    requests.write(
      "case.open",
      "\"client\":\"\(client)\",\"municipality\":\"\(Self.municipality)\",\"intakeSource\":\"self\""
    )
  }

  /// Somebody plainly made up.
  private static let registration = Requests.line(
    "client.register",
    "\"municipality\":\"\(municipality)\",\"givenName\":\"Probe\",\"familyName\":\"Muster\""
  )
}
