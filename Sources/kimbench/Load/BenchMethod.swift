import ArgumentParser

/// What can be put under load.
enum BenchMethod: String, CaseIterable, ExpressibleByArgument, Sendable {
  case hello = "rpc.hello"
  case caseOpen = "case.open"
  case caseShow = "case.show"
  case appointmentBook = "appointment.book"
  case ticketCallNext = "ticket.callNext"

  /// The load of one client.
  func load(_ office: Office, client: Int) -> any Load {
    switch self {
    case .hello: SteadyLoad(lines: [Requests.line("rpc.hello", "")])
    case .caseShow:
      SteadyLoad(lines: office.cases.map { Requests.line("case.show", "\"id\":\"\($0)\"") })
    case .caseOpen: CaseOpenLoad(client: client)
    case .appointmentBook: BookLoad(office: office, requests: Requests(client: client))
    case .ticketCallNext: CallNextLoad(office: office, client: client)
    }
  }
}

/// What one client sends; what it needs beforehand is made while nothing is measured.
protocol Load {
  /// Has so many requests ready.
  mutating func prepare(_ count: Int, _ socket: RawSocket) throws(BenchFailure)
  /// The next request; nil where none is left.
  mutating func next() -> [UInt8]?
  /// Looks at a reply, after its time was taken.
  mutating func answered(_ reply: UnsafeRawBufferPointer)
  /// Leaves things as they were.
  mutating func finish(_ socket: RawSocket) throws(BenchFailure)
}

extension Load {
  mutating func answered(_ reply: UnsafeRawBufferPointer) {}
  mutating func finish(_ socket: RawSocket) throws(BenchFailure) {}
}

/// The same lines again and again.
struct SteadyLoad: Load {
  let lines: [[UInt8]]
  private var at = 0

  init(lines: [[UInt8]]) { self.lines = lines }

  mutating func prepare(_ count: Int, _ socket: RawSocket) throws(BenchFailure) {
    guard !lines.isEmpty else { throw BenchFailure("there is nothing to show") }
  }

  mutating func next() -> [UInt8]? {
    at = at + 1 < lines.count ? at + 1 : 0
    return lines[at]
  }
}
