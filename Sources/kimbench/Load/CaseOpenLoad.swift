/// Opens cases, each of a client who was registered just before.
struct CaseOpenLoad: Load {
  static let municipality = Office.municipality(0)
  private let requests: Requests
  private var ready: [[UInt8]] = []

  init(client: Int) { requests = Requests(client: client) }

  mutating func prepare(_ count: Int, _ socket: RawSocket) throws(BenchFailure) {
    guard ready.count < count else { return }
    var lines: [[UInt8]] = []
    for _ in ready.count..<count {
      lines.append(People.registration(People.anyone(), municipality: Self.municipality))
    }
    for client in try socket.ids(lines) { ready.append(Self.request(client, requests)) }
  }

  mutating func next() -> [UInt8]? { ready.popLast() }

  /// The request that opens a case; without `more` it is the caller's own.
  static func request(
    _ client: String,
    _ requests: Requests,
    municipality: String = municipality,
    more: String = ""
  ) -> [UInt8] {
    requests.write(
      "case.open",
      """
      "client":"\(client)","municipality":"\(municipality)","intakeSource":"self"\(more)
      """
    )
  }
}

/// Some requests, each sent once.
struct PreparedLoad: Load {
  var ready: [[UInt8]]

  func prepare(_ count: Int, _ socket: RawSocket) throws(BenchFailure) {}
  mutating func next() -> [UInt8]? { ready.popLast() }
}
