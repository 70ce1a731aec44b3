import KimAPI
import KimTestSupport
import Testing

@Suite("case.show")
struct CaseShowTests {
  @Test("One's own case is shown in full, by id and by number, its notes in their order")
  func full() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let opened = try await office.openCase(client)
      for text in ["first", "second"] {
        try await office.call(CaseNote.self, .init(id: .id(opened.id), text: personal(text)))
      }
      let shown = try await office.call(CaseShow.self, .init(id: opened.id))
      #expect(shown == (try await office.call(CaseShow.self, .init(number: opened.number))))
      #expect(shown.sight == .full && shown.client?.id == client && shown.rev == 3)
      #expect(shown.notes.map(\.text.value.text) == ["first", "second"])
      #expect(shown.notes.first?.author?.id == (try office.id(of: .manager)))
    }
  }

  @Test(
    "Colleagues and coordinators see that it is there, not whose it is",
    arguments: [Person.colleague, .coordinator, .lead]
  )
  func team(person: Person) async throws {
    try await Office.open { office in
      let opened = try await office.openCase()
      try await office.call(CaseNote.self, .init(id: .id(opened.id), text: personal("first")))
      let shown = try await office.call(CaseShow.self, .init(id: opened.id), as: person)
      #expect(shown.sight == (person == .colleague ? .existence : .pseudonymised))
      #expect(shown.client == nil && shown.notes.isEmpty)
      #expect(shown.caseManager.id == (try office.id(of: .manager)))
      try await office.call(CaseClose.self, .init(id: .id(opened.id), ifRev: 2, reason: .deceased))
      let closed = try await office.call(CaseShow.self, .init(id: opened.id), as: person)
      #expect(closed.state == .closed && closed.client == nil)
    }
  }

  @Test("Neither and both of id and number are refused")
  func wrongInput() async throws {
    try await Office.open { office in
      let opened = try await office.openCase()
      for params in [CaseShow.Params(), .init(id: .id(opened.id), number: opened.number)] {
        let fault = try await fault { try await office.call(CaseShow.self, params) }
        #expect(fault?.kind == .invalidValue)
      }
    }
  }
}
