import KimAPI
import KimTestSupport
import Testing

@Suite("organisation.show")
struct OrganisationShowTests {
  @Test("What was loaded is shown, sorted by id")
  func shows() async throws {
    try await Office.open { office in
      let shown = try await office.call(OrganisationShow.self, as: .automat)
      let given = Organisation.fixture
      #expect(shown.regions == given.regions)
      #expect(shown.municipalities == given.municipalities)
      #expect(shown.socialDistricts == given.socialDistricts)
      #expect(shown.sites == given.sites)
      #expect(shown.serviceTypes == given.serviceTypes.reversed())
      #expect(shown.posts == given.posts)
      #expect(shown.notes == given.notes)
    }
  }

  @Test("An empty office has empty lists")
  func empty() async throws {
    try await Office.openEmpty { office in
      let shown = try await office.call(OrganisationShow.self, as: .daemon)
      #expect(shown.regions.isEmpty && shown.sites.isEmpty && shown.notes == [])
    }
  }

  @Test("A key that it does not take is named")
  func wrongInput() async throws {
    try await Office.open { office in
      let reply = try await office.reply("organisation.show", ["site": "x"])
      #expect(reply.contains("invalid_params"))
      #expect(reply.contains("\"path\":\"site\""))
    }
  }
}
