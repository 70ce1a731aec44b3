import KimAPI
import KimTestSupport
import Testing

@Suite("client.find")
struct ClientFindTests {
  private static func find(
    _ query: String,
    in office: Office,
    limit: Int? = nil,
    as person: Person = .manager
  ) async throws -> [String] {
    let page = try await office.call(
      ClientFind.self,
      .init(query: personal(query), limit: limit.flatMap { PageLimit($0) }),
      as: person
    )
    return page.items.compactMap { $0.familyName?.value.text }
  }

  @Test(
    "Müller is found as people type it",
    arguments: ["Müller", "mueller", "Muller", "MÜLLER", "mul", "mü", "Miller", "Mu\u{308}ller"]
  )
  func spellings(query: String) async throws {
    try await Office.open { office in
      _ = try await office.registerClient("Müller")
      _ = try await office.registerClient("Probe")
      #expect(try await Self.find(query, in: office) == ["Müller"])
    }
  }

  @Test("One letter is too little, as a word among others too", arguments: ["m", "M ller", "-.-"])
  func tooShort(query: String) async throws {
    try await Office.open { office in
      _ = try await office.registerClient("Müller")
      let fault = try await fault { try await Self.find(query, in: office) }
      #expect(fault?.kind == .invalidValue)
      #expect(fault?["field"]?.text == "query")
    }
  }

  @Test("Every word must fit, in whatever order")
  func words() async throws {
    try await Office.open { office in
      for given in ["Ada", "Bela"] {
        try await office.call(
          ClientRegister.self,
          .init(
            municipality: valid("nord"),
            givenName: personal(given),
            familyName: personal("Probe")
          )
        )
      }
      #expect(try await Self.find("probe", in: office).count == 2)
      #expect(try await Self.find("probe ada", in: office).count == 1)
      #expect(try await Self.find("ada-probe", in: office).count == 1)
      #expect(try await Self.find("ada bela", in: office).isEmpty)
    }
  }

  @Test("The best fit comes first, whatever its age; the limit keeps it")
  func order() async throws {
    try await Office.open { office in
      for name in ["Mull", "Muller", "Mühl"] { _ = try await office.registerClient(name) }
      #expect(try await Self.find("mull", in: office) == ["Mull", "Muller", "Mühl"])
      #expect(try await Self.find("mull", in: office, limit: 1) == ["Mull"])
    }
  }

  @Test("Who is not there and who is out of scope are both no find")
  func outOfScope() async throws {
    try await Office.open { office in
      let client = try await office.registerClient("Müller")
      #expect(try await Self.find("Niemand", in: office).isEmpty)
      #expect(try await Self.find("Müller", in: office, as: .faraway).isEmpty)
      #expect(try await Self.find("Müller", in: office, as: .colleague) == ["Müller"])
      _ = try await office.openCase(client)
      #expect(try await Self.find("Müller", in: office, as: .colleague).isEmpty)
      #expect(try await Self.find("Müller", in: office) == ["Müller"])
    }
  }
}
