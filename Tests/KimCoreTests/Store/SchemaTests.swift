import FoundationEssentials
import KimCore
import KimTestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct SchemaTests {
  private static let file = "Tests/KimCoreTests/Store/schema.sql"

  private static func schema() async throws -> String {
    let directory = try Office.temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let store = try Store.open(
      directory: directory,
      credential: nil,
      environment: World().environment
    )
    let schema: String
    do {
      schema = try await store.schemaSQL()
    } catch {
      try? store.close()
      throw error
    }
    try store.close()
    return schema
  }

  @Test func `schema.sql is the schema of a fresh store`() async throws {
    let schema = try await Self.schema()
    if ProcessInfo.processInfo.environment["KIM_RECORD"] == "1" {
      try CheckedIn.record(Self.file, schema)
    }
    try CheckedIn.expect(
      Self.file,
      holds: schema,
      otherwise: "KIM_RECORD=1 swift test --filter SchemaTests"
    )
  }

  @Test func `every table is STRICT and no column compares without regard to case`() async throws {
    let statements = try await Self.schema().split(separator: ";\n")
    let tables = statements.filter { $0.hasPrefix("CREATE TABLE") }
    #expect(tables.count > 10)
    for table in tables {
      let head = table.prefix { $0 != "(" }
      #expect(table.split(separator: ")").last?.contains("STRICT") == true, "\(head)")
      #expect(!table.contains("AUTOINCREMENT") && !table.contains("NOCASE"), "\(head)")
    }
  }
}
