/// Calls tickets at one site of its own: each desk one, then all desks are freed and new tickets issued, unmeasured.
///
/// So each call finds dozens who wait, as in an office.
struct CallNextLoad: Load {
  private let session: String
  private let requests: Requests
  private var called: [String] = []
  private var waiting = 0
  private var desk = Office.desks

  init(office: Office, client: Int) {
    session = office.sessions[client % office.sessions.count]
    requests = Requests(client: client)
  }

  mutating func prepare(_ count: Int, _ socket: RawSocket) throws(BenchFailure) {
    try finish(socket)
    let params = "\"session\":\"\(session)\",\"serviceType\":\"\(Office.serviceType)\""
    let issue = Requests.line("ticket.issue", params)
    try socket.pipeline(Array(repeating: issue, count: max(0, Office.waiting - waiting)))
    waiting = Office.waiting
    desk = 0
  }

  mutating func next() -> [UInt8]? {
    guard desk < Office.desks else { return nil }
    desk += 1
    waiting -= 1
    return requests.write("ticket.callNext", "\"session\":\"\(session)\",\"desk\":\"\(desk)\"")
  }

  mutating func answered(_ reply: UnsafeRawBufferPointer) {
    if let id = Bytes.resultID(reply) { called.append(id) }
  }

  mutating func finish(_ socket: RawSocket) throws(BenchFailure) {
    try socket.pipeline(called.map { Requests.line("ticket.noShow", "\"id\":\"\($0)\"") })
    called = []
  }
}
