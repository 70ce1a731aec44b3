extension Shape {
  /// The name of a wire type, as the type itself says it.
  public struct TypeName: Sendable, Hashable, CustomStringConvertible {
    /// The name in documents: `CaseState`; of a generic type with what it is of, `PageOfCaseSummary`.
    public let text: String
    /// The name without what it is of: `Page`.
    public let base: String
    /// What the compiler calls it, module and all: no two types share it.
    public let qualified: String

    public init(_ type: Any.Type) {
      let short = String(describing: type)
      base = String(short.prefix { $0 != "<" })
      text = short.replacing("<", with: "Of").replacing(", ", with: "And").replacing(">", with: "")
      qualified = String(reflecting: type)
    }

    /// The name that documents share; nil for what every method has of its own under the same name.
    init?(shared type: Any.Type) {
      self.init(type)
      if text == "Params" || text == "Output" { return nil }
    }

    public var description: String { text }
  }
}
