import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// Every method × everything that its params name × everybody who stands to such a thing in some relation: what happens
/// is what the table says, and nothing that was refused changed anything.
@Suite("The scope matrix", .timeLimit(.minutes(5)))
struct ScopeMatrixTests {
  /// A field of a method that names a thing, with the way to it.
  struct Question {
    let method: any KimAPI.Method.Type
    /// The keys on the way; a list on it ends in `[]`.
    let path: [String]
    let format: Shape.StringFormat
    let type: String

    var field: String { path.joined(separator: ".").replacing("[]", with: "") }
    var label: String { "\(method.name) \(field)" }

    var use: ScopeMatrix.Use {
      if let use = ScopeMatrix.uses[label] { return use }
      let names = path.count == 1 && (field == "id" || field == "number")
      if method is any WriteMethod.Type { return names ? .changes : .names }
      if method.name.hasSuffix(".show") { return names ? .shows : .names }
      guard method is any ReadMethod.Type else { return .names }
      let isRequired = method.paramsShape.fields.first { $0.name == field }?.isRequired ?? false
      if method.name.hasSuffix(".list"), !isRequired { return .filters }
      return method.name.hasSuffix(".free") ? .names : .reads
    }
  }

  /// Everything that the params of the catalogue's methods name.
  static let questions: [Question] = Catalog.methods.flatMap { method in
    ScopeMatrix.whole.contains(method.name) ? [] : named(in: method.paramsShape, [], of: method)
  }

  private static func named(
    in shape: Shape,
    _ path: [String],
    of method: any KimAPI.Method.Type
  ) -> [Question] {
    switch shape {
    case .object(let fields, _):
      return fields.flatMap { named(in: $0.shape, path + [$0.name], of: method) }
    case .array(let inner):
      return named(in: inner, path.dropLast() + [(path.last ?? "") + "[]"], of: method)
    case .clearable(let inner), .personal(let inner): return named(in: inner, path, of: method)
    case .string(let format):
      return format.of.map { [Question(method: method, path: path, format: format, type: $0)] }
        ?? []
    case .boolean, .integer, .choice, .any: return []
    }
  }

  @Test func `every name in the params of a method has its place in the table`() {
    #expect(Self.questions.count > 60)
    for question in Self.questions {
      let rows = ScopeMatrix.table[question.type] ?? [:]
      #expect(
        rows.values.contains { $0[question.use] != nil },
        "\(question.label): no row of \(question.type) says what becomes of \(question.use)"
      )
    }
    let labels = Set(Self.questions.map(\.label))
    #expect(Set(ScopeMatrix.uses.keys).subtracting(labels) == [])
    #expect(ScopeMatrix.whole.isSubset(of: Catalog.methods.map { $0.name }))
    for exception in ScopeMatrix.exceptions.keys {
      let isOne = Self.questions.contains { question in
        exception.hasPrefix(question.label + " ")
          || exception.hasPrefix(question.method.name + " * ")
      }
      #expect(isOne, "\(exception) is about nothing")
    }
  }

  @Test(arguments: ScopeMatrix.table.keys.sorted())
  func `what becomes of a name is what the table says`(type: String) async throws {
    try await Office.open { office in
      let matrix = try await ScopeMatrixOffice(office)
      let ties = try #require(matrix.ties[type])
      let before = try await matrix.contents()
      var asked: Set<String> = []
      for question in Self.questions where question.type == type {
        for tie in ties {
          let outcome = try await check(question, tie, matrix)
          if outcome != nil { asked.insert("\(tie.relation) \(question.use)") }
        }
      }
      // What was refused, though it was asked for in earnest, changed nothing.
      #expect(try await matrix.contents() == before)
      let rows = try #require(ScopeMatrix.table[type])
      let told = rows.flatMap { row in row.value.keys.map { "\(row.key) \($0)" } }
      #expect(Set(told).subtracting(asked) == [], "rows of the table that nothing asks")
    }
  }

  /// Asks in every form of the name, and tells which row of the table was met; nil where the role alone decides.
  private func check(
    _ question: Question,
    _ tie: ScopeMatrixOffice.Tie,
    _ matrix: ScopeMatrixOffice
  ) async throws -> ScopeMatrix.Outcome? {
    let isAllowed = matrix.isAllowed(question.method.name, to: tie.person)
    let exception = ScopeMatrix.exception(question, tie.relation)
    let row = ScopeMatrix.table[question.type]?[tie.relation]?[question.use]
    let wanted = isAllowed ? exception ?? row : .fault(.forbidden)
    for (there, nowhere) in question.forms(of: tie.thing) {
      let place = "\(question.label) (\(question.use)) as \(tie.person.login), \(tie.relation)"
      guard let wanted else {
        Issue.record("\(place): no expectation")
        return nil
      }
      // What is to be refused is asked for in earnest, what is to be done is done dry.
      let isDry = wanted == .answered && question.method is any WriteMethod.Type
      let reply = try await matrix.ask(question, there, tie, isDry: isDry)
      let unknown = try await matrix.ask(question, nowhere, tie, isDry: isDry)
      let flaw = ScopeMatrix.flaw(in: reply, wanted, question, tie.relation, besides: unknown)
      #expect(flaw == nil, "\(place), \(there): \(flaw ?? "")")
    }
    return isAllowed ? row : nil
  }
}

extension ScopeMatrixTests.Question {
  /// The thing in the forms that the field takes, each beside one of the form that names nothing.
  fileprivate func forms(of thing: ScopeMatrixOffice.Thing) -> [(there: String, nowhere: String)] {
    let id = (thing.id, "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b")
    let name = thing.name.map { ($0, Self.free(like: $0)) }
    switch format.name {
    case "slug": return [(thing.id, "nowhere")]
    case "uuid": return [id]
    case let text where text.hasPrefix("number-"): return name.map { [$0] } ?? []
    default: return [id] + (name.map { [$0] } ?? [])
    }
  }

  /// What the thing is called in a `not_found`.
  fileprivate var noun: String { type.prefix(1).lowercased() + type.dropFirst() }

  /// A number of the same kind that nobody has, or a login.
  private static func free(like name: String) -> String {
    let numbers: [String: String?] = [
      "K": Number<Client>(year: 2026, serial: 4711)?.text,
      "KIM": Number<Case>(year: 2026, serial: 4711)?.text,
      "T": Number<Appointment>(year: 2026, serial: 4711)?.text,
    ]
    let prefix = String(name.prefix { $0 != "-" })
    return (numbers[prefix] ?? nil) ?? "nobody-here"
  }
}

extension ScopeMatrix {
  /// What is wrong with a reply; nil where it is what was wanted.
  fileprivate static func flaw(
    in line: String,
    _ wanted: Outcome,
    _ question: ScopeMatrixTests.Question,
    _ relation: String,
    besides unknown: String
  ) -> String? {
    guard let reply = try? StrictJSON.parse(line) else { return "no JSON: \(line)" }
    let kind = reply["error"]?["data"]?["kind"]?.text
    let items = reply["result"]?["items"]?.items
    switch wanted {
    case .answered:
      if let kind {
        return gates[question.method.name]?.contains { $0.rawValue == kind } ?? false ? nil : line
      }
      let isNarrowed = question.use == .filters || question.use == .audits
      return isNarrowed && items?.isEmpty ?? true ? "nothing is found: \(line)" : nil
    case .hidden:
      guard line == unknown else { return "\(line) and not \(unknown)" }
      if question.use == .filters { return items?.isEmpty == true ? nil : line }
      // It is this very thing that is not there, and nothing beside it; who works nowhere has nothing to put beside it.
      let isIt = reply["error"]?["data"]?["what"]?.text == question.noun
      return kind == "not_found" && (isIt || relation == "placeless") ? nil : line
    case .nothing: return items?.isEmpty == true ? nil : line
    case .forReading:
      return kind == "forbidden" && reply["error"]?["data"]?["what"] != nil ? nil : line
    case .fault(let fault): return kind == fault.rawValue ? nil : line
    }
  }
}
