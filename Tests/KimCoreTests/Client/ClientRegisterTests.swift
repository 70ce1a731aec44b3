import KimAPI
import KimTestSupport
import Testing

@Suite("client.register")
struct ClientRegisterTests {
  @Test("How much is known is the state, and each gets the next number")
  func registers() async throws {
    try await Office.open { office in
      let anonymous = try await office.call(
        ClientRegister.self,
        .init(municipality: valid("nord"))
      )
      #expect(anonymous.state == .anonymous && anonymous.rev == 1)
      let minimal = try await office.call(
        ClientRegister.self,
        .init(municipality: valid("nord"), familyName: personal("Probe"))
      )
      #expect(minimal.state == .minimal)
      let registered = try await office.call(
        ClientRegister.self,
        .init(
          municipality: valid("nord"),
          givenName: personal("Ada"),
          familyName: personal("Probe"),
          birthDate: personal("1990-05")
        )
      )
      #expect(registered.state == .registered)
      #expect([anonymous, minimal, registered].map(\.number.serial) == [1, 2, 3])
      #expect(registered.number.text.hasPrefix("K-2026-0003-"))
    }
  }

  @Test("The same key registers once; another caller's equal key is another")
  func replays() async throws {
    try await Office.open { office in
      let params = ClientRegister.Params(municipality: try valid("nord"))
      let meta = RequestMeta(idempotencyKey: try valid("k"))
      let first = try await office.ask(ClientRegister.self, params, meta: meta)
      let second = try await office.ask(ClientRegister.self, params, meta: meta)
      #expect(first.output == second.output)
      #expect(first.meta?.replayed == false && second.meta?.replayed == true)
      let other = try await office.ask(ClientRegister.self, params, as: .colleague, meta: meta)
      #expect(other.output.id != first.output.id)
      #expect(other.meta?.replayed == false)
    }
  }

  @Test(
    "A date of birth lies in the past, today included",
    arguments: ["2026-11-24", "2026-12", "2027"]
  )
  func birthDate(text: String) async throws {
    try await Office.open { office in
      func register(_ date: String) async throws {
        try await office.call(
          ClientRegister.self,
          .init(municipality: valid("nord"), birthDate: personal(date))
        )
      }
      let fault = try await fault { try await register(text) }
      #expect(fault?.kind == .invalidValue)
      #expect(fault?["field"]?.text == "birthDate")
      try await register("2026-11-23")
    }
  }

  @Test("Languages are few and each but once")
  func languages() async throws {
    try await Office.open { office in
      for languages in [["ar", "ar"], ["aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii"]] {
        let fault = try await fault {
          try await office.call(
            ClientRegister.self,
            .init(municipality: valid("nord"), languages: languages.map { try valid($0) })
          )
        }
        #expect(fault?["field"]?.text == "languages")
      }
    }
  }

  @Test("What is wrong is named by path, never by what was typed")
  func wrongInput() async throws {
    try await Office.open { office in
      let reply = try await office.reply(
        "client.register",
        [
          "municipality": "nord", "email": "zzcanary", "birthDate": "zzcanary",
          "nickname": "zzcanary",
        ]
      )
      #expect(reply.contains("invalid_params"))
      for path in ["email", "birthDate", "nickname"] {
        #expect(reply.contains("\"path\":\"\(path)\""))
      }
      #expect(!reply.contains("zzcanary"))
    }
  }
}
