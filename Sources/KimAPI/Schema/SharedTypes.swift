/// The types that shapes have in common, so that a document states each once.
public struct SharedTypes: Sendable {
  /// The shapes by the names of their types.
  public private(set) var shapes: [String: Shape] = [:]
  /// Names that stand for more than one type.
  public private(set) var clashes: Set<String> = []

  public init() {}

  /// The types that methods take and give.
  public init(of methods: [any Method.Type]) {
    for method in methods {
      for field in method.paramsShape.fields { add(field.shape) }
      add(method.outputShape)
    }
  }

  /// Adds the types in a shape.
  public mutating func add(_ shape: Shape) {
    if let name = shape.sharedName {
      let known = shapes.updateValue(shape, forKey: name)
      if let known, known != shape { clashes.insert(name) }
      if known != nil { return }
    }
    switch shape {
    case .array(let inner), .clearable(let inner), .personal(let inner): add(inner)
    case .object(let fields, _): for field in fields { add(field.shape) }
    case .boolean, .integer, .string, .choice, .any: break
    }
  }
}

extension Shape {
  /// The name under which documents state the shape once; nil where it is stated where it stands.
  public var sharedName: String? {
    switch self {
    case .personal(let inner): inner.sharedName.map { "PersonalOf" + $0 }
    case .clearable: nil
    default: type?.text
    }
  }
}
