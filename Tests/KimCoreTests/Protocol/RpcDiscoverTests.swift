import KimAPI
import KimTestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct RpcDiscoverTests {
  private static func listed(_ office: Office, _ person: Person) async throws -> [String] {
    let output = try await office.call(RpcDiscover.self, as: person)
    return (output.methods.items ?? []).compactMap { $0["name"]?.text }
  }

  @Test func `a stranger is shown the two methods of the protocol itself`() async throws {
    try await Office.open { office in
      let listed = try await Self.listed(office, .stranger)
      #expect(listed == ["rpc.discover", "rpc.hello"])
    }
  }

  @Test(arguments: Person.staff + [.daemon, .stranger])
  func `what is listed is exactly what is not forbidden`(_ person: Person) async throws {
    try await Office.open { office in
      let listed = try await Self.listed(office, person)
      var allowed: [String] = []
      for method in Catalog.methods {
        let line = #"{"jsonrpc":"2.0","id":1,"method":"\#(method.name)","params":{"nope":1}}"#
        let kind = try await office.wire(line, as: person).errorKind
        #expect(kind == "forbidden" || kind == "invalid_params")
        if kind == "invalid_params" { allowed.append(method.name) }
      }
      #expect(listed == allowed)
    }
  }

  @Test func `the document is OpenRPC with the shape of every method`() async throws {
    try await Office.open { office in
      let output = try await office.call(RpcDiscover.self, as: .manager)
      #expect(output.openrpc.hasPrefix("1."))
      #expect(output.info["title"] == "kim-rpc")
      let methods = try #require(output.methods.items)
      let open = try #require(methods.first { $0["name"] == "case.open" })
      #expect(open["paramStructure"] == "by-name" && open["x-kind"] == "write")
      #expect(open["x-permission"] == "case_write")
      let result = open["result"]?["schema"]?["$ref"]
      #expect(result == "#/components/schemas/NumberedReceiptOfCase")
    }
  }

  @Test(arguments: [Person.manager, .daemon, .stranger])
  func `the types that are stated are those of the methods that are listed`(
    _ person: Person
  ) async throws {
    try await Office.open { office in
      let output = try await office.call(RpcDiscover.self, as: person)
      let document: JSON = ["methods": output.methods, "components": output.components]
      let stated = (output.components["schemas"]?.members ?? []).map(\.key)
      #expect(CatalogDocumentTests.reached(in: document).sorted() == stated)
      #expect(stated.contains("CaseState") == (person == .manager))
    }
  }
}
