import KimAPI
import Testing

@testable import kimctl

@Suite("The catalogue described")
struct ManualTests {
  private let manual = Manual(words: Words(.en))

  @Test("A method names the types that it takes and gives, and the way to them")
  func method() {
    let page = manual.page(of: CaseClose.self).joined(separator: "\n")
    #expect(page.contains("(ClosureReason, required)"))
    #expect(page.contains("Result: ReceiptOfCase"))
    #expect(page.contains("state  CaseState"))
    #expect(page.hasSuffix("kimctl describe ReceiptOfCase"))
  }

  @Test("Every type has a page that says what it is and where it is used")
  func types() throws {
    let types = SharedTypes(of: Catalog.methods).shapes
    for (name, shape) in types {
      let page = manual.page(of: name, shape)
      #expect(page.first == name && page.count >= 4, "\(name)")
      #expect(page.last?.contains(".") == true, "\(name)")
    }
    let state = manual.page(of: "CaseState", try #require(types["CaseState"]))
    #expect(state.contains { $0.hasPrefix("  intake ") && $0.hasSuffix(" intake") })
    let id = manual.page(of: "IDOfCase", try #require(types["IDOfCase"]))
    #expect(id.contains("  Names one: Case"))
    let label = manual.page(of: "PersonalOfLabel", try #require(types["PersonalOfLabel"]))
    #expect(label.contains("  one line of 1 to 200 characters (personal)"))
    let page = manual.page(of: "PageOfCaseSummary", try #require(types["PageOfCaseSummary"]))
    #expect(page.contains("  items  list: CaseSummary"))
  }
}
