import Testing

@Suite(.timeLimit(.minutes(5)))
struct DocumentationTests {
  /// Requirements of the standard library that say themselves what they are.
  private static let standard: Set<String> = [
    "description", "debugDescription", "encode", "static <", "static ==",
  ]

  /// The declarations that lack a doc comment.
  ///
  /// None is wanted where another says it: the requirement that a member fulfils, the type that bears the name of its
  /// property, the property of the same name and type.
  private static func gaps(_ declarations: [Declaration]) -> [Declaration] {
    let required = standard.union(declarations.filter { $0.kind == .requirement }.map(\.name))
    let said = Set(declarations.filter(\.isDocumented).map(subject))
    return declarations.filter { declaration in
      guard !declaration.isDocumented else { return false }
      switch declaration.kind {
      case .requirement, .word: return true
      case .type: return !required.contains(declaration.name)
      case .member:
        return !required.contains(declaration.name) && !isNamedByItsType(declaration)
          && (declaration.type.isEmpty || !said.contains(subject(declaration)))
      }
    }
  }

  /// A name with its type, whether it may be absent, is one of many or is what a change sets.
  private static func subject(_ declaration: Declaration) -> String {
    declaration.name + ": " + (words(of: declaration.type).first ?? "")
  }

  /// `state` of a `CaseState`, `purposes` of `[ConsentPurpose]`, `email` of an `EmailAddress`.
  private static func isNamedByItsType(_ declaration: Declaration) -> Bool {
    guard let type = words(of: declaration.type).last?.lowercased() else { return false }
    let name = declaration.name.lowercased()
    let one = name.hasSuffix("ies") ? name.dropLast(3) + "y" : name.dropLast()
    return [name, name.hasSuffix("s") ? String(one) : name].contains {
      type.hasPrefix($0) || type.hasSuffix($0)
    }
  }

  private static func words(of type: String) -> [Substring] {
    type.split { !$0.isWord && $0 != "." }.filter { !["Change", "Personal"].contains($0) }
  }

  private static func declarations(_ source: String) -> [Declaration] {
    let text = SwiftText(source)
    return Declaration.all(lines: text.lines, code: text.code)
  }

  @Test func `what the public interface declares is documented where nothing else says it`() {
    let files = Tree.sources.filter { ["KimAPI", "KimClient"].contains($0.target) }
    let all = files.map { ($0.path, Declaration.all(lines: $0.lines, code: $0.code)) }
    let gaps = Set(Self.gaps(all.flatMap(\.1)).map(Self.key))
    let found = all.flatMap { path, own in
      own.filter { !$0.isDocumented && gaps.contains(Self.key($0)) }.map {
        "\(path):\($0.line): \($0.name)"
      }
    }
    Tree.expectNone(found, "no doc comment")
    #expect(all.flatMap(\.1).count { $0.kind == .word } > 150)
    #expect(all.flatMap(\.1).count { $0.kind == .requirement } > 15)
    #expect(all.flatMap(\.1).count > 900)
  }

  /// A gap is the same in whatever file it stands.
  private static func key(_ declaration: Declaration) -> String {
    "\(declaration.kind) \(declaration.name): \(declaration.type)"
  }

  @Test func `a gap is found in a type, a requirement, a case and a property`() {
    let source = """
      public struct Bare {
        public var count: Int
        public init(count: Int) { let inner = { 1 }; self.count = inner() }
        var hidden: Int
      }
      /// What is shown.
      public protocol Shown {
        func draw() -> String
        /// Its colour.
        static var colour: String { get }
      }
      /// Where it stands.
      public enum DoorState: String {
        case open
        /// Shut.
        case shut
        public var isOpen: Bool {
          switch self {
          case .open: true
          case .shut: false
          }
        }
      }
      """
    let gaps = Self.gaps(Self.declarations(source))
    #expect(gaps.map(\.name) == ["Bare", "count", "draw", "open", "isOpen"])
    #expect(gaps.map(\.line) == [1, 2, 8, 14, 17])
  }

  @Test func `what another declaration says need not be said again`() {
    let source = """
      /// A door.
      public struct Door: Shown {
        /// Revision, from 1.
        public var rev: Int
        public var state: DoorState?
        public static var colour: String { "red" }
        public var description: String { "" }
      }
      /// A window.
      public struct Window {
        public var rev: Int
        public var rev: String
        public var states: [DoorState]
        public var colour: String
        /// Who opened it.
        @Lazy
        public var opener: ID<Staff>?
        public var opener: ID<Staff>
      }
      /// What is shown.
      public protocol Shown {
        /// Its colour.
        static var colour: String { get }
      }
      """
    let gaps = Self.gaps(Self.declarations(source))
    #expect(gaps.map(\.line) == [12, 14])
  }
}
