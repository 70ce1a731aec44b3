import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("Words of a reminder", .timeLimit(.minutes(5)))
struct ReminderTextTests {
  @Test func namesTimeAndPlaceAndNeitherClientNorReason() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      for (language, minute) in [("de", "00"), ("en", "15"), ("ar", "30")] {
        let client = try await hall.client(languages: [language])
        try await hall.book("2026-11-23T10:\(minute)", client: client)
      }
      for leased in try await hall.lease() {
        let text = leased.subject.value.text + "\n" + leased.body.value.text
        #expect(
          text.contains("23.11.2026") && text.contains("10:") && text.contains("Rathaus Nord")
        )
        let words = [
          "probe", "migra", "integra", "kim", "flucht", "ausländ", "erstgespr", "auskunft",
        ]
        for word in words { #expect(!text.lowercased().contains(word), "\(word)") }
      }
    }
  }

  @Test(
    "The language is the appointment's, then the client's first that has words, then German",
    arguments: [
      ([], nil, "de"), (["en"], nil, "en"), (["ar", "en"], nil, "en"), (["ar"], nil, "de"),
      (["de", "en"], nil, "de"), (["de"], "en", "en"), (["en"], "ar", "en"), (["en-GB"], nil, "en"),
    ] as [([String], String?, String)]
  )
  func language(client: [String], appointment: String?, expected: String) async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let id = try await hall.client(languages: client)
      try await hall.book("2026-11-23T10:00", client: id, language: appointment)
      let leased = try #require(try await hall.lease().first)
      #expect(leased.language.text == expected)
      #expect(leased.body.value.text.hasPrefix(expected == "en" ? "Hello" : "Guten Tag"))
    }
  }
}
