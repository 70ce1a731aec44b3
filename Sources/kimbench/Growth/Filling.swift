import Synchronization

/// The numbers that are left to make, shared by those who make them.
final class Filling: Sendable {
  private struct State {
    var next: Int
    var failure: BenchFailure?
    var known: [Known] = []
  }

  /// What was made for the reader.
  struct Known: Sendable {
    let person: Int
    let client: String
    let opened: String
  }

  private let state: Mutex<State>
  private let end: Int

  init(_ numbers: Range<Int>) {
    state = Mutex(State(next: numbers.lowerBound))
    end = numbers.upperBound
  }

  /// A share of what is left; none after a failure.
  func take(_ most: Int) -> Range<Int> {
    state.withLock { state in
      guard state.failure == nil else { return end..<end }
      let share = state.next..<min(end, state.next + most)
      state.next = share.upperBound
      return share
    }
  }

  func note(_ known: [Known]) { state.withLock { $0.known += known } }

  func fail(_ failure: BenchFailure) {
    state.withLock { $0.failure = $0.failure ?? failure }
  }

  /// All that was made for the reader; throws what stopped it.
  func result() throws(BenchFailure) -> [Known] {
    let (failure, known) = state.withLock { ($0.failure, $0.known) }
    if let failure { throw failure }
    return known
  }
}

/// Fills a store with clients who have a case each, over some connections at once.
///
/// Of 32 cases one is the reader's own, and one is ours and closed, both at the reader's places; every second one brings
/// an appointment, as long as the days last.
struct Filler {
  private static let connections = 8
  private static let batch = 256
  private static let share = 32
  private static let closed = 1
  private static let bookedMax = 100_000

  let socket: String
  let office: Office

  /// Makes the cases of some numbers and tells which are the reader's own.
  func fill(_ numbers: Range<Int>) throws(BenchFailure) -> [Filling.Known] {
    let filling = Filling(numbers)
    var workers: [Worker] = []
    for client in 0..<Self.connections {
      workers.append(
        try Worker {
          do throws(BenchFailure) {
            try fill(client, filling)
          } catch {
            filling.fail(error)
          }
        }
      )
    }
    for worker in workers { worker.join() }
    return try filling.result()
  }

  private func fill(_ client: Int, _ filling: Filling) throws(BenchFailure) {
    let connection = try RawSocket(socket)
    let requests = Requests(client: client)
    while case let numbers = filling.take(Self.batch), !numbers.isEmpty {
      let clients = try connection.ids(
        numbers.map { People.registration($0, municipality: Self.municipality($0)) }
      )
      let opened = try connection.ids(zip(numbers, clients).map { open($0, $1, requests) })
      let made = zip(numbers, zip(clients, opened))
      filling.note(
        made.filter { number, _ in number % Self.share == 0 }
          .map { number, ids in .init(person: number, client: ids.0, opened: ids.1) }
      )
      try connection.pipeline(
        made.filter { number, _ in number % Self.share == Self.closed }.map { _, ids in
          requests.write(
            "case.close",
            "\"id\":\"\(ids.1)\",\"ifRev\":1,\"reason\":\"moved_away\""
          )
        }
      )
      try book(numbers, requests, connection)
    }
  }

  /// The reader's own lie at three places in turn.
  private static func municipality(_ number: Int) -> String {
    Office.municipality(number % share == 0 ? number / share % 3 : number)
  }

  private func open(_ number: Int, _ client: String, _ requests: Requests) -> [UInt8] {
    let staff: String? =
      switch number % Self.share {
      case 0: office.reader.staff
      case Self.closed: nil
      default: office.staff[number % office.staff.count]
      }
    return CaseOpenLoad.request(
      client,
      requests,
      municipality: Self.municipality(number),
      more: staff.map { ",\"caseManager\":\"\($0)\"" } ?? ""
    )
  }

  private func book(
    _ numbers: Range<Int>,
    _ requests: Requests,
    _ connection: RawSocket
  ) throws(BenchFailure) {
    guard numbers.upperBound < Self.bookedMax else { return }
    var load = BookLoad(office: office, requests: requests)
    try load.prepare(numbers.count / 2, connection)
    var lines: [[UInt8]] = []
    while let line = load.next() { lines.append(line) }
    try connection.pipeline(lines)
  }
}
