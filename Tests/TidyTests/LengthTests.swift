import Testing

@Suite(.timeLimit(.minutes(5)))
struct LengthTests {
  @Test func `no file is longer than 400 lines`() {
    #expect(Tree.files.count > 100)
    let found = Tree.files.filter { $0.lines.count > 401 }.map {
      "\($0.path): \($0.lines.count - 1) lines"
    }
    Tree.expectNone(found, "files over 400 lines")
  }

  @Test func `no function is longer than 60 lines`() {
    var lengths: [Int] = []
    var found: [String] = []
    for file in Tree.files {
      for function in Function.all(in: file.code) {
        lengths.append(function.length)
        if function.length > 60 {
          found.append("\(file.path):\(function.line): \(function.length) lines")
        }
      }
    }
    Tree.expectNone(found, "functions over 60 lines")
    #expect(lengths.count > 1000)
    #expect(lengths.sorted()[lengths.count / 2] < 20, "the median is far below")
  }

  @Test func `functions are found with their lengths`() {
    let source = """
      protocol P {
        func none(_ a: Int) throws -> Int
        init(_ text: String)
      }
      struct S {
        init(
          _ text: String = "{"
        ) { self.init() }
        func one() { [1].forEach { _ in } } // }
        func two<T>(
          _ body: (T) -> Void = { _ in }
        ) throws -> T
        where
          T: P
        {
          let s = "\\(a { "}" }) }"
          return T.init(s)
        }
        subscript(_ index: Int) -> Int { 0 }
      }
      """
    let functions = Function.all(in: SwiftText(source).code)
    #expect(functions.map(\.line) == [6, 9, 10, 19])
    #expect(functions.map(\.length) == [3, 1, 9, 1])
  }
}
