import Testing

@Suite(.timeLimit(.minutes(5)))
struct MachineListTests {
  @Test func `every record with a machine is listed once among the machines`() {
    let staged = Tree.sources.flatMap { file in
      file.code.filter { $0.hasPrefix("struct ") && $0.holds("Staged") }.compactMap {
        $0.split(separator: " ").dropFirst().first?.dropLast()
      }
    }
    let list = Tree.files.first { $0.path == "Sources/KimCore/Desk/Machines.swift" }
    let code = (list?.code ?? []).joined(separator: "\n")
    let missing = staged.filter { code.split(separator: "(\($0).self)").count != 2 }
    Tree.expectNone(missing.map { String($0) }, "not among Machines.all, or twice")
    #expect(staged.count > 5)
  }
}
