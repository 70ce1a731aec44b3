import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("What is published is what is sent")
struct PublishedTests {
  @Test("A reply that differs from the catalogue is found, in its result, its meta or its error")
  func differs() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let line = try await office.reply("client.show", ["id": .string(client.text)])
      func holds(_ line: String) -> Bool {
        office.desk.isAsPublished(Array(line.utf8), "client.show")
      }
      #expect(holds(line))
      #expect(!holds(line.replacing("\"number\":", with: "\"nummer\":")))
      #expect(!holds(line.replacing("\"rev\":1", with: "\"rev\":\"1\"")))
      #expect(!holds(line.replacing("\"result\":{", with: "\"result\":{\"more\":1,")))
      #expect(!holds(line.replacing("\"result\":{", with: "\"result\":{\"_meta\":{\"seq\":1},")))
      #expect(!holds(line.replacing("\"jsonrpc\":\"2.0\",", with: "")))
      let refused = try await office.reply("client.show", ["id": .string(ID<Client>.sample.text)])
      #expect(holds(refused))
      #expect(!holds(refused.replacing("not_found", with: "no_such_kind")))
      #expect(!office.desk.isAsPublished(Array(line.utf8), "client.find"))
    }
  }
}
