import KimAPI
import KimTestSupport

@testable import KimCore

/// What tests begin with, in few words.
protocol Fixture {
  var office: Office { get }
}

extension Office: Fixture {
  var office: Office { self }
}

/// The fixture by its former name, for tests of rooms that are being rewritten.
struct Hall: Fixture {
  let office: Office

  init(_ office: Office) { self.office = office }

  static func nobody<Of>(_ type: Of.Type = Of.self) -> ID<Of> { .nobody }
  static func at(_ text: String) throws -> LocalTime { try valid(text) }
  static func day(_ text: String) throws -> Day { try valid(text) }
  static func label(_ text: String) throws -> Label { try valid(text) }
  static func token(_ text: String) throws -> Token { try valid(text) }

  func consent(
    _ client: ID<Client>,
    as person: Person = .manager
  ) async throws -> Receipt<Consent> {
    try await giveConsent(client, to: [.contactByChannel], as: person)
  }

  static func restarted<Kept: Sendable>(
    _ before: (Hall) async throws -> Kept,
    then after: (Hall, Kept) async throws -> Void
  ) async throws {
    try await Office.restarted {
      try await before(Hall($0))
    } then: {
      try await after(Hall($0), $1)
    }
  }

  /// All items of a list, read page by page, and how many pages that took.
  static func all<Item>(
    _ page: (Token?) async throws -> KimAPI.Page<Item>
  ) async throws -> (items: [Item], pages: Int) {
    let parts = try await pages(page)
    return (parts.flatMap(\.self), parts.count)
  }
}
