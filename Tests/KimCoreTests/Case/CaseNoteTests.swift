import KimAPI
import KimTestSupport
import Testing

@Suite("case.note")
struct CaseNoteTests {
  @Test("A note is kept with time and author and raises the revision of the case")
  func notes() async throws {
    try await Office.open { office in
      let opened = try await office.openCase()
      office.world.advance(seconds: 60)
      let noted = try await office.call(
        CaseNote.self,
        .init(id: .id(opened.id), ifRev: 1, text: personal("Zeile 1\nZeile 2"))
      )
      #expect(noted.case == opened.id && noted.rev == 2)
      let note = try await office.call(CaseShow.self, .init(id: opened.id)).notes.first
      #expect(note?.id == noted.id)
      #expect(note?.at == office.world.now)
      #expect(note?.text.value.text == "Zeile 1\nZeile 2")
    }
  }

  @Test("The same key notes once")
  func replays() async throws {
    try await Office.open { office in
      let opened = try await office.openCase()
      let params = CaseNote.Params(id: .id(opened.id), text: try personal("first"))
      let meta = RequestMeta(idempotencyKey: try valid("k"))
      let first = try await office.ask(CaseNote.self, params, meta: meta)
      let second = try await office.ask(CaseNote.self, params, meta: meta)
      #expect(first.output == second.output)
      #expect(try await office.call(CaseShow.self, .init(id: opened.id)).notes.count == 1)
    }
  }

  @Test("Who comes too late is told; a note without a revision is never too late")
  func stale() async throws {
    try await Office.open { office in
      let opened = try await office.openCase()
      try await office.call(CaseNote.self, .init(id: .id(opened.id), text: personal("first")))
      let fault = try await fault {
        try await office.call(
          CaseNote.self,
          .init(id: .id(opened.id), ifRev: 1, text: personal("second"))
        )
      }
      #expect(fault?.kind == .staleRevision)
      #expect(fault?["current"] == 2)
      #expect(fault?["base"] == 1)
      #expect(fault?.texts("changedFields") == ["notes"])
      #expect(fault?["by"] == "manager")
      #expect(fault?["at"]?.text == office.world.now.text)
    }
  }

  @Test("A closed case takes no note")
  func closed() async throws {
    try await Office.open { office in
      let opened = try await office.openCase()
      try await office.call(CaseClose.self, .init(id: .id(opened.id), ifRev: 1, reason: .movedAway))
      let fault = try await fault {
        try await office.call(CaseNote.self, .init(id: .id(opened.id), text: personal("late")))
      }
      #expect(fault == .invalidState("closed", allowed: []))
    }
  }

  @Test("Nothing and too much are refused without being repeated")
  func wrongInput() async throws {
    try await Office.open { office in
      let opened = try await office.openCase()
      for text in ["", String(repeating: "zzcanary", count: 2501), "zzcanary\u{7}"] {
        let reply = try await office.reply(
          "case.note",
          ["id": .string(opened.id.text), "text": .string(text)]
        )
        #expect(reply.contains("invalid_params") && reply.contains("\"path\":\"text\""))
        #expect(!reply.contains("zzcanary"))
      }
    }
  }
}
