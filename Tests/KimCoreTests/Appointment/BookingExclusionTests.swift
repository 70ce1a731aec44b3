import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// No two active bookings overlap for the same staff, room or client (domain INV-14).
@Suite("Exclusive bookings", .timeLimit(.minutes(5)))
struct BookingExclusionTests {
  private func race(
    _ office: Office,
    _ count: Int,
    _ book: @escaping @Sendable (Hall) async throws -> AppointmentReceipt
  ) async throws -> (won: [AppointmentReceipt], lost: [Fault]) {
    try await withThrowingTaskGroup(of: Result<AppointmentReceipt, Fault>.self) { group in
      for _ in 0..<count {
        group.addTask {
          do { return .success(try await book(Hall(office))) } catch let fault as Fault {
            return .failure(fault)
          }
        }
      }
      var (won, lost): ([AppointmentReceipt], [Fault]) = ([], [])
      for try await result in group {
        switch result {
        case .success(let receipt): won.append(receipt)
        case .failure(let fault): lost.append(fault)
        }
      }
      return (won, lost)
    }
  }

  @Test func fiftyForOneSlotGetAsManyAsThereArePeopleAndRooms() async throws {
    try await Office.open { office in
      // Given two case managers and two rooms in nord, when fifty book at once,
      let (won, lost) = try await race(office, 50) {
        try await $0.book("2026-11-24T09:00", as: .frontDesk)
      }
      // then two win, with a person and a room each, and the others are told what is free.
      #expect(won.count == 2 && lost.count == 48)
      #expect(Set(won.compactMap(\.staff?.id)).count == 2 && Set(won.compactMap(\.room)).count == 2)
      for fault in lost {
        #expect(fault.kind == .slotTaken)
        let alternatives = fault.details.first { $0.key == "alternatives" }?.value.items ?? []
        #expect((1...5).contains(alternatives.count))
        #expect(alternatives.allSatisfy { $0["start"]?.text != "2026-11-24T09:00" })
      }
      #expect(try await Hall(office).number("SELECT count(*) FROM claim") == 2 * 2 * 3)
    }
  }

  @Test func onePersonAtOnePlaceWithoutRoomsWinsOnce() async throws {
    try await Office.open { office in
      let (won, lost) = try await race(office, 50) {
        try await $0.book("2026-11-24T09:00", site: Hall.sued, as: .faraway)
      }
      #expect(won.count == 1 && lost.allSatisfy { $0.kind == .slotTaken })
      #expect(won.first?.room == nil)
    }
  }

  @Test func aClientIsInOnePlaceAtATime() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client()
      try await hall.book("2026-11-24T08:00", Hall.interview, client: client)
      // When the same client is booked within that hour, though a person and a room are free,
      let refused = try await fault { try await hall.book("2026-11-24T08:30", client: client) }
      // then it is taken, and what is offered instead can be had.
      #expect(refused?.kind == .slotTaken)
      let offered = refused?.details.first { $0.key == "alternatives" }?.value.items ?? []
      #expect(!offered.isEmpty)
      for start in offered.compactMap({ $0["start"]?.text }) {
        try await hall.cancel(hall.book(start, client: client))
      }
      // And nothing of the refused booking stayed.
      #expect(try await hall.number("SELECT count(*) FROM appointment WHERE state='booked'") == 1)
    }
  }

  @Test func adjacentBookingsStandSideBySide() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let staff = try office.id(of: .manager)
      for start in ["09:00", "09:15", "09:30"] {
        try await hall.book("2026-11-24T\(start)", staff: staff)
      }
      let refused = try await fault { try await hall.book("2026-11-24T09:10", staff: staff) }
      #expect(refused?.kind == .slotTaken)
    }
  }

  @Test func cancelledAndMissedOnesDoNotBlock() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let (client, staff) = (try await hall.client(), try office.id(of: .manager))
      // Given a slot that was cancelled, it can be booked again, by the same client too.
      let first = try await hall.book("2026-11-23T10:00", staff: staff, client: client)
      try await hall.cancel(first)
      let second = try await hall.book("2026-11-23T10:00", staff: staff, client: client)
      // Given one that nobody came to, what was left of it is free.
      office.world.advance(seconds: 3600)
      try await office.call(AppointmentNoShow.self, .init(id: second.id, ifRev: second.rev))
      try await hall.book("2026-11-23T10:05", staff: staff, client: client)
    }
  }

  @Test func theSchemaItselfRefusesTheSecondClaim() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      try await hall.book("2026-11-24T09:00")
      for resource in ["staff/%", "room/%"] {
        // When the very claim is made again past all rules, then SQLite refuses it.
        await #expect(throws: (any Error).self) {
          try await hall.execute(
            """
            INSERT INTO claim(resource,cell,appointment)
            SELECT resource,cell,appointment FROM claim WHERE resource LIKE '\(resource)' LIMIT 1
            """
          )
        }
      }
      #expect(try await hall.number("SELECT count(*) FROM claim") == 6)
    }
  }
}
